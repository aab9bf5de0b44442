package session

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/world"
)

func TestADistributorBoundsWhatWaitsAndWhatRuns(t *testing.T) {
	s := load(t, "distributor", Options{Knobs: map[string]float64{"arrival": 0}})
	run(t, s, time.Millisecond)
	do(t, s.Inject(1000, ""))
	most := 0
	stepped(t, s, 10*time.Second, 50*time.Millisecond, func(w *world.World) {
		most = max(most, w.Running())
		if n := buffered(w, "queue"); n > 24 {
			t.Fatalf("%d jobs wait in a queue of 24", n)
		}
	})
	st := s.Stats()
	if st.Completed != 29 || st.Rejected != 971 || most > 10 {
		t.Errorf("%+v with at most %d goroutines", st.Counts, most)
	}
}

func TestTheNaiveDistributorRunsAThousandAtOnce(t *testing.T) {
	s := load(t, "distributor", Options{Variant: "naive"})
	do(t, s.Inject(1000, ""))
	run(t, s, 100*time.Millisecond)
	if n := len(goroutines(s.World(), "work")); n < 1000 {
		t.Errorf("%d goroutines", n)
	}
	run(t, s, time.Second)
	if st := s.Stats(); st.Completed < 1000 || st.Rejected != 0 {
		t.Errorf("%+v", st.Counts)
	}
}

func TestOnlyTheNaiveDistributorLeaksWhenNobodyReads(t *testing.T) {
	for _, variant := range []string{"bounded", "naive"} {
		s := load(t, "distributor", Options{Variant: variant})
		run(t, s, 2*time.Second)
		do(t, s.Act("unread"))
		do(t, s.Act("unread"))
		run(t, s, 10*time.Second)
		stuck := len(goroutines(s.World(), "work"))
		do(t, s.Act("shutdown"))
		run(t, s, time.Minute)
		st := s.Stats()
		if variant == "bounded" {
			if s.Ended() != "done" || st.Leaked != 0 || st.InFlight != 0 {
				t.Errorf("%s: ended %q, %d leaked, %d in flight", variant, s.Ended(), st.Leaked, st.InFlight)
			}
		} else if s.Ended() != "leak" || stuck < 55 || st.Leaked != stuck || st.InFlight != stuck {
			t.Errorf("%s: ended %q, %d were stuck, %d leaked with %d jobs", variant, s.Ended(), stuck, st.Leaked, st.InFlight)
		}
	}
}

func TestTheNaiveDistributorsReaderNeverLearnsOfTheEnd(t *testing.T) {
	s := load(t, "distributor", Options{Variant: "naive"})
	run(t, s, 2*time.Second)
	do(t, s.Act("shutdown"))
	run(t, s, time.Minute)
	if n := len(goroutines(s.World(), "reader")); s.Ended() != "leak" || n != 1 || s.Stats().Leaked != 1 {
		t.Errorf("ended %q, %d leaked", s.Ended(), s.Stats().Leaked)
	}
}

func TestSubmitAfterCloseIsAnErrorOrThePanicOfGo(t *testing.T) {
	s := load(t, "distributor", Options{})
	run(t, s, time.Second)
	do(t, s.Act("late"))
	run(t, s, time.Minute)
	if s.Ended() != "done" || s.World().Reasons["shut down"] != 1 {
		t.Errorf("ended %q, %v", s.Ended(), s.World().Reasons)
	}
	s = load(t, "distributor", Options{Variant: "naive"})
	run(t, s, time.Second)
	do(t, s.Act("late"))
	run(t, s, time.Second)
	if s.Ended() != "panic" || !strings.Contains(s.Failure().Message, "send on closed channel") {
		t.Errorf("ended %q, %v", s.Ended(), s.Failure())
	}
}

func TestAPanickingJobCostsAJobOrTheProgram(t *testing.T) {
	s := load(t, "distributor", Options{})
	run(t, s, time.Second)
	do(t, s.Act("panic"))
	run(t, s, 10*time.Second)
	st := s.Stats()
	if st.Failed != 1 || len(goroutines(s.World(), "worker")) != 5 || st.Completed < 50 {
		t.Errorf("%+v, %d workers", st.Counts, len(goroutines(s.World(), "worker")))
	}
	s = load(t, "distributor", Options{Variant: "naive"})
	run(t, s, time.Second)
	do(t, s.Act("panic"))
	run(t, s, 10*time.Second)
	if s.Ended() != "panic" || !strings.Contains(s.Failure().Message, "divides by zero") {
		t.Errorf("ended %q, %v", s.Ended(), s.Failure())
	}
}

func TestAShutdownHandsBackWhatNobodyHasBegun(t *testing.T) {
	s := load(t, "distributor", Options{})
	do(t, s.Inject(100, ""))
	run(t, s, 100*time.Millisecond)
	do(t, s.Act("shutdown"))
	run(t, s, time.Minute)
	w, st := s.World(), s.Stats()
	if s.Ended() != "done" || st.InFlight != 0 || st.Leaked != 0 {
		t.Errorf("ended %q, %d in flight", s.Ended(), st.InFlight)
	}
	if w.Reasons["handed back"] == 0 || w.Reasons["shut down"] != 5 {
		t.Errorf("two seconds are too few for 24 in the queue: %v", w.Reasons)
	}
}

func TestTheDistributorsKnobsTurn(t *testing.T) {
	s := load(t, "distributor", Options{Knobs: map[string]float64{"arrival": 100}})
	run(t, s, 3*time.Second)
	do(t, s.Set("workers", 12))
	do(t, s.Set("capacity", 4))
	run(t, s, 10*time.Second)
	w := s.World()
	if n := len(goroutines(w, "worker")); n != 12 || buffered(w, "queue") > 4 {
		t.Errorf("%d workers, %d wait", n, buffered(w, "queue"))
	}
}
