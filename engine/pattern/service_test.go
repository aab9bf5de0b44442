package pattern_test

import (
	"context"
	"fmt"
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
