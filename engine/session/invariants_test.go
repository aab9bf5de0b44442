package session

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"sluice/engine/scene"
	"sluice/engine/world"
)

// invariant is what must hold of every scene whenever all goroutines wait.
func invariant(w *world.World) error {
	for i := range w.Channels {
		if c := &w.Channels[i]; c.Len() > c.Cap {
			return fmt.Errorf("channel %s holds %d of %d", c.Name, c.Len(), c.Cap)
		}
	}
	for i := range w.Buckets[1:] {
		b := &w.Buckets[i+1]
		if level := b.Level(w.Now); level < 0 || level > float64(b.Capacity)+1e-3 { // levels are logged in thousandths
			return fmt.Errorf("bucket %s is at %v of %d", b.Name, level, b.Capacity)
		}
	}
	return w.Check()
}

// visitor does something at random, as somebody who does not know the scene.
type visitor struct {
	*rand.Rand
	s *Session
}

func (v visitor) act() error {
	spec := v.s.Spec
	switch v.IntN(6) {
	case 0:
		if len(spec.Knobs) > 0 {
			k := &spec.Knobs[v.IntN(len(spec.Knobs))]
			return v.s.Set(k.ID, v.value(k))
		}
	case 1:
		if len(spec.Sources) > 0 {
			return v.s.Inject(float64(1+v.IntN(200)), spec.Sources[v.IntN(len(spec.Sources))])
		}
	case 2:
		if len(spec.Actions) > 0 && v.IntN(4) == 0 {
			return v.s.Act(spec.Actions[v.IntN(len(spec.Actions))].ID)
		}
	case 3:
		if b := spec.Board; b != nil {
			return v.s.Act(scene.Cell(b.Rows[v.IntN(len(b.Rows))].ID, b.Columns[v.IntN(len(b.Columns))].ID))
		}
	}
	return nil
}

// value draws a value that a knob may have, its bounds often.
func (v visitor) value(k *scene.Knob) float64 {
	switch v.IntN(4) {
	case 0:
		return k.Min
	case 1:
		return k.Max
	}
	steps := math.Floor((k.Max - k.Min) / k.Step)
	return k.Min + k.Step*math.Floor(v.Float64()*(steps+1))
}

// visit uses a variant at random for a while. Natively, what goes wrong must
// do so twice: the runtime may take the processor from a goroutine between
// what it tells and what it does.
func visit(t *testing.T, id, variant string, seed uint64) {
	t.Helper()
	err := visited(t, id, variant, seed)
	if err != nil && runtime.GOOS != "js" {
		err = visited(t, id, variant, seed)
	}
	if err != nil {
		t.Errorf("%s/%s, seed %d: %v", id, variant, seed, err)
	}
}

// visited returns the first invariant that was broken.
func visited(t *testing.T, id, variant string, seed uint64) (broken error) {
	t.Helper()
	if id == "quit" && variant == "close" {
		t.Skip("it sends on a channel that another closes: a race on purpose")
	}
	s := load(t, id, Options{Variant: variant, Seed: float64(seed % 1000)})
	look := s.live.drv.Watch
	s.live.drv.Watch = func(w *world.World) {
		look(w)
		if broken == nil {
			if broken = invariant(w); broken != nil {
				broken = fmt.Errorf("at %v: %w", w.Now, broken)
			}
		}
	}
	v := visitor{rand.New(rand.NewPCG(seed, 1)), s}
	for range 60 {
		if err := v.act(); err != nil && !errors.Is(err, ErrEnded) && !errors.Is(err, ErrShut) {
			t.Fatal(err)
		}
		for left := time.Duration(v.IntN(800)) * time.Millisecond; left > 0; {
			var err error
			if left, err = s.Advance(left, time.Second); err != nil {
				t.Fatal(err)
			}
		}
	}
	if broken == nil && s.Ended() == "spin" {
		broken = errors.New(s.Failure().Message)
	}
	return broken
}

func TestInvariantsOfEachSceneUnderRandomUse(t *testing.T) {
	for _, spec := range scene.All() {
		for _, v := range spec.Variants {
			t.Run(spec.ID+"/"+v.ID, func(t *testing.T) {
				for seed := range uint64(2) {
					visit(t, spec.ID, v.ID, seed)
				}
			})
		}
	}
}

func FuzzScenes(f *testing.F) {
	for i := range scene.All() {
		f.Add(uint8(i), uint8(0), uint64(i))
	}
	f.Fuzz(func(t *testing.T, at, variant uint8, seed uint64) {
		specs := scene.All()
		spec := specs[int(at)%len(specs)]
		visit(t, spec.ID, spec.Variants[int(variant)%len(spec.Variants)].ID, seed)
	})
}
