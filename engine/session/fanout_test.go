package session

import (
	"testing"
	"time"

	"sluice/engine/world"
)

// alive returns the goroutines of a name that have not ended.
func alive(s *Session, name string) []*world.Goroutine {
	var found []*world.Goroutine
	w := s.World()
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.Name == name && g.Alive() {
			found = append(found, g)
		}
	}
	return found
}

// closes checks how a run ended, and that no goroutine is left but leaked.
func closes(t *testing.T, s *Session, ended string, leaked, inFlight int) {
	t.Helper()
	st := s.Stats()
	if s.Ended() != ended || st.Leaked != leaked || st.InFlight != inFlight {
		t.Errorf("%s: ended %q, %d leaked, %d in flight; want %q, %d, %d",
			s.Variant, s.Ended(), st.Leaked, st.InFlight, ended, leaked, inFlight)
	}
}

func TestFanOutKeepsTheOrderOnlyWhereItSaysSo(t *testing.T) {
	for variant, ordered := range map[string]bool{"any-order": false, "per-job": false, "ordered": true} {
		s := load(t, "fan-out", Options{Variant: variant, Knobs: map[string]float64{"spread": 100}})
		run(t, s, 10*time.Second)
		do(t, s.Inject(50, ""))
		run(t, s, time.Minute)
		w := s.World()
		if late := w.Tallies["order/overtaken"]; (late == 0) != ordered {
			t.Errorf("%s: %d results were overtaken", variant, late)
		}
		if n := w.Tallies["order/overtaken"] + w.Tallies["order/in order"]; n != w.Completed || n < 100 {
			t.Errorf("%s: %d results for %d jobs", variant, n, w.Completed)
		}
	}
}

func TestASlowJobHoldsUpTheOthersOnlyInOrder(t *testing.T) {
	done := map[string]int{}
	for _, variant := range []string{"any-order", "ordered"} {
		s := load(t, "fan-out", Options{Variant: variant, Knobs: map[string]float64{"arrival": 20, "service": 1000}})
		run(t, s, 5*time.Second)
		do(t, s.Act("slow"))
		run(t, s, time.Second+time.Millisecond) // it has been taken
		before := s.Stats().Completed
		run(t, s, 3*time.Second+500*time.Millisecond)
		done[variant] = s.Stats().Completed - before
	}
	if done["any-order"] < 9 || done["ordered"] > 3 {
		t.Errorf("while a slow job runs, %d are completed in any order, %d in order", done["any-order"], done["ordered"])
	}
}

func TestTheNumberOfWorkersBoundsWhatRunsAtOnce(t *testing.T) {
	for variant, name := range map[string]string{"any-order": "worker", "ordered": "process", "per-job": "one"} {
		s := load(t, "fan-out", Options{Variant: variant, Knobs: map[string]float64{"workers": 3, "arrival": 50}})
		most := 0
		for range 100 {
			run(t, s, 50*time.Millisecond)
			most = max(most, len(alive(s, name)))
		}
		if variant != "per-job" && most != 3 {
			t.Errorf("%s: %d workers instead of 3", variant, most)
		}
		if variant == "per-job" && most < 30 {
			t.Errorf("a goroutine per job: no more than %d at once", most)
		}
	}
}

func TestFanOutTakesAnotherNumberOfWorkers(t *testing.T) {
	for variant, name := range map[string]string{"any-order": "worker", "ordered": "process"} {
		s := load(t, "fan-out", Options{Variant: variant, Knobs: map[string]float64{"arrival": 10}})
		run(t, s, 5*time.Second)
		do(t, s.Inject(40, "")) // more than the source can hand over at once
		do(t, s.Set("workers", 9))
		run(t, s, 20*time.Second)
		if n := len(alive(s, name)); n != 9 {
			t.Errorf("%s: %d workers instead of 9", variant, n)
		}
		if st := s.Stats(); st.Offered < 230 || st.Offered > 295 || st.InFlight > 20 {
			t.Errorf("%s: %d jobs were offered, %d are in flight", variant, st.Offered, st.InFlight)
		}
	}
}

func TestFanOutEndsWhenItsSourceDoes(t *testing.T) {
	for _, variant := range []string{"any-order", "ordered", "per-job"} {
		s := load(t, "fan-out", Options{Variant: variant})
		run(t, s, 3*time.Second)
		do(t, s.Inject(5, ""))
		do(t, s.Act("close"))
		refused(t, s.Inject(1, ""), ErrShut)
		run(t, s, time.Minute)
		if variant == "per-job" { // nobody closed what the reader reads
			closes(t, s, "leak", 1, 0)
		} else {
			closes(t, s, "done", 0, 0)
		}
		if st := s.Stats(); st.Completed != st.Offered {
			t.Errorf("%s: %d of %d completed", variant, st.Completed, st.Offered)
		}
	}
}
