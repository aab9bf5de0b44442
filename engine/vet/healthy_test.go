package vet

import (
	"testing"
	"time"

	"sluice/engine/probe"
	"sluice/engine/twin/sync"
)

// healthy are programs as Go programs are: some leave goroutines behind when
// main returns, which is their end.
var healthy = map[string]func(){
	"workers that are left on an idle receive": func() {
		jobs := probe.Make[int](at(1, "jobs"), 0)
		results := probe.Make[int](at(2, "results"), 0)
		times(3, func() {
			probe.Go(at(3, "worker"), func() {
				for range probe.Range(at(4, "jobs"), jobs) {
					pause(5, time.Millisecond)
					probe.To(at(6, "results"), results).Send(1)
				}
			})
		})
		times(3, func() { probe.To(at(7, "jobs"), jobs).Send(1) })
		times(3, func() { probe.Recv(at(8, "results"), results) })
	},
	"a pool that is closed and waited for": func() {
		jobs := probe.Make[int](at(11, "jobs"), 2)
		var all sync.WaitGroup
		for range 2 {
			all.Add(1)
			probe.Go(at(12, "worker"), func() {
				defer all.Done()
				for range probe.Range(at(13, "jobs"), jobs) {
					pause(14, time.Second)
				}
			})
		}
		times(8, func() { probe.To(at(15, "jobs"), jobs).Send(1) })
		probe.Close(at(16, "jobs"), jobs)
		probe.At(at(17, ""))
		all.Wait()
	},
	"a chain of generators, of which main takes some": func() {
		first := probe.Make[int](at(21, "first"), 0)
		second := probe.Make[int](at(22, "second"), 0)
		probe.Go(at(23, "generate"), func() {
			for {
				probe.To(at(24, "first"), first).Send(1)
			}
		})
		probe.Go(at(25, "filter"), func() {
			for {
				probe.Recv(at(26, "first"), first)
				probe.To(at(27, "second"), second).Send(1)
			}
		})
		times(5, func() { probe.Recv(at(28, "second"), second) })
	},
	"a lock that is held for a moment": func() {
		var m sync.Mutex
		var all sync.WaitGroup
		for range 4 {
			all.Add(1)
			probe.Go(at(31, "writer"), func() {
				defer all.Done()
				probe.At(at(32, ""))
				m.Lock()
				pause(33, time.Millisecond)
				m.Unlock()
			})
		}
		probe.At(at(34, ""))
		all.Wait()
	},
	"a ticker loop that goes on": func() {
		probe.Go(at(41, "tick"), func() {
			for {
				pause(42, time.Minute)
			}
		})
		pause(43, time.Second)
	},
	"the first of several answers wins": func() {
		answers := probe.Make[int](at(51, "answers"), 3)
		for i := range 3 {
			probe.Go(at(52, "ask"), func() {
				pause(53, time.Duration(i+1)*time.Second)
				probe.To(at(54, "answers"), answers).Send(i)
			})
		}
		probe.Recv(at(55, "answers"), answers)
	},
	"a semaphore whose tokens are left": func() {
		tokens := probe.Make[struct{}](at(61, "tokens"), 2)
		times(2, func() { probe.To(at(62, "tokens"), tokens).Send(struct{}{}) })
	},
	"one that waits for a signal for ever": func() {
		probe.Go(at(71, "background"), func() { probe.Forever(at(72, "")) })
		pause(73, time.Second)
	},
}

func TestHealthyProgramsHaveNoErrors(t *testing.T) {
	for name, main := range healthy {
		for _, f := range vetted(t, aProgram, main).Findings {
			if f.Severity == Error || f.Severity == Warning && name != "a chain of generators, of which main takes some" {
				t.Errorf("%s: %v: %s", name, f.Severity, f.What)
			}
		}
	}
}

func TestWorkersThatAreLeftIdleAreWorthANote(t *testing.T) {
	r := vetted(t, aProgram, healthy["workers that are left on an idle receive"])
	the(t, r, Unclosed).says(t, Note, 4, 3, "range over jobs")
}

func TestNothingIsFoundInAPoolThatEnds(t *testing.T) {
	if r := vetted(t, aProgram, healthy["a pool that is closed and waited for"]); len(r.Findings) != 0 || r.Ended != "done" {
		t.Errorf("a run that ended with %q: %+v", r.Ended, r.Findings)
	}
}
