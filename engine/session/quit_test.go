package session

import (
	"testing"
	"time"

	"sluice/engine/world"
)

func TestQuitOneSendsOneWorkerHome(t *testing.T) {
	for seed := range 5 {
		s := load(t, "quit", Options{Seed: float64(seed)})
		run(t, s, 5*time.Second)
		for left := 3; left >= 0; left-- {
			do(t, s.Act("one"))
			run(t, s, 20*time.Second) // chance may choose jobs before
			if n := len(alive(s, "worker")); n != left {
				t.Fatalf("%d workers are left, not %d", n, left)
			}
		}
		done := s.Stats().Completed
		run(t, s, 10*time.Second)
		if st := s.Stats(); st.Completed != done || st.InFlight != 9 {
			t.Errorf("with nobody there, %d jobs were done, and %d wait", st.Completed-done, st.InFlight)
		}
		do(t, s.Act("one"))
		run(t, s, time.Second)
		if len(s.Output()) != 1 {
			t.Errorf("one too many is told: %q", s.Output())
		}
		do(t, s.Act("all"))
		run(t, s, time.Second)
		closes(t, s, "done", 0, 0)
	}
}

func TestQuitAllSendsEveryWorkerHomeAfterItsJob(t *testing.T) {
	for seed := range 5 {
		s := load(t, "quit", Options{Seed: float64(seed)})
		run(t, s, 5*time.Second)
		do(t, s.Inject(50, ""))
		run(t, s, time.Second)
		before := s.Stats()
		do(t, s.Act("all"))
		refused(t, s.Inject(1, ""), ErrShut)
		run(t, s, 2*time.Second)
		closes(t, s, "done", 0, 0)
		st := s.Stats()
		// Each has one in hand, and begins at most one more.
		if n := st.Completed - before.Completed; n < crew || n > 2*crew {
			t.Errorf("%d jobs were finished by %d workers that were told to leave", n, crew)
		}
		if st.Cancelled < 8 {
			t.Errorf("only %d of the jobs that waited are left over", st.Cancelled)
		}
	}
}

const crew = 4

func TestWorkersWithoutAWayOutLeak(t *testing.T) {
	s := load(t, "quit", Options{Variant: "naive"})
	run(t, s, 5*time.Second)
	do(t, s.Act("one"))
	run(t, s, 2*time.Second)
	if n := len(alive(s, "devoted")); n != crew {
		t.Errorf("%d workers are left though none can be told", n)
	}
	do(t, s.Act("all"))
	run(t, s, 20*time.Second)
	closes(t, s, "leak", crew, 0)
	for _, g := range alive(s, "devoted") {
		if g.State != world.Leaked || s.World().Channels[g.Wait].Name != "jobs" {
			t.Errorf("a worker is %v, on %d", g.State, g.Wait)
		}
	}
}

func TestClosingTheJobsEndsWellOnlyWithoutASender(t *testing.T) {
	s := load(t, "quit", Options{Variant: "close"})
	run(t, s, 5*time.Second)
	do(t, s.Act("all"))
	run(t, s, 5*time.Second)
	if f := s.Failure(); s.Ended() != "panic" || f == nil || f.Name != "client" || f.Message != "send on closed channel" {
		t.Errorf("ended %q: %+v", s.Ended(), f)
	}

	s = load(t, "quit", Options{Variant: "close"})
	run(t, s, 5*time.Second)
	do(t, s.Inject(8, ""))
	run(t, s, 2*time.Second)
	do(t, s.Set("arrival", 0))
	run(t, s, 3*time.Second)
	do(t, s.Inject(8, ""))
	run(t, s, 100*time.Millisecond)
	do(t, s.Act("all"))
	run(t, s, 10*time.Second)
	closes(t, s, "done", 0, 0)
	if st := s.Stats(); st.Completed != st.Offered {
		t.Errorf("closing keeps what was sent: %+v", st.Counts)
	}
}
