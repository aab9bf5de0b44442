//go:build !js

package driver

import (
	"bytes"
	"hash/fnv"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// fold returns the world at the end of a program's log, which must not
// contradict itself.
func fold(t *testing.T, p *Program) *world.World {
	t.Helper()
	w, r := world.New(), eventlog.NewReader(p.Log())
	var e eventlog.Event
	for r.Next(&e) {
		w.Apply(&e)
	}
	if r.Err() != nil || w.Check() != nil {
		t.Fatal(r.Err(), w.Check())
	}
	return w
}

// clocks runs a test by both clocks.
func clocks(t *testing.T, test func(t *testing.T, o ProgramOptions)) {
	for name, real := range map[string]bool{"virtual": false, "real": true} {
		t.Run(name, func(t *testing.T) { test(t, ProgramOptions{Name: "test", Seed: 1, Real: real}) })
	}
}

func TestAProgramEndsWhenMainReturns(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		e := p.Run(pingPongQuickly)
		if e != (Ending{Why: world.Clean}) {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Ended != world.Clean || w.Offered != 3 || w.Completed != 3 {
			t.Fatalf("ended %q, %+v", w.Ended, w.Counts)
		}
	})
}

func pingPongQuickly() {
	c, over := probe.Make[int](&at[0], 0), probe.Make[bool](&at[0], 0)
	probe.Go(&at[1], func() {
		for range 3 {
			probe.Self().Sleep(time.Millisecond)
			probe.To(&at[2], c).Send(1)
		}
		probe.Close(&at[3], c)
		probe.Close(&at[3], over)
	})
	for range probe.Range(&at[4], c) {
	}
	probe.Recv(&at[4], over)
	probe.Self().Sleep(time.Millisecond)
}

func TestADeadlockIsToldAsGoDoes(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		e := p.Run(func() {
			c := probe.Make[int](&at[0], 0)
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
			probe.Forever(&at[3])
		})
		if e.Why != world.Deadlock || e.Status != 2 || e.Left != 3 ||
			!strings.HasPrefix(e.Message, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [") {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Ended != world.Deadlock || w.Goroutines[2].State != world.BlockedRecv {
			t.Fatalf("ended %q", w.Ended)
		}
	})
}

func TestAPanicEndsTheProcessAsGoDoes(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		cleaned := false
		e := p.Run(func() {
			defer func() { cleaned = true }()
			probe.Go(&at[1], func() { mustFail() })
			probe.Forever(&at[0])
		})
		if e.Why != "panic" || e.Status != 2 || cleaned {
			t.Fatalf("got %+v; deferred code of others ran: %v", e, cleaned)
		}
		lines := strings.Split(e.Message, "\n")
		if lines[0] != "panic: it fails" || lines[1] != "" || !strings.HasPrefix(lines[2], "goroutine ") ||
			!strings.Contains(lines[3], "mustFail") || strings.Contains(e.Message, "sluice/engine/probe.") {
			t.Errorf("the message is\n%s", e.Message)
		}
		if w := fold(t, p); w.Goroutines[2].State != world.Panicked || w.Ended != "panic" {
			t.Errorf("ended %q, %+v", w.Ended, w.Goroutines[2])
		}
	})
}

//go:noinline
func mustFail() { panic("it fails") }

func TestExitEndsTheProgramAtOnce(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		after := false
		e := p.Run(func() {
			probe.Go(&at[1], func() { probe.Exit(3); after = true })
			probe.Forever(&at[0])
		})
		if e.Why != "exit 3" || e.Status != 3 || e.Message != "" || after {
			t.Fatalf("got %+v, went on: %v", e, after)
		}
		if w := fold(t, p); w.Ended != "exit 3" {
			t.Errorf("ended %q", w.Ended)
		}
	})
}

func TestWhoIsLeftHasLeakedUnlessItCouldGoOn(t *testing.T) {
	for name, c := range map[string]struct {
		left func()
		why  string
	}{
		"waits for a value that never comes": {func() { probe.Recv(&at[2], make(chan int)) }, world.Leak},
		"sleeps":                             {func() { probe.Self().Sleep(time.Hour) }, world.Clean},
		"waits outside":                      {func() { time.Sleep(time.Hour) }, world.Clean},
	} {
		t.Run(name, func(t *testing.T) {
			clocks(t, func(t *testing.T, o ProgramOptions) {
				p := NewProgram(o)
				e := p.Run(func() {
					probe.Go(&at[1], c.left)
					probe.Self().Sleep(time.Millisecond)
				})
				if e.Why != c.why || e.Left != 1 {
					t.Fatalf("got %+v", e)
				}
			})
		})
	}
}

