package session

import (
	"testing"
	"time"

	"sluice/engine/world"
)

func TestABucketAdmitsItsBurstAndThenItsRate(t *testing.T) {
	for variant, extra := range map[string]int{"counter": 0, "channel": 1} {
		for ask, way := range []string{"refuse", "wait"} {
			s := load(t, "token-bucket", Options{Variant: variant, Knobs: map[string]float64{"ask": float64(ask), "arrival": 0}})
			for range 4 {
				do(t, s.Inject(40, ""))
				run(t, s, 7300*time.Millisecond)
			}
			slots := series(s.World(), "admitted")
			checkWindows(t, slots, 20+extra, 5)
			if slots[0] != 20 {
				t.Errorf("%s, %s: of 40 at once %d got through", variant, way, slots[0])
			}
			if n, least := sum(slots), 4*20; n < least {
				t.Errorf("%s, %s: %d got through in all, at least %d should", variant, way, n, least)
			}
		}
	}
}

func TestTheLevelDrawnIsNeverAboveTheBucket(t *testing.T) {
	for _, variant := range []string{"counter", "channel"} {
		s := load(t, "token-bucket", Options{Variant: variant, Knobs: map[string]float64{"arrival": 7}})
		do(t, s.Inject(30, ""))
		stepped(t, s, 20*time.Second, 50*time.Millisecond, func(w *world.World) {
			if l := w.Buckets[1].Level(w.Now); l > 20 || l < 0 {
				t.Fatalf("%s: %v tokens", variant, l)
			}
			if variant == "channel" && w.Buckets[1].Level(w.Now) < float64(buffered(w, "tokens"))-1e-3 {
				t.Fatalf("%v tokens are drawn, %d are there", w.Buckets[1].Level(w.Now), buffered(w, "tokens"))
			}
		})
	}
}

func TestWhoWaitsForATokenIsNotRefused(t *testing.T) {
	for _, variant := range []string{"counter", "channel"} {
		s := load(t, "token-bucket", Options{Variant: variant, Knobs: map[string]float64{"ask": 1, "arrival": 0}})
		do(t, s.Inject(50, ""))
		run(t, s, time.Second)
		if n := holding(s.World(), "waiter"); n < 24 || n > 26 {
			t.Errorf("%s: %d wait", variant, n)
		}
		do(t, s.Set("rate", 50)) // who waits is served by the new rate
		run(t, s, 3*time.Second)
		if st := s.Stats(); st.Completed != 50 || st.Rejected != 0 {
			t.Errorf("%s: %+v", variant, st.Counts)
		}
	}
}

func TestTheBucketsSizeTurns(t *testing.T) {
	for _, variant := range []string{"counter", "channel"} {
		s := load(t, "token-bucket", Options{Variant: variant, Knobs: map[string]float64{"arrival": 0}})
		run(t, s, time.Second)
		do(t, s.Set("capacity", 3))
		run(t, s, time.Second)
		do(t, s.Inject(50, ""))
		run(t, s, 10*time.Millisecond)
		if n := s.Stats().Rejected; n != 47 {
			t.Errorf("%s: %d of 50 were refused at a bucket of 3", variant, n)
		}
	}
}

func TestOnlyAForgottenTickerLeaks(t *testing.T) {
	for variant, leaked := range map[string]int{"counter": 0, "channel": 1} {
		for _, act := range []string{"shutdown", "forget"} {
			s := load(t, "token-bucket", Options{Variant: variant, Knobs: map[string]float64{"ask": 1}})
			do(t, s.Inject(40, ""))
			run(t, s, time.Second)
			do(t, s.Act(act))
			run(t, s, 2*time.Minute)
			st, want := s.Stats(), 0
			if act == "forget" {
				want = leaked
			}
			if st.Leaked != want || st.InFlight != 0 || st.Cancelled == 0 {
				t.Errorf("%s, %s: ended %q, %d leaked, %d in flight, %d cancelled",
					variant, act, s.Ended(), st.Leaked, st.InFlight, st.Cancelled)
			}
		}
	}
}
