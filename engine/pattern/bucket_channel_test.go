package pattern_test

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestChannelBucketStartsFullAndDrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewChannelBucket(3, 10)
		defer b.Close()
		time.Sleep(5 * time.Millisecond)
		for range 40 {
			if b.Allow() {
				tr.note("token, %d left", b.Tokens())
			}
			time.Sleep(10 * time.Millisecond)
		}
		tr.want(t, `
			5ms token, 2 left
			15ms token, 1 left
			25ms token, 0 left
			105ms token, 0 left
			205ms token, 0 left
			305ms token, 0 left
		`)
	})
}

func TestChannelBucketWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewChannelBucket(1, 10)
		short, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
		defer cancel()
		wait := func(name string, ctx context.Context) {
			tr.note("%s got %v", name, b.Wait(ctx))
		}
		for _, name := range []string{"a", "b", "c"} {
			go wait(name, t.Context())
			synctest.Wait()
		}
		go wait("hasty", short)
		for _, name := range []string{"d", "e"} {
			synctest.Wait()
			go wait(name, t.Context())
		}
		time.Sleep(350 * time.Millisecond)
		b.Close()
		wait("f", t.Context())
		wait("hasty again", short)
		synctest.Wait()
		tr.want(t, `
			0s a got <nil>
			100ms b got <nil>
			150ms hasty got context deadline exceeded
			200ms c got <nil>
			300ms d got <nil>
			350ms e got shut down
			350ms f got shut down
			350ms hasty again got context deadline exceeded
		`)
	})
}

func TestChannelBucketClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pattern.NewChannelBucket(3, 10)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(b.Close)
		}
		wg.Wait()
		time.Sleep(time.Minute)
		if b.Allow() || b.Tokens() != 0 {
			t.Errorf("%d tokens after Close", b.Tokens())
		}
		for range 20 { // as select would choose by chance
			if err := b.Wait(t.Context()); err != pattern.ErrShutdown {
				t.Errorf("Wait: %v", err)
			}
		}
	})
}

// In any window at most capacity + 1 + rate*window.
func TestChannelBucketLaw(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 4))
		capacity, rate := 1+r.IntN(20), math.Exp(r.Float64()*12-4)
		gap := int64(2e9 / rate) // between tries, at most
		synctest.Test(t, func(t *testing.T) {
			b, start := pattern.NewChannelBucket(capacity, rate), time.Now()
			defer b.Close()
			var admitted []float64 // at which second
			for range 200 {
				time.Sleep(time.Duration(r.Int64N(gap)))
				if b.Tokens() > capacity {
					t.Fatalf("seed %d: %d of %d", seed, b.Tokens(), capacity)
				}
				if !b.Allow() {
					continue
				}
				now := time.Since(start).Seconds()
				admitted = append(admitted, now)
				for i, at := range admitted {
					most := float64(capacity+1) + rate*(now-at)
					if n := float64(len(admitted) - i); n > most+1e-6 {
						t.Fatalf("seed %d: %v in %vs", seed, n, now-at)
					}
				}
			}
			if len(admitted) < 50 {
				t.Errorf("seed %d: only %d admitted", seed, len(admitted))
			}
		})
	}
}

func TestChannelBucketRefusesNonsense(t *testing.T) {
	for name, f := range map[string]func(){
		"no capacity":   func() { pattern.NewChannelBucket(0, 1) },
		"no rate":       func() { pattern.NewChannelBucket(1, 0) },
		"infinite rate": func() { pattern.NewChannelBucket(1, math.Inf(1)) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}
