package pattern_test

import (
	"bytes"
	"context"
	"errors"
	"log"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// sleeper is a job that takes its time unless ctx ends.
func sleeper(tr *trace, name string, takes time.Duration) pattern.Job {
	return pattern.JobFunc(func(ctx context.Context) {
		tr.note("%s starts", name)
		select {
		case <-time.After(takes):
			tr.note("%s ends", name)
		case <-ctx.Done():
			tr.note("%s stops: %v", name, ctx.Err())
		}
	})
}

// offer submits jobs of one second, one name a job, and notes the refusals.
func offer(tr *trace, d *pattern.Distributor, names ...string) {
	for _, name := range names {
		if err := d.Submit(sleeper(tr, name, time.Second)); err != nil {
			tr.note("%s refused: %v", name, err)
		}
		synctest.Wait()
	}
}

// shutdown expects that all is done. It shuts down what has a Shutdown.
func shutdown(t *testing.T, s any) {
	t.Helper()
	var left []pattern.Job
	var err error
	switch s := s.(type) {
	case *pattern.Distributor:
		left, err = s.Shutdown(context.Background())
	case interface{ Shutdown(context.Context) error }:
		err = s.Shutdown(context.Background())
	default:
		t.Fatalf("%T has no Shutdown", s)
	}
	if err != nil || len(left) > 0 {
		t.Errorf("Shutdown: %v, %d jobs left", err, len(left))
	}
}

func TestDistributorQueuesAndRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(2, 2)
		offer(tr, d, "a", "b", "c", "d", "e")
		if d.Len() != 2 || d.Capacity() != 2 || d.Workers() != 2 {
			t.Errorf("%d queued of %d, %d workers",
				d.Len(), d.Capacity(), d.Workers())
		}
		shutdown(t, d)
		tr.note("shut down")
		tr.want(t, `
			0s a starts
			0s b starts
			0s e refused: queue is full
			1s a ends
			1s b ends
			1s c starts
			1s d starts
			2s c ends
			2s d ends
			2s shut down
		`)
	})
}

func TestDistributorHandsOverWithoutQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 0)
		synctest.Wait() // the worker is ready to receive
		offer(tr, d, "a", "b")
		if err := d.SubmitWait(t.Context(), sleeper(tr, "c", time.Second)); err != nil {
			t.Error(err)
		}
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			0s b refused: queue is full
			1s a ends
			1s c starts
			2s c ends
		`)
	})
}

func TestSubmitWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 1)
		offer(tr, d, "a", "b")
		wait := func(name string, ctx context.Context) {
			err := d.SubmitWait(ctx, sleeper(tr, name, time.Second))
			tr.note("%s submitted: %v", name, err)
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		go wait("hasty", short)
		go wait("c", t.Context())
		synctest.Wait()
		time.Sleep(1500 * time.Millisecond)
		go wait("late", t.Context())
		synctest.Wait()
		shutdown(t, d)
		wait("never", t.Context())
		tr.want(t, `
			0s a starts
			500ms hasty submitted: context deadline exceeded
			1s a ends
			1s b starts
			1s c submitted: <nil>
			1.5s late submitted: shut down
			2s b ends
			2s c starts
			3s c ends
			3s never submitted: shut down
		`)
	})
}

// lateCtx lets something happen between SubmitWait's look at the queue and
// its send.
type lateCtx struct {
	context.Context
	meanwhile func()
}

func (c lateCtx) Done() <-chan struct{} {
	go c.meanwhile()
	time.Sleep(time.Second)
	return c.Context.Done()
}

// A send on a closed channel would panic.
func TestQueueIsNotClosedUnderASender(t *testing.T) {
	for range 20 { // as select would choose by chance
		synctest.Test(t, func(t *testing.T) {
			d := pattern.NewDistributor(0, 0)
			ctx := lateCtx{t.Context(), func() { shutdown(t, d) }}
			err := d.SubmitWait(ctx, sleeper(newTrace(), "a", 0))
			if err != pattern.ErrShutdown {
				t.Errorf("SubmitWait: %v", err)
			}
		})
	}
}

func TestSubmitWaitWithEndedContext(t *testing.T) {
	d := pattern.NewDistributor(0, 1)
	defer shutdown(t, d)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	job := pattern.JobFunc(func(context.Context) { t.Error("the job ran") })
	if err := d.SubmitWait(ctx, job); !errors.Is(err, context.Canceled) {
		t.Errorf("SubmitWait: %v", err)
	}
}

func TestShutdownIsFinalAndIdempotent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 1)
		offer(tr, d, "a", "b")
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { shutdown(t, d) })
		}
		synctest.Wait()
		offer(tr, d, "c")
		wg.Wait()
		d.SetWorkers(5)
		d.SetCapacity(5)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		for range 20 { // as select would choose by chance
			if left, err := d.Shutdown(ended); left != nil || err != nil {
				t.Errorf("again: %v, %v", left, err)
			}
		}
		tr.want(t, `
			0s a starts
			0s c refused: shut down
			1s a ends
			1s b starts
			2s b ends
		`)
	})
}

// When time runs out the running jobs are cancelled, and the queued ones are
// handed back in their order.
func TestShutdownDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(2, 9)
		offer(tr, d, "a", "b", "c")
		stubborn := pattern.JobFunc(func(context.Context) {
			time.Sleep(time.Minute)
			tr.note("stubborn ends")
		})
		if err := d.Submit(stubborn); err != nil {
			t.Error(err)
		}
		offer(tr, d, "d", "e")
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		left, err := d.Shutdown(ctx)
		tr.note("shut down: %v, %d left", err, len(left))
		for _, job := range left {
			job.Do(t.Context())
		}
		tr.want(t, `
			0s a starts
			0s b starts
			1s a ends
			1s b ends
			1s c starts
			1.5s c stops: context canceled
			1m1s d starts
			1m1s shut down: context deadline exceeded, 2 left
			1m1s stubborn ends
			1m2s d ends
			1m2s e starts
			1m3s e ends
		`)
	})
}

// Of several calls the one whose time runs out first gets what is left, also
// from queues that a resize has put out of use.
func TestWhatIsLeftIsHandedBackOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 2)
		offer(tr, d, "a", "b", "c")
		d.SetCapacity(3)
		offer(tr, d, "d")
		d.SetCapacity(4)
		offer(tr, d, "e")
		for i := range 3 {
			ctx, cancel := context.WithTimeout(t.Context(),
				time.Second/2+time.Duration(i)*time.Millisecond)
			defer cancel()
			go func() {
				left, err := d.Shutdown(ctx)
				tr.note("no. %d: %v, %d left", i, err, len(left))
				for _, job := range left {
					job.Do(ctx)
				}
			}()
		}
		time.Sleep(time.Minute)
		tr.want(t, `
			0s a starts
			500ms a stops: context canceled
			500ms b starts
			500ms b stops: context deadline exceeded
			500ms c starts
			500ms c stops: context deadline exceeded
			500ms d starts
			500ms d stops: context deadline exceeded
			500ms e starts
			500ms e stops: context deadline exceeded
			500ms no. 0: context deadline exceeded, 4 left
			500ms no. 1: <nil>, 0 left
			500ms no. 2: <nil>, 0 left
		`)
	})
}

func TestShutdownWithoutWorkersDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(0, 2)
		offer(tr, d, "a", "b")
		time.Sleep(time.Minute)
		shutdown(t, d)
		tr.want(t, `
			1m0s a starts
			1m1s a ends
			1m1s b starts
			1m2s b ends
		`)
	})
}

func TestPanickingJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, d := newTrace(), pattern.NewDistributor(1, 9)
		bad := &failing{}
		d.OnPanic = func(job pattern.Job, value any) {
			tr.note("%v by the same job: %v", value, job == pattern.Job(bad))
		}
		if err := d.Submit(bad); err != nil {
			t.Error(err)
		}
		offer(tr, d, "a")
		shutdown(t, d)
		tr.want(t, `
			0s a starts
			0s boom by the same job: true
			1s a ends
		`)
	})
}

type failing struct{ _ byte }

func (*failing) Do(context.Context) { panic("boom") }

func TestPanicIsLoggedByDefault(t *testing.T) {
	var out bytes.Buffer
	log.SetOutput(&out)
	defer log.SetOutput(os.Stderr)
	d := pattern.NewDistributor(1, 1)
	if err := d.Submit(&failing{}); err != nil {
		t.Error(err)
	}
	shutdown(t, d)
	if !strings.Contains(out.String(), "boom") {
		t.Errorf("log: %q", &out)
	}
}

func TestDistributorRefusesNonsense(t *testing.T) {
	d := pattern.NewDistributor(1, 1)
	for name, f := range map[string]func(){
		"negative workers":      func() { pattern.NewDistributor(-1, 1) },
		"negative capacity":     func() { pattern.NewDistributor(1, -1) },
		"set negative workers":  func() { d.SetWorkers(-1) },
		"set negative capacity": func() { d.SetCapacity(-1) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	shutdown(t, d)
}

// Every job that was accepted while Shutdown came in between is done, or handed
// back when there is no time.
func TestSubmitRacingShutdown(t *testing.T) {
	for round := range 50 {
		d := pattern.NewDistributor(1+round%4, round%7)
		var accepted, done, back atomic.Int64
		job := pattern.JobFunc(func(context.Context) { done.Add(1) })
		submit := []func() error{
			func() error { return d.Submit(job) },
			func() error { return d.SubmitWait(context.Background(), job) },
		}
		begun := make(chan struct{}, 1)
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for {
					switch err := submit[i%2](); err {
					case nil:
						accepted.Add(1)
						select {
						case begun <- struct{}{}:
						default:
						}
					case pattern.ErrShutdown:
						return
					case pattern.ErrQueueFull:
						runtime.Gosched()
					default:
						t.Errorf("unexpected error: %v", err)
					}
				}
			})
		}
		<-begun
		ctx, cancel := context.WithCancel(t.Context())
		if round%2 == 0 {
			cancel()
		}
		for range 3 {
			wg.Go(func() {
				left, err := d.Shutdown(ctx)
				if err != nil && err != ctx.Err() {
					t.Errorf("Shutdown: %v", err)
				}
				back.Add(int64(len(left)))
			})
		}
		wg.Wait()
		cancel()
		if accepted.Load() != done.Load()+back.Load() {
			t.Fatalf("round %d: accepted %d, done %d, handed back %d",
				round, accepted.Load(), done.Load(), back.Load())
		}
	}
}
