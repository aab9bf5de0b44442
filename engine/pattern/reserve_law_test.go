package pattern_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// ledger holds what was admitted when, and the law over it: at most
// capacity + rate*window tokens in any window.
type ledger struct {
	capacity, rate float64
	start          time.Time
	at, tokens     []float64
}

func (l *ledger) admit(n int) {
	l.at = append(l.at, time.Since(l.start).Seconds())
	l.tokens = append(l.tokens, float64(n))
}

// excess is by how much the law is broken by a window that ends now.
func (l *ledger) excess() float64 {
	most, sum := math.Inf(-1), 0.0
	for i := len(l.at) - 1; i >= 0; i-- {
		sum += l.tokens[i]
		window := time.Since(l.start).Seconds() - l.at[i]
		most = max(most, sum-l.rate*window-l.capacity)
	}
	return most
}

// Jobs that take tokens in every way, run when they may and are sometimes
// called off, keep the law.
func TestReservationsKeepTheLaw(t *testing.T) {
	cancelled := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		capacity, rate := 1+r.IntN(9), math.Exp(r.Float64()*12-4)
		gap := int64(1e9 / rate)
		synctest.Test(t, func(t *testing.T) {
			b := pattern.NewTokenBucket(capacity, rate)
			l := &ledger{
				capacity: float64(capacity), rate: rate, start: time.Now(),
			}
			type held struct {
				r *pattern.Reservation
				n int
			}
			var row []held
			for range 300 {
				next := time.Duration(r.Int64N(gap))
				if len(row) > 0 { // in time for who is due first
					next = min(next, row[0].r.Delay())
				}
				time.Sleep(next)
				for len(row) > 0 && row[0].r.Delay() == 0 {
					l.admit(row[0].n)
					row = row[1:]
				}
				n := r.IntN(capacity + 1)
				switch k := r.IntN(6); {
				case k < 2 && b.AllowN(n):
					l.admit(n)
				case k < 4 && len(row) < 5:
					kept, err := b.Reserve(n)
					if err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
					if kept.Delay() == 0 {
						l.admit(n)
					} else {
						row = append(row, held{kept, n})
					}
				case k == 4 && len(row) > 0:
					i := len(row) - 1 - r.IntN(min(2, len(row)))
					if row[i].r.Cancel() {
						cancelled++
					}
					row = append(row[:i:i], row[i+1:]...)
				}
				// A due time is rounded to a nanosecond.
				if x := l.excess(); x > rate*1e-9+1e-6 {
					t.Fatalf("seed %d: %v tokens too many", seed, x)
				}
				if got := b.Tokens(); got > float64(capacity) {
					t.Fatalf("seed %d: %v of %d", seed, got, capacity)
				}
			}
		})
	}
	if cancelled < 100 {
		t.Errorf("only %d were given back", cancelled)
	}
}
