package pattern_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestLeakyMeterFillsAndDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, m := newTrace(), pattern.NewLeakyMeter(3, 10)
		for range 5 {
			tr.note("%v at level %v", m.Allow(), m.Level())
		}
		time.Sleep(150 * time.Millisecond)
		tr.note("level %.3f", m.Level())
		tr.note("%v", m.Allow())
		m.SetRate(1)
		time.Sleep(time.Second)
		tr.note("level %.3f", m.Level())
		m.SetRate(0)
		time.Sleep(time.Hour)
		tr.note("level %.3f", m.Level())
		m.SetRate(10)
		time.Sleep(time.Hour)
		tr.note("level %.3f", m.Level())
		tr.want(t, `
			0s false at level 3
			0s false at level 3
			0s true at level 1
			0s true at level 2
			0s true at level 3
			150ms level 1.500
			150ms true
			1.15s level 1.500
			1h0m1.15s level 1.500
			2h0m1.15s level 0.000
		`)
	})
}

// A tenth is no sum of powers of two: ten of them are not quite one.
func TestLeakyMeterForgivesRounding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := pattern.NewLeakyMeter(1, 10)
		for m.Allow() {
		}
		for range 100 {
			for range 10 {
				time.Sleep(10 * time.Millisecond)
				m.Level()
			}
			if !m.Allow() {
				t.Fatalf("refused at level %v of 1", m.Level())
			}
			if m.Level() > 1 {
				t.Fatalf("level %v of 1", m.Level())
			}
		}
	})
}

// The meter and the token bucket are one thing seen from two sides.
func TestLeakyMeterMirrorsTokenBucket(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 3))
		capacity, rate := r.IntN(20), math.Exp(r.Float64()*12-4)
		gap := int64(2e9 / rate) // between tries, at most
		synctest.Test(t, func(t *testing.T) {
			m := pattern.NewLeakyMeter(capacity, rate)
			b := pattern.NewTokenBucket(capacity, rate)
			for range 300 {
				time.Sleep(time.Duration(r.Int64N(gap)))
				if r.IntN(20) == 0 {
					rate = float64(r.IntN(2)) / 1e9 * float64(gap)
					m.SetRate(rate)
					b.SetRate(rate)
				}
				if got, want := m.Allow(), b.Allow(); got != want {
					t.Fatalf("seed %d: meter %v at %v, bucket %v at %v",
						seed, got, m.Level(), want, b.Tokens())
				}
				level, mirror := m.Level(), float64(capacity)-b.Tokens()
				if math.Abs(level-mirror) > 1e-6 ||
					level < 0 || level > float64(capacity) {
					t.Fatalf("seed %d: level %v of %d, in the mirror %v",
						seed, level, capacity, mirror)
				}
			}
		})
	}
}

func TestLeakyMeterRefusesNonsense(t *testing.T) {
	m := pattern.NewLeakyMeter(1, 1)
	for name, f := range map[string]func(){
		"negative capacity": func() { pattern.NewLeakyMeter(-1, 1) },
		"negative rate":     func() { pattern.NewLeakyMeter(1, -1) },
		"rate not a number": func() { m.SetRate(math.NaN()) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if !m.Allow() { // a refused setting must not leave the lock held
		t.Error("the meter is full")
	}
}
