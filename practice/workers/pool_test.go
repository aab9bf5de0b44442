package workers_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/workers"
)

var errBoom = errors.New("boom")

// lasting is a job that takes a while, or less if its context ends.
func lasting(d time.Duration) workers.Job {
	return workers.JobFunc(func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
}

// failing is a job that ends at once.
func failing(err error) workers.Job {
	return workers.JobFunc(func(context.Context) error { return err })
}

// diary notes what the hooks are told.
type diary struct {
	start time.Time
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, fmt.Sprintf("%v: ", time.Since(d.start))+fmt.Sprintf(format, args...))
}

func (d *diary) hooks() workers.Hooks {
	d.start = time.Now()
	return workers.Hooks{
		Accepted:   func(workers.Job) { d.note("accepted") },
		Refused:    func(_ workers.Job, why error) { d.note("refused: %v", why) },
		Started:    func(_ workers.Job, waited time.Duration) { d.note("started after %v", waited) },
		Ended:      func(_ workers.Job, ran time.Duration, err error) { d.note("ended after %v: %v", ran, err) },
		HandedBack: func(workers.Job) { d.note("handed back") },
		Panicked:   func(_ workers.Job, err *workers.PanicError) { d.note("%v", err) },
	}
}

func (d *diary) want(t *testing.T, want ...string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Equal(d.lines, want) {
		t.Errorf("noted\n%s\nwant\n%s", strings.Join(d.lines, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheHooksAreToldTheStoryOfEachJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		pool := workers.New(workers.Config{Workers: 1, Capacity: 1, Hooks: d.hooks()})
		for _, job := range []workers.Job{lasting(2 * time.Second), failing(errBoom), failing(nil)} {
			pool.Submit(t.Context(), job)
			synctest.Wait()
		}
		time.Sleep(3 * time.Second)
		if left, err := pool.Shutdown(t.Context()); left != nil || err != nil {
			t.Error(left, err)
		}
		pool.Submit(t.Context(), failing(nil))
		lines := slices.Clone(d.lines)
		slices.Sort(lines[:2]) // a worker can be quicker than who submits
		d.lines = lines
		d.want(t,
			"0s: accepted", "0s: started after 0s",
			"0s: accepted",
			"0s: refused: queue is full",
			"2s: ended after 2s: <nil>",
			"2s: started after 2s", "2s: ended after 0s: boom",
			"3s: refused: shut down")
	})
}

func TestAPanicEndsTheJobAndNotTheWorker(t *testing.T) {
	var reported, failed error
	var stack []byte
	pool := workers.New(workers.Config{Workers: 1, Capacity: 1, Hooks: workers.Hooks{
		Panicked: func(_ workers.Job, err *workers.PanicError) { reported, stack = err, err.Stack },
		Ended: func(_ workers.Job, _ time.Duration, err error) {
			if err != nil {
				failed = err
			}
		},
	}})
	done := make(chan struct{})
	for _, job := range []workers.JobFunc{
		panicking,
		func(context.Context) error { close(done); return nil },
	} {
		if err := pool.SubmitWait(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	<-done
	pool.Shutdown(t.Context())
	if reported == nil || reported != failed || !errors.Is(failed, errBoom) {
		t.Errorf("reported %v, failed with %v", reported, failed)
	}
	if !strings.Contains(string(stack), "workers_test.panicking") {
		t.Errorf("the stack does not tell where:\n%s", stack)
	}
}

func panicking(context.Context) error { panic(errBoom) }

type key struct{}

// observe runs a job with ctx and returns what the job sees of its context after
// event.
func observe(t *testing.T, c workers.Config, ctx context.Context, event func(*workers.Pool)) (value any, cause error) {
	t.Helper()
	c.Workers, c.Capacity = 1, 1
	pool := workers.New(c)
	seen := make(chan struct{})
	err := pool.Submit(ctx, workers.JobFunc(func(ctx context.Context) error {
		defer close(seen)
		value = ctx.Value(key{})
		child, cancel := context.WithCancel(ctx) // as a database driver makes one
		defer cancel()
		select {
		case <-child.Done():
		case <-time.After(time.Hour):
		}
		cause = context.Cause(ctx)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
	event(pool)
	<-seen
	pool.Shutdown(t.Context())
	return value, cause
}

func TestAJobHasTheValuesOfWhoSubmittedItAndEndsWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		request, gone := context.WithCancel(context.WithValue(context.Background(), key{}, "request 1"))
		leave := func(*workers.Pool) { gone() }
		if value, cause := observe(t, workers.Config{}, request, leave); value != "request 1" || cause != context.Canceled {
			t.Errorf("%v, %v", value, cause)
		}
	})
}

func TestADetachedJobOutlivesTheRequestButNotThePool(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		request, gone := context.WithCancel(context.WithValue(context.Background(), key{}, "request 1"))
		detached := context.WithoutCancel(request)
		if value, cause := observe(t, workers.Config{}, detached, func(*workers.Pool) { gone() }); value != "request 1" || cause != nil {
			t.Errorf("after the request: %v, %v", value, cause)
		}
		if _, cause := observe(t, workers.Config{}, detached, endAtOnce); cause != context.Canceled {
			t.Errorf("after the pool: %v", cause)
		}
	})
}

func endAtOnce(pool *workers.Pool) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	pool.Shutdown(ctx)
}

func TestShutdownEndsAJobThatIsBoundToItsRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if _, cause := observe(t, workers.Config{}, t.Context(), endAtOnce); cause != pattern.ErrShutdown {
			t.Error(cause)
		}
	})
}

func TestTheTimeoutBoundsTheRunOfAJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, cause := observe(t, workers.Config{Timeout: time.Minute}, context.Background(), func(*workers.Pool) {})
		if cause != pattern.ErrLate || time.Since(start) != time.Minute {
			t.Errorf("%v after %v", cause, time.Since(start))
		}
	})
}

func TestShutdownHandsBackWhatItHasNoTimeFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		hooks := d.hooks()
		hooks.Accepted = nil
		pool := workers.New(workers.Config{Workers: 1, Capacity: 9, Hooks: hooks})
		waiting := &errand{}
		for _, job := range []workers.Job{lasting(time.Hour), waiting} {
			if err := pool.Submit(t.Context(), job); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		left, err := pool.Shutdown(ctx)
		if err != context.DeadlineExceeded || len(left) != 1 || left[0] != waiting {
			t.Errorf("%v, %v", left, err)
		}
		synctest.Wait()
		slices.Sort(d.lines) // the last two happen at one instant
		d.want(t, "0s: started after 0s", "1m0s: ended after 1m0s: shut down", "1m0s: handed back")
	})
}

// errand is a job that can be told from others.
type errand struct{ done bool }

func (e *errand) Do(context.Context) error {
	e.done = true
	return nil
}
