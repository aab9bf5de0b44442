package pattern_test

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// pour offers jobs and notes what becomes of them.
func pour(tr *trace, b *pattern.LeakyBucket[string], names ...string) {
	for _, name := range names {
		if err := b.Offer(name); err != nil {
			tr.note("%s refused: %v", name, err)
		}
	}
}

// catch notes what leaves, until the bucket is shut down.
func catch(tr *trace, b *pattern.LeakyBucket[string]) {
	for name := range b.Out() {
		tr.note("%s leaves", name)
	}
	tr.note("out is closed")
}

func TestLeakyBucketSmooths(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewLeakyBucket[string](3, 10)
		go catch(tr, b)
		pour(tr, b, "a", "b", "c", "d")
		tr.note("%d of %d", b.Len(), b.Capacity())
		time.Sleep(150 * time.Millisecond) // a and b have left
		pour(tr, b, "e", "f", "g")
		time.Sleep(time.Second) // idle: the next leaves at once
		pour(tr, b, "h", "i")
		shutdown(t, b)
		synctest.Wait()
		pour(tr, b, "j")
		tr.want(t, `
			0s 3 of 3
			0s a leaves
			0s d refused: queue is full
			100ms b leaves
			150ms g refused: queue is full
			200ms c leaves
			300ms e leaves
			400ms f leaves
			1.15s h leaves
			1.25s i leaves
			1.25s j refused: shut down
			1.25s out is closed
		`)
	})
}

// While nobody receives nothing leaves, and the pause comes after it does.
func TestLeakyBucketMakesNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewLeakyBucket[string](3, 10)
		pour(tr, b, "a", "b", "c")
		time.Sleep(time.Minute)
		tr.note("%d wait", b.Len())
		go catch(tr, b)
		shutdown(t, b)
		synctest.Wait()
		tr.want(t, `
			1m0s 3 wait
			1m0s a leaves
			1m0.1s b leaves
			1m0.2s c leaves
			1m0.2s out is closed
		`)
	})
}

func TestLeakyBucketShutdownDeadline(t *testing.T) {
	for name, reads := range map[string]bool{"read": true, "unread": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tr, b := newTrace(), pattern.NewLeakyBucket[string](4, 1)
				b.OnDrop = func(name string, reason error) {
					tr.note("%s dropped: %v", name, reason)
				}
				pour(tr, b, "a", "b", "c")
				want := `
					1.5s a dropped: shut down
					1.5s b dropped: shut down
					1.5s c dropped: shut down
					1.5s shut down: context deadline exceeded, 0 left
					1.5s shut down: context deadline exceeded, 0 left
				`
				if reads {
					go catch(tr, b)
					want = `
						0s a leaves
						1s b leaves
						1.5s c dropped: shut down
						1.5s out is closed
						1.5s shut down: context deadline exceeded, 0 left
						1.5s shut down: context deadline exceeded, 0 left
					`
				}
				ctx, cancel := context.WithTimeout(
					t.Context(), 1500*time.Millisecond)
				defer cancel()
				var wg sync.WaitGroup
				for range 2 {
					wg.Go(func() {
						err := b.Shutdown(ctx)
						tr.note("shut down: %v, %d left", err, b.Len())
					})
				}
				wg.Wait()
				synctest.Wait()
				tr.want(t, want)
				for range 20 { // as select would choose by chance
					if err := b.Shutdown(ctx); err != nil {
						t.Errorf("again: %v", err)
					}
				}
			})
		})
	}
}

func TestLeakyBucketSetRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewLeakyBucket[string](4, 1)
		go catch(tr, b)
		pour(tr, b, "a", "b", "c", "d")
		time.Sleep(500 * time.Millisecond)
		b.SetRate(10) // from b on
		shutdown(t, b)
		synctest.Wait()
		tr.want(t, `
			0s a leaves
			1s b leaves
			1.1s c leaves
			1.2s d leaves
			1.2s out is closed
		`)
	})
}

