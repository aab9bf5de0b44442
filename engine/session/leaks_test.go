package session

import (
	"testing"
	"time"

	"sluice/engine/scene"
	"sluice/engine/world"
)

// requests sends n requests to a variant, and waits until all are answered.
func requests(t *testing.T, variant string, n int) *Session {
	t.Helper()
	s := load(t, "leaks", Options{Variant: variant})
	run(t, s, time.Second)
	do(t, s.Inject(float64(n), ""))
	run(t, s, 3*time.Second)
	if st := s.Stats(); st.Completed+st.Failed != n {
		t.Errorf("%s: of %d requests %+v", variant, n, st.Counts)
	}
	return s
}

// inState counts the goroutines of a name that are in a state.
func inState(s *Session, name string, state world.GoState) (n int) {
	for i := range s.World().Goroutines {
		if g := &s.World().Goroutines[i]; g.Name == name && g.State == state {
			n++
		}
	}
	return n
}

func TestEachRequestLeavesOneGoroutineBehind(t *testing.T) {
	for variant, c := range map[string]struct {
		name string
		wait world.GoState
	}{
		"receiver": {"fetch", world.BlockedSend},
		"sender":   {"drain", world.BlockedRecv},
		"ticker":   {"poll", world.BlockedRecv},
		"context":  {"watch", world.BlockedRecv},
		"select":   {"listen", world.BlockedSelect},
	} {
		s := requests(t, variant, 7)
		if n := inState(s, c.name, c.wait); n != 7 || s.Stats().Goroutines != 8 {
			t.Errorf("%s: %d wait, %d goroutines", variant, n, s.Stats().Goroutines)
		}
		run(t, s, 10*time.Minute)
		if n := inState(s, c.name, c.wait); n != 7 || s.Ended() != "" {
			t.Errorf("%s: after ten minutes %d wait, ended %q", variant, n, s.Ended())
		}
		do(t, s.Act("return"))
		if s.Inject(1, "") == nil {
			t.Errorf("%s: main has returned and takes a request", variant)
		}
		run(t, s, time.Minute)
		if st := s.Stats(); s.Ended() != world.Leak || st.Leaked != 7 || inState(s, c.name, world.Leaked) != 7 {
			t.Errorf("%s: ended %q with %d leaked", variant, s.Ended(), st.Leaked)
		}
	}
}

func TestTheSafeVariantLeavesNobodyBehind(t *testing.T) {
	s := requests(t, "safe", 40)
	if st := s.Stats(); st.Goroutines != 1 || st.Completed != 20 || st.Failed != 20 {
		t.Errorf("%d goroutines, %+v", st.Goroutines, st.Counts)
	}
	do(t, s.Inject(10, ""))
	do(t, s.Act("return")) // in the middle of ten requests
	run(t, s, 10*time.Second)
	if st := s.Stats(); s.Ended() != "done" || st.Leaked != 0 || st.InFlight != 0 || st.Offered != 50 {
		t.Errorf("ended %q, %+v", s.Ended(), st)
	}
}

func TestAFullMemoryRefusesRequests(t *testing.T) {
	s := requests(t, "context", 95)
	for range 4 {
		do(t, s.Inject(5, ""))
		run(t, s, 2*time.Second)
	}
	if st := s.Stats(); st.Rejected != 15 || st.Completed != 100 || st.Goroutines != 101 {
		t.Errorf("%d goroutines, %+v", st.Goroutines, st.Counts)
	}
	safe := load(t, "leaks", Options{Variant: "safe"})
	for range 10 {
		do(t, safe.Inject(80, ""))
		run(t, safe, 2*time.Second)
	}
	if n := safe.Stats().Rejected; n > 0 {
		t.Errorf("safe refuses %d of 800 that come 80 at a time", n)
	}
}

func TestMainMayReturnInTheMiddleOfARequest(t *testing.T) {
	spec, _ := scene.Find("leaks")
	for _, v := range spec.Variants {
		for _, after := range []time.Duration{0, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond} {
			s := load(t, "leaks", Options{Variant: v.ID})
			run(t, s, time.Second)
			do(t, s.Inject(6, ""))
			run(t, s, after)
			do(t, s.Act("return"))
			run(t, s, time.Minute)
			want := 6
			if v.ID == "safe" {
				want = 0
			}
			if st := s.Stats(); st.Leaked != want || st.InFlight != 0 || st.Offered != 6 {
				t.Errorf("%s after %v: ended %q, %d leaked, %+v", v.ID, after, s.Ended(), st.Leaked, st.Counts)
			}
		}
	}
}

func TestTheTimePerRequestIsAKnob(t *testing.T) {
	s := load(t, "leaks", Options{Variant: "sender"})
	do(t, s.Set("work", 2000))
	do(t, s.Inject(1, ""))
	run(t, s, time.Minute)
	if got := s.Stats().Max; got != 2*time.Second {
		t.Errorf("it took %v", got)
	}
}