func TestWhoWasWokenAsMainReturnedHasNotLeaked(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		e := NewProgram(o).Run(func() {
			c := probe.Make[int](&at[0], 0)
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
			probe.Self().Sleep(time.Millisecond)
			probe.Close(&at[3], c)
		})
		if e.Why != world.Clean {
			t.Fatalf("got %+v", e)
		}
	})
}

func TestOthersGoOnWhenMainLeavesByGoexit(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		worked := false
		e := NewProgram(o).Run(func() {
			probe.Go(&at[1], func() {
				probe.Self().Sleep(time.Millisecond)
				worked = true
			})
			runtime.Goexit()
		})
		if !worked || e.Message != "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n" {
			t.Fatalf("worked: %v, %+v", worked, e)
		}
	})
}

func TestASignalMayComeAtAnyTime(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		signals := make(chan int, 1)
		e := NewProgram(o).Run(func() {
			probe.Inbox("signals", signals)
			go func() { time.Sleep(200 * time.Millisecond); signals <- 1 }()
			probe.Recv(&at[0], signals)
		})
		if e.Why != world.Clean {
			t.Fatalf("got %+v", e)
		}
	})
}

func TestWhoeverWaitsWithoutSleepingSeesTimePass(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		fired := make(chan bool, 1)
		e := NewProgram(o).Run(func() {
			probe.Go(&at[0], func() { probe.Self().Sleep(100 * time.Millisecond); fired <- true })
			for len(fired) == 0 {
				probe.Self().Step()
			}
		})
		if e.Why != world.Clean {
			t.Fatalf("got %+v", e)
		}
	})
}

// chatter sends n values.
func chatter(n int) func() {
	return func() {
		c := probe.Make[int](&at[0], 1)
		for range n {
			probe.To(&at[1], c).Send(1)
			probe.Recv(&at[2], c)
		}
	}
}

func TestALogThatIsFullEndsAndTheProgramGoesOn(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		o.Limit = 10_000
		p := NewProgram(o)
		if e := p.Run(chatter(100_000)); e.Why != world.Clean {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Ended != probe.Cut || p.Log().Bytes() > o.Limit+200 {
			t.Fatalf("%d bytes, ended %q", p.Log().Bytes(), w.Ended)
		}
	})
}

func TestTheSinkGetsTheWholeLogAndTheMemoryIsGivenBack(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		var file bytes.Buffer
		o.Sink = &file
		p := NewProgram(o)
		p.Run(chatter(200_000))
		if int64(file.Len()) != p.Log().Bytes() || p.Log().Held() > 1<<20 {
			t.Fatalf("%d bytes of %d came, %d are held", file.Len(), p.Log().Bytes(), p.Log().Held())
		}
		if sum := fnv.New64a(); !o.Real {
			sum.Write(file.Bytes())
			if sum.Sum64() != p.Log().Hash() {
				t.Error("the hash is another one")
			}
		}
	})
}

func TestASinkThatFailsEndsTheRecordingOnly(t *testing.T) {
	o := ProgramOptions{Sink: broken{}}
	p := NewProgram(o)
	if e := p.Run(chatter(100_000)); e.Why != world.Clean {
		t.Fatalf("got %+v", e)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestCoresAreRecordedWhenTheyChange(t *testing.T) {
	core := 0
	probe.OnCore = func() int { core++; return core / 10 }
	defer func() { probe.OnCore = nil }()
	p := NewProgram(ProgramOptions{})
	p.Run(pingPongQuickly)
	r, seen := eventlog.NewReader(p.Log()), map[int]int64{}
	var e eventlog.Event
	for r.Next(&e) {
		if e.Kind == eventlog.Core {
			if last, ok := seen[e.G]; ok && last == e.N {
				t.Fatalf("event %d: goroutine %d runs on core %d as before", e.Seq, e.G, e.N)
			}
			seen[e.G] = e.N
		}
	}
	if len(seen) != 2 {
		t.Fatalf("got %v", seen)
	}
}
