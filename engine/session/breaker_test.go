package session

import (
	"testing"
	"time"

	"sluice/engine/pattern"
	"sluice/engine/world"
)

// broken runs a variant for 5 s and breaks its downstream.
func broken(t *testing.T, variant string, knobs map[string]float64) *Session {
	t.Helper()
	s := load(t, "breaker", Options{Variant: variant, Knobs: knobs})
	run(t, s, 5*time.Second)
	do(t, s.Act("break"))
	return s
}

func TestABreakerChangesNothingWhileAllIsWell(t *testing.T) {
	for _, variant := range []string{"with", "without"} {
		s := load(t, "breaker", Options{Variant: variant})
		run(t, s, time.Minute)
		if st := s.Stats(); st.Failed+st.Rejected > 0 || st.Completed < 350 || st.Max > 250*time.Millisecond {
			t.Errorf("%s: %+v", variant, st)
		}
	}
}

func TestWithoutABreakerCallsPileUp(t *testing.T) {
	s := broken(t, "without", nil)
	run(t, s, 10*time.Second)
	// 6 a second hang for 2 s each.
	if n := s.Stats().InFlight; n < 11 || n > 13 {
		t.Errorf("%d calls hang", n)
	}
	if s.Stats().Rejected > 0 {
		t.Error("somebody refuses calls")
	}
}

func TestTheBreakerOpensAfterFailuresInARow(t *testing.T) {
	s := broken(t, "with", map[string]float64{"arrival": 1, "threshold": 3, "patience": 500})
	for s.World().Notes["breaker"] == "closed" {
		if s.Stats().Failed >= 3 {
			t.Fatalf("%d failures, and it is closed", s.Stats().Failed)
		}
		run(t, s, 10*time.Millisecond)
	}
	if n := s.Stats().Failed; n != 3 || s.World().Notes["breaker"] != "open" {
		t.Errorf("after %d failures it is %s", n, s.World().Notes["breaker"])
	}
}

func TestAnOpenBreakerFailsFast(t *testing.T) {
	s := broken(t, "with", nil)
	run(t, s, time.Minute)
	fast := 0
	for _, id := range s.World().Finished {
		j := &s.World().Jobs[id]
		if j.State != world.Rejected {
			continue
		}
		if fast++; j.Since != j.Offered || j.Reason != pattern.ErrOpen.Error() {
			t.Fatalf("job %d: refused after %v, %s", id, j.Since-j.Offered, j.Reason)
		}
	}
	// One probe in 5 s: a cooldown and its own timeout. All others are refused.
	if st := s.Stats(); fast < 300 || st.Failed > 30 || st.InFlight > 2 {
		t.Errorf("%d refused at once, %+v", fast, st.Counts)
	}
}

func TestAHalfOpenBreakerLetsOneProbeThrough(t *testing.T) {
	s := broken(t, "with", map[string]float64{"arrival": 20})
	run(t, s, 4500*time.Millisecond) // all that began before have failed
	seen := false
	for range 2000 {
		run(t, s, 10*time.Millisecond)
		switch n := s.Stats().InFlight; s.World().Notes["breaker"] {
		case "open":
			if n > 0 {
				t.Fatalf("%d calls at an open breaker", n)
			}
		case "half-open":
			if seen = true; n != 1 {
				t.Fatalf("%d calls at a half-open breaker", n)
			}
		default:
			t.Fatal("it closes at a broken downstream")
		}
	}
	if !seen {
		t.Error("it never tries")
	}
}

func TestARepairedDownstreamIsUsedAgain(t *testing.T) {
	s := broken(t, "with", nil)
	run(t, s, 10*time.Second)
	do(t, s.Act("repair"))
	run(t, s, 6*time.Second) // a cooldown, and a probe that began before
	if got := s.World().Notes["breaker"]; got != "closed" {
		t.Errorf("it is %s", got)
	}
	before := s.Stats()
	run(t, s, 10*time.Second)
	after := s.Stats()
	if after.Rejected+after.Failed > before.Rejected+before.Failed || after.Completed < before.Completed+55 {
		t.Errorf("from %+v to %+v", before.Counts, after.Counts)
	}
}

func TestBreakerKnobsTakeEffect(t *testing.T) {
	probes := func(cooldown float64) int {
		s := broken(t, "with", nil)
		run(t, s, 5*time.Second)
		do(t, s.Set("cooldown", cooldown))
		do(t, s.Set("threshold", 1))
		run(t, s, time.Minute)
		return s.World().Tallies["breaker/half-open"]
	}
	if eager, lazy := probes(500), probes(10_000); eager < 2*lazy || lazy == 0 {
		t.Errorf("%d probes with a short cooldown, %d with a long one", eager, lazy)
	}
	s := load(t, "breaker", Options{})
	do(t, s.Set("service", 1000))
	do(t, s.Set("patience", 500))
	do(t, s.Set("arrival", 20))
	do(t, s.Inject(10, ""))
	run(t, s, 10*time.Second)
	if st := s.Stats(); st.Offered < 200 || st.Completed > 0 || st.Rejected == 0 {
		t.Errorf("too slow an answer is none, but %+v", st.Counts)
	}
}

func TestHungCallsTakeUpTheCallersRoom(t *testing.T) {
	for variant, full := range map[string]bool{"without": true, "with": false} {
		s := broken(t, variant, map[string]float64{"arrival": 20, "patience": 4000})
		run(t, s, 10*time.Second)
		do(t, s.Inject(50, ""))
		run(t, s, 10*time.Millisecond)
		if refused := s.World().Reasons["no room for another call"] > 0; refused != full || s.Stats().InFlight > 100 {
			t.Errorf("%s: refused for want of room %v, %+v", variant, refused, s.Stats().Counts)
		}
	}
}

// callsIn runs a variant of the composite for a minute and returns how many
// attempts reached its downstream, and how many jobs completed.
func callsIn(t *testing.T, variant string, failure float64) (calls, completed int) {
	t.Helper()
	s := load(t, "composite", Options{Variant: variant, Knobs: map[string]float64{"failure": failure}})
	run(t, s, time.Minute)
	for i := range s.World().Jobs {
		calls += int(s.World().Jobs[i].Attempt)
	}
	return calls, s.Stats().Completed
}

func TestTheServiceWithABreakerLeavesABrokenDownstreamInPeace(t *testing.T) {
	without, _ := callsIn(t, "parked", 100)
	with, _ := callsIn(t, "breaker", 100)
	// Five in a row and what four other workers began before, then one probe in each cooldown of 2 s.
	if most := 5 + 4 + 60/2; with > most || without < 10*most {
		t.Errorf("%d calls with a breaker, %d without", with, without)
	}
}

func TestTheServiceWithABreakerWorksAsBeforeWhileAllIsWell(t *testing.T) {
	_, without := callsIn(t, "parked", 0)
	calls, with := callsIn(t, "breaker", 0)
	if with != without || calls < with {
		t.Errorf("%d jobs completed with a breaker by %d calls, %d without", with, calls, without)
	}
}
