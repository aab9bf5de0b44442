package pattern

import (
	"context"
	"sync"
	"sync/atomic"
)

// Distributor is a bounded queue in front of a pool of
// workers. A job that it accepts is done once, or, when
// Shutdown runs out of time, handed back once, by Shutdown.
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
	moved   chan struct{}  // closed: senders, look again
	wanted  int            // workers
	running int            // workers
	closed  bool
	done    chan struct{} // closed: the last worker left

	draining atomic.Bool // jobs are in former
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

// worker does one job after the other until it is to leave.
func (d *Distributor) worker() {
	for queue := d.next(); queue != nil; queue = d.next() {
		for job := range queue {
			if d.draining.Load() {
				d.roomMade()
			}
			d.do(job)
			if d.draining.Load() {
				break // to another queue, or out
			}
		}
	}
}

// next gives a free worker the queue to work on, or nil
// when the worker is to leave.
func (d *Distributor) next() <-chan Job {
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.former) > 0 && len(d.former[0]) == 0 {
		d.former = d.former[1:]
	}
	left := d.rest() + len(d.queue)
	switch {
	case d.running > d.wanted || d.closed && left == 0:
		return d.leave()
	case len(d.former) > 0:
		return d.former[0]
	}
	return d.queue
}

func (d *Distributor) leave() <-chan Job {
	d.running--
	if d.closed && d.running == 0 {
		close(d.done)
	}
	return nil
}

// Shutdown refuses new jobs, lets the accepted ones finish
// and waits for the workers to leave. When ctx ends first,
// it takes back the jobs that no worker has begun, cancels
// the ctx of the others, still waits, and returns what is
// left with ctx's error. What becomes of those jobs is up
// to the caller: save them, tell who sent them, do them.
//
// It may be called often and concurrently, but not by a
// job: that would wait for itself. Jobs that are left go to
// the call that runs out of time first.
func (d *Distributor) Shutdown(
	ctx context.Context,
) (left []Job, err error) {
	defer d.cancel()
	d.close()
	select {
	case <-d.done:
		return nil, nil // even if ctx has ended as well
	default:
	}
	select {
	case <-d.done:
		return nil, nil
	case <-ctx.Done():
	}
	left = d.takeBack() // before the cancel frees workers
	d.cancel()
	<-d.done
	return left, ctx.Err()
}

// close refuses what comes from now on. It keeps at least
// one worker for the jobs that are queued.
func (d *Distributor) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	d.closed = true
	d.retire()
	d.wanted = max(d.wanted, 1)
	d.hire()
}

// takeBack empties the queues, which are closed, so that
// workers find nothing more to do.
func (d *Distributor) takeBack() (left []Job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, queue := range append(d.former, d.queue) {
		for job := range queue {
			left = append(left, job)
		}
	}
	return left
}
