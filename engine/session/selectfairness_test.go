package session

import (
	"math"
	"testing"
	"time"

	"sluice/engine/scene"
)

// choices lets a variant choose for a while, and returns the shares.
func choices(t *testing.T, variant string, knobs map[string]float64, d time.Duration) map[string]float64 {
	t.Helper()
	knobs["pace"] = 10
	s := load(t, "select-fairness", Options{Variant: variant, Seed: 3, Knobs: knobs})
	run(t, s, d)
	shares, all := map[string]float64{}, 0
	for _, name := range []string{"a", "b", "c", "d", "high", "low"} {
		all += s.World().Tallies["choice/"+name]
	}
	for _, name := range []string{"a", "b", "c", "d", "high", "low"} {
		if n := s.World().Tallies["choice/"+name]; n > 0 {
			shares[name] = float64(n) / float64(all)
		}
	}
	return shares
}

func TestSelectGivesReadyCasesEqualShares(t *testing.T) {
	for cases := 2; cases <= 4; cases++ {
		shares := choices(t, "fair", map[string]float64{"cases": float64(cases)}, time.Minute)
		if len(shares) != cases {
			t.Errorf("%d cases, but chosen were %v", cases, shares)
		}
		// 6000 choices: 4 standard deviations are less than 0.026.
		for name, share := range shares {
			if math.Abs(share-1/float64(cases)) > 0.026 {
				t.Errorf("%d cases: %s gets %v", cases, name, share)
			}
		}
	}
}

func TestTheOrderOfCasesIsNoPriority(t *testing.T) {
	shares := choices(t, "order", map[string]float64{}, time.Minute)
	if math.Abs(shares["low"]-0.5) > 0.026 {
		t.Errorf("written last, the low one gets %v", shares["low"])
	}
}

func TestHighFirstStarvesTheLowOneUnlessItPauses(t *testing.T) {
	// The first choice may come before the high one is there at all.
	if got := choices(t, "priority", map[string]float64{}, time.Minute)["low"]; got > 0.001 {
		t.Errorf("the low one gets %v though the high one is always ready", got)
	}
	// A job each 10 ms, a high one every 110 ms at most: 9 of 11 are left.
	shares := choices(t, "priority", map[string]float64{"pause": 100}, time.Minute)
	if shares["low"] < 0.75 || shares["high"] < 0.08 {
		t.Errorf("with pauses the shares are %v", shares)
	}
}

// With equal chances, a high job that comes would wait for a low one now and
// then; with a priority it only waits for the one that is being done.
func TestAHighJobWaitsForOneJobAtMost(t *testing.T) {
	s := load(t, "select-fairness", Options{Variant: "priority", Knobs: map[string]float64{"pause": 250, "pace": 40}})
	run(t, s, time.Minute)
	for _, id := range s.World().Finished {
		j := &s.World().Jobs[id]
		// Work takes 40 ms and is the last that happens to it.
		if took := j.Since - j.Offered; j.Source == 1 && took > 80*time.Millisecond {
			t.Fatalf("job %d took %v", id, took)
		}
	}
}

func TestTurningCasesCountsFromZero(t *testing.T) {
	s := load(t, "select-fairness", Options{})
	run(t, s, 10*time.Second)
	do(t, s.Set("cases", 4))
	for _, name := range []string{"a", "b", "c", "d"} {
		if n := s.World().Tallies["choice/"+name]; n != 0 {
			t.Errorf("%s still has %d", name, n)
		}
	}
	run(t, s, 10*time.Second)
	if s.World().Tallies["choice/d"] == 0 {
		t.Error("the new case is not chosen")
	}
	do(t, s.Act("recount"))
	if n := s.World().Tallies["choice/d"]; n != 0 {
		t.Errorf("after the action d has %d", n)
	}
	do(t, s.Set("cases", 2))
	run(t, s, 10*time.Second)
	if n := s.World().Tallies["choice/d"]; n != 0 {
		t.Errorf("d is chosen %d times though its case is off", n)
	}
}

func TestSelectScenesNeverEndByThemselves(t *testing.T) {
	spec, _ := scene.Find("select-fairness")
	for _, v := range spec.Variants {
		s := load(t, spec.ID, Options{Variant: v.ID})
		run(t, s, time.Minute)
		if s.Ended() != "" || s.Stats().InFlight > 5 {
			t.Errorf("%s: ended %q with %d in flight", v.ID, s.Ended(), s.Stats().InFlight)
		}
	}
}
