package pattern_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestServiceShutdownWaitsForParkedTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(2, 2, true)
		h.submit("a", 2)
		time.Sleep(1500 * time.Millisecond)
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() { shutdown(t, h) })
		}
		wg.Wait()
		h.tr.note("shut down")
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			4s a no. 2: boom, wait 4s
			9s a done: <nil>
			9s shut down
		`)
	})
}

// At the deadline one task is in an attempt, one backs off and one is queued.
func TestServiceShutdownDeadline(t *testing.T) {
	for _, parking := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := open(2, 9, parking)
			h.submit("waiting", 9)
			time.Sleep(1250 * time.Millisecond)
			h.submit("trying", 0)
			if parking {
				h.submit("trying too", 0)
			}
			h.submit("queued", 0)
			ctx, cancel := context.WithTimeout(t.Context(), 250*time.Millisecond)
			defer cancel()
			h.tr.note("shut down: %v", h.Shutdown(ctx))
			also := ""
			if parking {
				also = "1.5s trying too done: context canceled"
			}
			h.tr.want(t, `
				1s waiting no. 1: boom, wait 2s
				1.5s queued done: context canceled
				1.5s shut down: context deadline exceeded
				1.5s trying done: context canceled
				`+also+`
				1.5s waiting done: context canceled
			`)
		})
	}
}

// A parked task that waits for room is cancelled, too.
func TestServiceShutdownDeadlineInFullQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 1, true)
		h.submit("a", 1)
		time.Sleep(time.Second)
		stubborn := func(name string) {
			err := h.Submit(&obstinate{errand{tr: h.tr, name: name, takes: time.Minute}})
			if err != nil {
				t.Error(err)
			}
			synctest.Wait()
		}
		stubborn("b")
		stubborn("c")
		time.Sleep(5 * time.Second) // a is back since 3s
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		h.tr.note("shut down: %v", h.Shutdown(ctx))
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			7s a done: context canceled
			1m1s b done: <nil>
			1m1s c done: context canceled
			1m1s shut down: context deadline exceeded
		`)
	})
}

// obstinate does not listen to its ctx.
type obstinate struct{ errand }

func (o *obstinate) Attempt(context.Context) error {
	return o.errand.Attempt(context.Background())
}

// lingering takes its time to be done.
type lingering struct{ errand }

func (l *lingering) Done(err error) {
	time.Sleep(time.Minute)
	l.errand.Done(err)
}

func TestServiceShutdownWaitsForDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 1, true)
		err := h.Submit(&lingering{errand{tr: h.tr, name: "a", failures: 1}})
		if err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err = h.Shutdown(ctx)
		synctest.Wait()
		h.tr.note("shut down: %v", err)
		h.tr.want(t, `
			0s a no. 1: boom, wait 2s
			1m1s a done: context canceled
			1m1s shut down: context deadline exceeded
		`)
	})
}

func TestServiceShutdownWithoutWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(0, 1, false)
		h.submit("a", 0)
		time.Sleep(time.Minute)
		shutdown(t, h)
		h.tr.want(t, `1m1s a done: <nil>`)
	})
}

// tally counts how often it was done and how often that was a surprise.
type tally struct {
	failures int
	done     atomic.Int32
}

func (c *tally) Attempt(context.Context) error {
	if c.failures--; c.failures >= 0 {
		return errBoom
	}
	return nil
}
func (c *tally) Backoff(int, time.Duration, error) {}
func (c *tally) Done(error)                        { c.done.Add(1) }

// Submits race with Shutdown, settings and retries: a task that was accepted
// is done once, one that was refused is not.
func TestServiceSubmitRacingShutdown(t *testing.T) {
	for round := range 40 {
		pool := pattern.NewDistributor(1+round%3, round%5)
		bucket := pattern.NewTokenBucket(100, 1e6)
		s := pattern.NewService(bucket, pool, pattern.Retry{
			MaxAttempts: 3,
			Base:        time.Duration(round%2) * time.Microsecond,
		})
		enough := make(chan struct{}, 1)
		var wg sync.WaitGroup
		for g := range 6 {
			wg.Go(func() {
				for i := 0; ; i++ {
					task := &tally{failures: (g + i) % 4}
					err := s.Submit(task)
					if err == nil {
						defer func() {
							if n := task.done.Load(); n != 1 {
								t.Errorf("accepted, but done %d times", n)
							}
						}()
					} else if n := task.done.Load(); n != 0 {
						t.Errorf("%v, but done %d times", err, n)
					}
					if i == 100 {
						select {
						case enough <- struct{}{}:
						default:
						}
					}
					if errors.Is(err, pattern.ErrShutdown) {
						shutdown(t, s)
						return
					}
					s.SetParking(i%2 == 0)
					runtime.Gosched()
				}
			})
		}
		<-enough
		ctx, cancel := context.WithCancel(context.Background())
		if round%4 == 0 {
			cancel()
		}
		err := s.Shutdown(ctx) // nil if a goroutine above came first
		if err != nil && err != ctx.Err() {
			t.Errorf("Shutdown: %v", err)
		}
		wg.Wait()
		cancel()
	}
}
