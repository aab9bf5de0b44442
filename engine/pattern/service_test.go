package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// errand is a task of which each attempt takes its time, and which fails so
// many times before it succeeds.
type errand struct {
	tr       *trace
	name     string
	takes    time.Duration
	failures int
	err      error // errBoom if nil
}

func (e *errand) Attempt(ctx context.Context) error {
	select {
	case <-time.After(e.takes):
	case <-ctx.Done():
		return fmt.Errorf("stopped: %w", ctx.Err())
	}
	if e.failures--; e.failures < 0 {
		return nil
	}
	if e.err != nil {
		return e.err
	}
	return errBoom
}

func (e *errand) Backoff(attempt int, delay time.Duration, err error) {
	e.tr.note("%s no. %d: %v, wait %v", e.name, attempt, err, delay)
}

func (e *errand) Done(err error) { e.tr.note("%s done: %v", e.name, err) }

// house is a service under test, with its parts in reach.
type house struct {
	*pattern.Service
	tr     *trace
	bucket *pattern.TokenBucket
	pool   *pattern.Distributor
}

// open starts a service that retries after 2s, 4s and so on, up to 3 attempts.
func open(workers, capacity int, parking bool) *house {
	h := &house{
		tr:     newTrace(),
		bucket: pattern.NewTokenBucket(1000, 0),
		pool:   pattern.NewDistributor(workers, capacity),
	}
	retry := pattern.Retry{MaxAttempts: 3, Base: 2 * time.Second}
	h.Service = pattern.NewService(h.bucket, h.pool, retry)
	h.SetParking(parking)
	synctest.Wait()
	return h
}

// submit hands in a task of one second an attempt that fails so many times.
func (h *house) submit(name string, failures int) {
	e := &errand{tr: h.tr, name: name, takes: time.Second, failures: failures}
	if err := h.Submit(e); err != nil {
		h.tr.note("%s refused: %v", name, err)
	}
	synctest.Wait()
}

func TestBackoffInWorkerStarvesThePool(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 9, false)
		h.submit("a", 1)
		h.submit("b", 0)
		shutdown(t, h)
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			4s a done: <nil>
			5s b done: <nil>
		`)
	})
}

func TestParkedBackoffFreesTheWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 9, true)
		h.submit("a", 1)
		h.submit("b", 0)
		shutdown(t, h)
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			2s b done: <nil>
			4s a done: <nil>
		`)
	})
}

func TestParkedTaskWaitsForRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 1, true)
		h.submit("a", 1) // parked from 1s to 3s
		time.Sleep(1500 * time.Millisecond)
		h.submit("b", 0)
		time.Sleep(time.Second)
		h.submit("c", 0)
		h.submit("d", 0) // is queued until c ends
		time.Sleep(750 * time.Millisecond)
		h.submit("e", 0)
		time.Sleep(500 * time.Millisecond)
		h.submit("f", 0) // now a is queued
		shutdown(t, h)
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			2.5s b done: <nil>
			3.25s e refused: queue is full
			3.5s c done: <nil>
			3.75s f refused: queue is full
			4.5s d done: <nil>
			5.5s a done: <nil>
		`)
	})
}

func TestServiceOutcomes(t *testing.T) {
	for _, parking := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := open(3, 3, parking)
			h.submit("good", 0)
			h.submit("hopeless", 9)
			permanent := &errand{tr: h.tr, name: "wrong", takes: time.Second,
				failures: 9, err: pattern.Permanent(errBoom)}
			if err := h.Submit(permanent); err != nil {
				t.Error(err)
			}
			shutdown(t, h)
			h.tr.want(t, `
				1s good done: <nil>
				1s hopeless no. 1: boom, wait 2s
				1s wrong done: boom
				4s hopeless no. 2: boom, wait 4s
				9s hopeless done: attempts used up (3): boom
			`)
		})
	}
}

func TestServiceRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 1, false)
		h.submit("a", 0)
		h.submit("b", 0)
		h.submit("c", 0)
		h.tr.note("%v tokens left", h.bucket.Tokens())
		h.bucket.SetCapacity(0)
		h.submit("d", 0)
		shutdown(t, h)
		h.submit("e", 0)
		h.tr.want(t, `
			0s 997 tokens left
			0s c refused: queue is full
			0s d refused: no token
			1s a done: <nil>
			2s b done: <nil>
			2s e refused: shut down
		`)
	})
}

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

func TestSetRetryAndParkingWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 9, true)
		h.submit("a", 2)
		h.submit("b", 1)
		h.submit("c", 1)
		time.Sleep(500 * time.Millisecond)
		h.SetRetry(pattern.Retry{MaxAttempts: 3, Base: 5 * time.Second})
		time.Sleep(time.Second)
		h.SetParking(false) // goes for c, which has not begun
		shutdown(t, h)
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			2s b no. 1: boom, wait 5s
			3s c no. 1: boom, wait 5s
			9s c done: <nil>
			10s a no. 2: boom, wait 10s
			11s b done: <nil>
			21s a done: <nil>
		`)
	})
}

type explosive struct{ errand }

func (*explosive) Attempt(context.Context) error { panic("bang") }

func TestPanickingAttempt(t *testing.T) {
	for _, parking := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := open(1, 9, parking)
			h.pool.OnPanic = func(_ pattern.Job, value any) {
				h.tr.note("panic: %v", value)
			}
			err := h.Submit(&explosive{errand{tr: h.tr, name: "a"}})
			if err != nil {
				t.Error(err)
			}
			h.submit("b", 0)
			shutdown(t, h)
			h.tr.want(t, `
				0s a done: attempt panicked: bang
				0s panic: bang
				1s b done: <nil>
			`)
		})
	}
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

// greeting is a Task that fails once.
type greeting struct {
	name string
	ill  bool
}

func (g *greeting) Attempt(context.Context) error {
	if g.ill {
		g.ill = false
		return errors.New("hoarse")
	}
	fmt.Println("hello,", g.name)
	return nil
}

func (g *greeting) Backoff(n int, d time.Duration, err error) {
	fmt.Printf("%s: attempt %d: %v; next in %v\n", g.name, n, err, d)
}

func (g *greeting) Done(err error) {
	fmt.Printf("%s is done: %v\n", g.name, err)
}

func ExampleService() {
	service := pattern.NewService(
		pattern.NewTokenBucket(2, 0.001),
		pattern.NewDistributor(1, 10),
		pattern.Retry{MaxAttempts: 3, Base: time.Millisecond},
	)
	for _, task := range []*greeting{
		{name: "Ada", ill: true}, {name: "Bob"}, {name: "Cid"},
	} {
		if err := service.Submit(task); err != nil {
			defer fmt.Printf("%s: %v\n", task.name, err)
		}
	}
	service.Shutdown(context.Background())
	// Output:
	// Ada: attempt 1: hoarse; next in 1ms
	// hello, Ada
	// Ada is done: <nil>
	// hello, Bob
	// Bob is done: <nil>
	// Cid: no token
}

func ExampleTokenBucket() {
	bucket := pattern.NewTokenBucket(2, 1) // bursts of 2, 1 a second
	for range 3 {
		fmt.Println(bucket.Allow())
	}
	bucket.SetRate(1000)
	fmt.Println(bucket.Wait(context.Background()))
	// Output:
	// true
	// true
	// false
	// <nil>
}
