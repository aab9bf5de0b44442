package pattern

import (
	"context"
	"errors"
	"log"
	"sync"
	"sync/atomic"
)

// ErrQueueFull says that there was no room in the queue.
var ErrQueueFull = errors.New("queue is full")

// ErrShutdown says that no new job is taken any more.
var ErrShutdown = errors.New("shut down")

// Job is one piece of work. Its ctx ends when a Shutdown
// runs out of time; Do should then return soon. A panic in
// Do ends the job, not the worker.
type Job interface {
	Do(ctx context.Context)
}

// JobFunc makes a Job of a function.
type JobFunc func(ctx context.Context)

// Do calls f.
func (f JobFunc) Do(ctx context.Context) { f(ctx) }

// Distributor is a bounded queue in front of a pool of
// workers. Each job that it accepts is done exactly once.
type Distributor struct {
	// OnPanic is told when a job panics, on the worker's
	// goroutine. If nil, the panic is logged. Set it before
	// the first Submit.
	OnPanic func(job Job, value any)

	ctx    context.Context // what the jobs get
	cancel context.CancelFunc

	mu      sync.Mutex
	queue   chan Job
	former  []chan Job     // closed, to be emptied first
	senders sync.WaitGroup // blocked in SubmitWait
	moved   chan struct{}  // closed: room may be elsewhere
	wanted  int            // workers
	running int            // workers
	closed  bool
	done    chan struct{} // closed: the last worker left

	draining atomic.Bool // former is not empty
}

// NewDistributor starts the workers. The queue holds up to
// capacity jobs; at 0 a job is handed to a waiting worker
// or refused. It panics when either number is negative.
func NewDistributor(workers, capacity int) *Distributor {
	d := &Distributor{
		queue: make(chan Job, capacity),
		moved: make(chan struct{}),
		done:  make(chan struct{}),
	}
	d.ctx, d.cancel = context.WithCancel(
		context.Background())
	d.SetWorkers(workers)
	return d
}

// Submit puts job into the queue. It never blocks: it
// returns ErrQueueFull or ErrShutdown instead.
func (d *Distributor) Submit(job Job) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return ErrShutdown
	}
	rest := d.rest()
	if rest > 0 && rest+len(d.queue) >= cap(d.queue) {
		return ErrQueueFull
	}
	select {
	case d.queue <- job:
		return nil
	default:
		return ErrQueueFull
	}
}

// SubmitWait blocks while the queue is full. It returns
// ctx's error when ctx ends first, and ErrShutdown when
// Shutdown was called, also while it waits. A job that
// calls it can block its own pool.
func (d *Distributor) SubmitWait(
	ctx context.Context, job Job,
) error {
	for ctx.Err() == nil {
		err := d.Submit(job)
		if err != ErrQueueFull {
			return err
		}
		if d.send(ctx, job) {
			return nil
		}
	}
	return ctx.Err()
}

// worker does one job after the other, until the queue is
// closed and no other takes its place.
func (d *Distributor) worker() {
	for queue := d.next(); queue != nil; queue = d.next() {
		for job := range queue {
			if d.draining.Load() {
				d.roomMade()
			}
			d.do(job)
			if d.draining.Load() {
				break // other queue, or leave
			}
		}
	}
}

func (d *Distributor) do(job Job) {
	defer func() {
		if value := recover(); value != nil {
			d.panicked(job, value)
		}
	}()
	job.Do(d.ctx)
}

func (d *Distributor) panicked(job Job, value any) {
	if d.OnPanic == nil {
		log.Printf("pattern: a job panicked: %v", value)
		return
	}
	d.OnPanic(job, value)
}

// Shutdown refuses new jobs, lets the accepted ones finish
// and waits for the workers to leave. When ctx ends first,
// it cancels the ctx of the jobs, still waits, and returns
// ctx's error. It may be called often and concurrently, but
// not by a job: that would wait for itself.
func (d *Distributor) Shutdown(ctx context.Context) error {
	defer d.cancel()
	d.close()
	select {
	case <-d.done:
		return nil // even if ctx has ended as well
	default:
	}
	select {
	case <-d.done:
		return nil
	case <-ctx.Done():
	}
	d.cancel()
	<-d.done
	return ctx.Err()
}
