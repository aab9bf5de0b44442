package session

import (
	"slices"
	"testing"
	"time"
)

func TestTheSameBurstsComeOutInTwoRhythms(t *testing.T) {
	s := load(t, "token-vs-leaky", Options{Knobs: map[string]float64{"arrival": 0}})
	for range 3 {
		do(t, s.Inject(10, ""))
		run(t, s, 5*time.Second)
	}
	token, leaky := series(s.World(), "token"), series(s.World(), "leaky")
	if sum(token) != 30 || sum(leaky) != 30 {
		t.Errorf("%d came out of the token bucket, %d of the leaky one", sum(token), sum(leaky))
	}
	if slices.Max(token) != 10 || slices.Max(leaky) != 1 {
		t.Errorf("in a tenth of a second at most %d and %d came out", slices.Max(token), slices.Max(leaky))
	}
	checkWindows(t, token, 12, 4)
	checkWindows(t, leaky, 1, 4)
}

func TestATokenBucketIsALeakyMeterInAMirror(t *testing.T) {
	s := load(t, "token-vs-leaky", Options{Variant: "meter", Knobs: map[string]float64{"arrival": 7}})
	for _, n := range []float64{5, 30, 1, 12} {
		do(t, s.Inject(n, ""))
		run(t, s, 1700*time.Millisecond)
		w := s.World()
		if a, b := w.Buckets[1].Level(w.Now), w.Buckets[2].Level(w.Now); a+b < 12-0.01 || a+b > 12.01 {
			t.Errorf("%v tokens, and a level of %v of 12", a, b)
		}
	}
	w := s.World()
	if !slices.Equal(series(w, "token"), series(w, "leaky")) {
		t.Error("they gave different answers")
	}
	if n := w.Tallies["refused/token"]; n == 0 || n != w.Tallies["refused/leaky"] {
		t.Errorf("%v", w.Tallies)
	}
}

func TestBothBucketsGoAtTheSameRateInTheLongRun(t *testing.T) {
	s := load(t, "token-vs-leaky", Options{Knobs: map[string]float64{"arrival": 30}})
	run(t, s, 10*time.Second)
	do(t, s.Set("rate", 10))
	before := [2]int{sum(series(s.World(), "token")), sum(series(s.World(), "leaky"))}
	run(t, s, 20*time.Second)
	for i, name := range []string{"token", "leaky"} {
		if n := sum(series(s.World(), name)) - before[i]; n < 198 || n > 202 {
			t.Errorf("%s: %d in 20 s at 10 a second", name, n)
		}
	}
}

func TestTheTwoBucketsShutDown(t *testing.T) {
	for _, variant := range []string{"queue", "meter", "window"} {
		s := load(t, "token-vs-leaky", Options{Variant: variant})
		do(t, s.Inject(12, ""))
		run(t, s, time.Second)
		do(t, s.Act("shutdown"))
		run(t, s, time.Minute)
		if st := s.Stats(); s.Ended() != "done" || st.InFlight != 0 {
			t.Errorf("%s: ended %q, %d in flight", variant, s.Ended(), st.InFlight)
		}
	}
}

func TestAWindowCounterLetsTwiceItsSizeThroughAtTheBorder(t *testing.T) {
	s := load(t, "token-vs-leaky", Options{Variant: "window", Knobs: map[string]float64{"arrival": 0}})
	run(t, s, 2900*time.Millisecond)
	do(t, s.Inject(20, ""))
	run(t, s, 200*time.Millisecond)
	do(t, s.Inject(20, ""))
	run(t, s, 200*time.Millisecond)
	w := s.World()
	if token, window := sum(series(w, "token")), sum(series(w, "leaky")); token != 12 || window != 24 {
		t.Errorf("within 0.4 s the token bucket let %d through and the counter %d", token, window)
	}
	checkWindows(t, series(w, "token"), 12, 4)

	do(t, s.Set("rate", 12))
	before := sum(series(w, "leaky"))
	do(t, s.Set("arrival", 60))
	run(t, s, 10*time.Second)
	if n := sum(series(s.World(), "leaky")) - before; n < 108 || n > 132 {
		t.Errorf("%d in 10 s at 12 a second", n)
	}
}