// Whatever comes and however slow the consumer: no two jobs leave closer
// than 1/rate, never are more than capacity inside, and none is lost.
func TestLeakyBucketLaw(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 1))
		capacity, rate := 1+r.IntN(8), math.Exp(r.Float64()*10-2)
		gap := time.Duration(1e9 / rate)
		synctest.Test(t, func(t *testing.T) {
			b := pattern.NewLeakyBucket[int](capacity, rate)
			var dropped, left atomic.Int64
			b.OnDrop = func(int, error) { dropped.Add(1) }
			slow := r.IntN(2) == 0
			idle := rand.New(rand.NewPCG(seed, 2))
			var consumer sync.WaitGroup
			consumer.Go(func() {
				last := -1
				var at time.Time
				for job := range b.Out() {
					gap := time.Since(at).Seconds() * rate
					if last >= 0 && gap < 1-1e-9 {
						t.Errorf("seed %d: after %v of 1/rate", seed, gap)
					}
					if job <= last {
						t.Errorf("seed %d: %d after %d", seed, job, last)
					}
					last, at = job, time.Now()
					left.Add(1)
					if slow {
						time.Sleep(time.Duration(idle.Int64N(3 * int64(gap))))
					}
				}
			})
			accepted := int64(0)
			for job := range 200 {
				if r.IntN(3) > 0 {
					time.Sleep(time.Duration(r.Int64N(2 * int64(gap))))
				}
				synctest.Wait()
				before := b.Len()
				err := b.Offer(job)
				if err == nil {
					accepted++
				}
				if full := before == capacity; full == (err == nil) {
					t.Errorf("seed %d: %v with %d of %d inside",
						seed, err, before, capacity)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(),
				time.Duration(r.Int64N(int64(gap)*int64(capacity+1))))
			defer cancel()
			if err := b.Shutdown(ctx); (err != nil) != (dropped.Load() > 0) {
				t.Errorf("seed %d: %v, %d dropped", seed, err, dropped.Load())
			}
			consumer.Wait()
			if sum := left.Load() + dropped.Load(); sum != accepted {
				t.Errorf("seed %d: %d accepted, %d left or dropped",
					seed, accepted, sum)
			}
		})
	}
}

// Every accepted job leaves or is dropped while Shutdown comes in between.
func TestOfferRacingShutdown(t *testing.T) {
	for range 50 {
		b := pattern.NewLeakyBucket[int](4, 1e9)
		var accepted, left, dropped atomic.Int64
		b.OnDrop = func(int, error) { dropped.Add(1) }
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for {
					switch b.Offer(1) {
					case nil:
						accepted.Add(1)
					case pattern.ErrShutdown:
						return
					default:
						runtime.Gosched()
					}
				}
			})
			wg.Go(func() {
				for range b.Out() {
					left.Add(1)
				}
			})
		}
		for accepted.Load() == 0 {
			runtime.Gosched()
		}
		ctx, cancel := context.WithCancel(t.Context())
		for range 3 {
			wg.Go(func() { _ = b.Shutdown(ctx) })
		}
		cancel()
		wg.Wait()
		if b.Len() != 0 || accepted.Load() != left.Load()+dropped.Load() {
			t.Fatalf("%d inside, %d accepted, %d left, %d dropped",
				b.Len(), accepted.Load(), left.Load(), dropped.Load())
		}
	}
}

func TestLeakyBucketRefusesNonsense(t *testing.T) {
	b := pattern.NewLeakyBucket[int](1, math.SmallestNonzeroFloat64)
	for name, f := range map[string]func(){
		"no capacity":       func() { pattern.NewLeakyBucket[int](0, 1) },
		"no rate":           func() { pattern.NewLeakyBucket[int](1, 0) },
		"rate not a number": func() { pattern.NewLeakyBucket[int](1, math.NaN()) },
		"infinite rate":     func() { b.SetRate(math.Inf(1)) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	shutdown(t, b)
}
