package session

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/world"
)

func TestALeakyQueueLetsOutEvenly(t *testing.T) {
	s := load(t, "leaky-bucket", Options{Knobs: map[string]float64{"arrival": 0}})
	do(t, s.Inject(30, ""))
	fullest := 0
	stepped(t, s, 10*time.Second, 50*time.Millisecond, func(w *world.World) {
		fullest = max(fullest, buffered(w, "queue")+holding(w, "drip"))
	})
	slots := series(s.World(), "passed")
	checkWindows(t, slots, 1, 4)
	if sum(slots) != 12 || fullest > 12 {
		t.Errorf("%d got through a bucket of 12 that held %d", sum(slots), fullest)
	}
	if st := s.Stats(); st.Rejected != 18 || st.Completed != 12 {
		t.Errorf("%+v", st.Counts)
	}
}

func TestALeakyMeterLetsABurstThrough(t *testing.T) {
	s := load(t, "leaky-bucket", Options{Variant: "meter", Knobs: map[string]float64{"arrival": 3}})
	for range 3 {
		do(t, s.Inject(30, ""))
		stepped(t, s, 4*time.Second, 50*time.Millisecond, func(w *world.World) {
			if l := w.Buckets[1].Level(w.Now); l < 0 || l > 12+1e-6 {
				t.Fatalf("the level is %v of 12", l)
			}
		})
	}
	slots := series(s.World(), "passed")
	checkWindows(t, slots, 12, 4)
	if slices.Max(slots) != 12 {
		t.Errorf("at most %d got through at once", slices.Max(slots))
	}
}

func TestWithoutABucketABurstHitsTheHandlers(t *testing.T) {
	s := load(t, "leaky-bucket", Options{Variant: "none"})
	do(t, s.Inject(200, ""))
	run(t, s, 100*time.Millisecond)
	if n := holding(s.World(), "handle"); n < 200 {
		t.Errorf("%d are worked on", n)
	}
}

func TestTheLeakRateTurns(t *testing.T) {
	for _, variant := range []string{"queue", "meter"} {
		s := load(t, "leaky-bucket", Options{Variant: variant, Knobs: map[string]float64{"arrival": 50}})
		run(t, s, 10*time.Second)
		do(t, s.Set("rate", 20))
		before := sum(series(s.World(), "passed"))
		run(t, s, 10*time.Second)
		if n := sum(series(s.World(), "passed")) - before; n < 195 || n > 205 {
			t.Errorf("%s: %d got through in 10 s at 20 a second", variant, n)
		}
	}
}

func TestALeakyBucketDrainsAndLeavesNobody(t *testing.T) {
	for variant, cancelled := range map[string]bool{"queue": true, "meter": false, "none": false} {
		s := load(t, "leaky-bucket", Options{Variant: variant, Knobs: map[string]float64{"rate": 1}})
		do(t, s.Inject(12, ""))
		run(t, s, time.Second)
		do(t, s.Act("shutdown"))
		run(t, s, time.Minute)
		st := s.Stats()
		if s.Ended() != "done" || st.InFlight != 0 || st.Leaked != 0 {
			t.Errorf("%s: ended %q, %d in flight", variant, s.Ended(), st.InFlight)
		}
		if got := st.Cancelled > 0; got != cancelled {
			t.Errorf("%s: five seconds at one a second, and %d were cancelled", variant, st.Cancelled)
		}
	}
}
