package session

import (
	"errors"
	"math"
	"testing"
	"time"

	"sluice/engine/playback"
	"sluice/engine/scene"
)

// FuzzNumbers gives a session any numbers where it takes some: it must refuse
// them, or go on as its law says.
func FuzzNumbers(f *testing.F) {
	odd := []float64{0, 1, -1, 0.5, 1e9, 1e300, math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, 1 << 53, math.MaxInt64}
	for i, x := range odd {
		f.Add(uint8(i), uint8(i), x, x)
		f.Add(uint8(i), uint8(i+1), x, 1.0)
	}
	f.Fuzz(func(t *testing.T, at, knob uint8, x, y float64) {
		specs := scene.All()
		spec := specs[int(at)%len(specs)]
		id := spec.Knobs[int(knob)%len(spec.Knobs)].ID
		if s, err := Load(spec.ID, Options{Seed: x, Knobs: map[string]float64{id: y}}); err == nil {
			s.Close()
		}
		s, err := Load(spec.ID, Options{Knobs: map[string]float64{id: x}})
		if err != nil {
			if !errors.Is(err, scene.ErrRange) {
				t.Fatal(err)
			}
			s = load(t, spec.ID, Options{})
		}
		defer s.Close()
		expect := func(err error) {
			known := []error{nil, ErrRange, scene.ErrRange, scene.ErrSource, ErrEnded, ErrShut, ErrBusy}
			for _, k := range known {
				if errors.Is(err, k) {
					return
				}
			}
			t.Fatal(err)
		}
		forward := func() {
			if _, err := s.Advance(100*time.Millisecond, time.Second); err != nil {
				t.Fatal(err)
			}
		}
		forward()
		expect(s.Set(id, y))
		expect(s.SetSpeed(y))
		if y <= 1000 {
			expect(s.Inject(y, ""))
		}
		forward()
		expect(s.Step(math.Mod(x, 1000)))
		expect(s.SeekEvent(x))
		expect(s.Switch(y))
		forward()
		if text, err := s.Script().Text(); err == nil {
			if _, err := playback.ParseScript(text); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
		for i := range s.Spec.Knobs {
			k := &s.Spec.Knobs[i]
			if err := k.Check(s.Knob(k)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
