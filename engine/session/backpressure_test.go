package session

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/world"
)

func TestABoundedBufferKeepsItsBoundUnderABurst(t *testing.T) {
	for _, variant := range []string{"block", "drop-newest", "drop-oldest", "shed"} {
		s := load(t, "backpressure", Options{Variant: variant})
		do(t, s.Inject(1000, ""))
		fullest := 0
		stepped(t, s, time.Minute, 50*time.Millisecond, func(w *world.World) {
			fullest = max(fullest, buffered(w, "jobs"))
			if n := w.InFlight(); n > 24+5+1 {
				t.Fatalf("%s: %d in flight, but 24 fit and five are done and one is in the producer's hand", variant, n)
			}
		})
		if fullest != 24 {
			t.Errorf("%s: of 24 places %d were used", variant, fullest)
		}
	}
}

func TestWithoutABoundAllWait(t *testing.T) {
	s := load(t, "backpressure", Options{Variant: "unbounded"})
	do(t, s.Inject(1000, ""))
	run(t, s, time.Minute)
	w, st := s.World(), s.Stats()
	if st.Rejected != 0 || st.Offered < 1700 {
		t.Errorf("offered %d, rejected %d", st.Offered, st.Rejected)
	}
	if n := holding(w, "pile"); n < 1100 || n < st.InFlight-6 {
		t.Errorf("the slice holds %d of %d jobs in flight", n, st.InFlight)
	}
	if st.P99 < 50*time.Second {
		t.Errorf("p99 is %v", st.P99)
	}
}

func TestABlockedProducerGoesAtTheWorkersSpeed(t *testing.T) {
	s := load(t, "backpressure", Options{Knobs: map[string]float64{"arrival": 100}})
	run(t, s, 10*time.Second)
	before := s.Stats()
	run(t, s, 20*time.Second)
	after := s.Stats()
	if n := after.Offered - before.Offered; n < 199 || n > 201 {
		t.Errorf("5 workers do 10 a second, but %d were made in 20 s", n)
	}
	if after.Rejected != 0 || holding(s.World(), "client") != 1 {
		t.Errorf("%d rejected, %d in the producer's hand", after.Rejected, holding(s.World(), "client"))
	}
}

func TestEachPolicyNamesItselfAsTheReason(t *testing.T) {
	for variant, want := range map[string][]string{
		"drop-newest": {"drop newest: queue is full"},
		"drop-oldest": {"drop oldest: queue is full"},
		"shed":        {"shed: deadline has passed", "shed: queue is full"},
	} {
		s := load(t, "backpressure", Options{Variant: variant})
		do(t, s.Inject(100, ""))
		run(t, s, 20*time.Second)
		w := s.World()
		total := 0
		for reason, n := range w.Reasons {
			if !slices.Contains(want, reason) {
				t.Errorf("%s: rejected with %q", variant, reason)
			}
			total += n
		}
		if len(w.Reasons) != len(want) || total != w.Rejected {
			t.Errorf("%s: %v, rejected %d", variant, w.Reasons, w.Rejected)
		}
	}
}

func TestWhoSurvivesABurstDependsOnThePolicy(t *testing.T) {
	for variant, first := range map[string]int32{"drop-newest": 6, "drop-oldest": 100 - 24 + 1} {
		s := load(t, "backpressure", Options{Variant: variant, Knobs: map[string]float64{"arrival": 0}})
		run(t, s, time.Millisecond)
		do(t, s.Inject(100, ""))
		run(t, s, time.Millisecond)
		w := s.World()
		for i := range w.Channels {
			c := &w.Channels[i]
			if c.Name != "jobs" {
				continue
			}
			for k := range c.Len() {
				if got := c.Job(k); got != first+int32(k) {
					t.Fatalf("%s: place %d holds job %d, not %d", variant, k, got, first+int32(k))
				}
			}
		}
	}
}

func TestShedJobsNeverReachAWorkerAndTheRestIsInTime(t *testing.T) {
	s := load(t, "backpressure", Options{Variant: "shed", Knobs: map[string]float64{"deadline": 1000}})
	run(t, s, time.Minute)
	w, st := s.World(), s.Stats()
	if w.Reasons["shed: deadline has passed"] < 20 {
		t.Errorf("%v", w.Reasons)
	}
	for _, id := range w.Finished {
		if j := &w.Jobs[id]; j.State == world.Rejected && j.Attempt > 0 {
			t.Fatalf("job %d was worked on and then shed", id)
		}
	}
	if st.Max > 1500*time.Millisecond {
		t.Errorf("a second of waiting and half a second of work took %v", st.Max)
	}
}

func TestTheBuffersCapacityAndWorkersTurn(t *testing.T) {
	s := load(t, "backpressure", Options{Knobs: map[string]float64{"arrival": 100}})
	run(t, s, 5*time.Second)
	do(t, s.Set("capacity", 3))
	run(t, s, 10*time.Second)
	if n := buffered(s.World(), "jobs"); n != 3 {
		t.Errorf("%d wait for 3 places", n)
	}
	before := s.Stats().Completed
	do(t, s.Set("workers", 10))
	run(t, s, 10*time.Second)
	if n := s.Stats().Completed - before; n < 190 || n > 210 {
		t.Errorf("10 workers did %d in 10 s", n)
	}
	do(t, s.Set("workers", 1))
	run(t, s, 10*time.Second)
	if n := len(goroutines(s.World(), "worker")); n != 1 {
		t.Errorf("%d workers are left", n)
	}
}

func TestAStallHoldsUpTheWorkers(t *testing.T) {
	s := load(t, "backpressure", Options{})
	run(t, s, 5*time.Second)
	do(t, s.Act("stall"))
	run(t, s, 600*time.Millisecond)
	before := s.Stats().Completed
	run(t, s, 2300*time.Millisecond)
	if after := s.Stats().Completed; after != before {
		t.Errorf("%d were completed in the stall", after-before)
	}
	run(t, s, 5*time.Second)
	if after := s.Stats().Completed; after < before+15 {
		t.Errorf("%d were completed after the stall", after-before)
	}
}

func TestABufferDrainsAndABacklogLeaks(t *testing.T) {
	for _, variant := range []string{"block", "drop-newest", "drop-oldest", "shed", "unbounded"} {
		s := load(t, "backpressure", Options{Variant: variant})
		run(t, s, 10*time.Second)
		do(t, s.Act("shutdown"))
		run(t, s, 2*time.Minute)
		st := s.Stats()
		if variant == "unbounded" {
			if s.Ended() != "leak" || st.Leaked != 6 {
				t.Errorf("%s: ended %q, %d leaked", variant, s.Ended(), st.Leaked)
			}
		} else if s.Ended() != "done" || st.Leaked != 0 || st.InFlight != 0 {
			t.Errorf("%s: ended %q, %d leaked, %d in flight", variant, s.Ended(), st.Leaked, st.InFlight)
		}
	}
}
