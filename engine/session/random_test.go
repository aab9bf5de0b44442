package session

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sluice/engine/scene"
)

// TestScenesOfChannelsBearRandomUse clicks, turns and acts at random until
// the run ends. run checks that no job is lost, load that no goroutine is.
func TestScenesOfChannelsBearRandomUse(t *testing.T) {
	for _, id := range []string{"fan-out", "fan-in", "pipeline", "error-channel", "timeout", "quit"} {
		spec, err := scene.Find(id)
		do(t, err)
		for _, v := range spec.Variants {
			switch {
			case id == "quit" && v.ID == "close": // a race on purpose
			case v.ID == "naive", v.ID == "per-job":
				bearsRandomUse(t, id, v.ID, "", "done", "leak")
			default:
				bearsRandomUse(t, id, v.ID, "", "done")
			}
		}
	}
}

// bearsRandomUse checks that each run ends as one of ends.
func bearsRandomUse(t *testing.T, id, variant string, ends ...string) {
	t.Helper()
	for seed := range uint64(6) {
		s := load(t, id, Options{Variant: variant, Seed: float64(seed)})
		use(t, s, rand.New(rand.NewPCG(seed, 17)))
		if !slices.Contains(ends, s.Ended()) {
			t.Errorf("%s, %s, seed %d: ended %q", id, variant, seed, s.Ended())
		}
	}
}

func use(t *testing.T, s *Session, rng *rand.Rand) {
	t.Helper()
	knobs, acts, sources := s.Spec.Knobs, s.Spec.Actions, s.Spec.Sources
	for range 40 {
		var err error
		switch n := rng.IntN(20); {
		case n < 9:
			k := knobs[rng.IntN(len(knobs))]
			steps := int((k.Max - k.Min) / k.Step)
			err = s.Set(k.ID, k.Min+k.Step*float64(rng.IntN(steps+1)))
		case n < 18:
			err = s.Inject(float64(1+rng.IntN(60)), sources[rng.IntN(len(sources))])
		default:
			err = s.Act(acts[rng.IntN(len(acts))].ID)
		}
		run(t, s, time.Duration(rng.IntN(4000))*time.Millisecond)
		if err != nil { // it has shut down
			break
		}
	}
	run(t, s, 2*time.Minute)
}
