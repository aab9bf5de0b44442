//go:build unix

package workers_test

import (
	"context"
	"errors"
	"os"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sluice/practice/workers"
)

// terminate sends this process the signal that Run has caught by then.
func terminate(t *testing.T) {
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Error(err)
	}
}

// door is what lets jobs in. Its Serve fills the pool, then gets the signal.
type door struct {
	t      *testing.T
	pool   *workers.Pool
	jobs   []workers.Job
	closed chan struct{}
	after  func() // Stop was called
}

func (d *door) serve() error {
	for _, job := range d.jobs {
		if err := d.pool.Submit(context.Background(), job); err != nil {
			d.t.Error(err)
		}
	}
	terminate(d.t)
	<-d.closed
	return errors.New("closed") // as http.ErrServerClosed
}

func (d *door) stop(context.Context) error {
	close(d.closed)
	d.after()
	return nil
}

func (d *door) lifetime(limit time.Duration) workers.Lifetime {
	d.closed = make(chan struct{})
	if d.after == nil {
		d.after = func() {}
	}
	return workers.Lifetime{Serve: d.serve, Stop: d.stop, Limit: limit}
}

func TestASignalStopsTheDoorAndDrainsTheQueue(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 1, Capacity: 9})
	var done atomic.Int32
	closed := make(chan struct{})
	job := workers.JobFunc(func(context.Context) error {
		<-closed // so all of them are done after the signal
		done.Add(1)
		return nil
	})
	d := door{t: t, pool: pool, jobs: []workers.Job{job, job, job}, after: func() { close(closed) }}
	left, err := pool.Run(t.Context(), d.lifetime(time.Minute))
	if left != nil || err != nil || done.Load() != 3 {
		t.Errorf("%v, %v, %d done", left, err, done.Load())
	}
}

// endless is a job that goes on until its context ends. begun is closed when
// it runs.
func endless() (job workers.Job, begun chan struct{}) {
	begun = make(chan struct{})
	return workers.JobFunc(func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}), begun
}

func TestASecondSignalEndsTheLimitAtOnce(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 1, Capacity: 9})
	busy, begun := endless()
	waiting := &errand{}
	d := door{t: t, pool: pool, jobs: []workers.Job{busy, waiting}, after: func() {
		<-begun
		terminate(t)
	}}
	left, err := pool.Run(t.Context(), d.lifetime(time.Hour))
	if len(left) != 1 || left[0] != waiting || !errors.Is(err, context.Canceled) || waiting.done {
		t.Errorf("%v, %v", left, err)
	}
}

func TestTheLimitHandsBackWhatIsLeft(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 1, Capacity: 9})
	busy, begun := endless()
	waiting := &errand{}
	d := door{t: t, pool: pool, jobs: []workers.Job{busy, waiting}, after: func() { <-begun }}
	left, err := pool.Run(t.Context(), d.lifetime(10*time.Millisecond))
	if len(left) != 1 || left[0] != waiting || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, %v", left, err)
	}
}

func TestADoorThatCannotOpenEndsTheRun(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 1, Capacity: 9})
	left, err := pool.Run(t.Context(), workers.Lifetime{Serve: func() error { return errBoom }, Limit: time.Minute})
	if left != nil || !errors.Is(err, errBoom) {
		t.Errorf("%v, %v", left, err)
	}
}

func TestADoorThatCannotCloseIsReported(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	pool := workers.New(workers.Config{Workers: 1, Capacity: 9})
	left, err := pool.Run(ctx, workers.Lifetime{Stop: func(context.Context) error { return errBoom }, Limit: time.Minute})
	if left != nil || !errors.Is(err, errBoom) {
		t.Errorf("%v, %v", left, err)
	}
}

func TestTheEndOfTheContextDrainsToo(t *testing.T) {
	pool := workers.New(workers.Config{Workers: 0, Capacity: 9})
	job := &errand{}
	if err := pool.Submit(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	left, err := pool.Run(ctx, workers.Lifetime{Limit: time.Minute})
	if left != nil || err != nil || !job.done {
		t.Errorf("%v, %v, done: %v", left, err, job.done)
	}
}
