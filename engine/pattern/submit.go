package pattern

import (
	"context"
	"errors"
)

// ErrQueueFull says that there was no room in the queue.
var ErrQueueFull = errors.New("queue is full")

// ErrShutdown says that nothing new is taken any more.
var ErrShutdown = errors.New("shut down")

// Submit puts job into the queue. It never blocks: it
// returns ErrQueueFull or ErrShutdown instead.
func (d *Distributor) Submit(job Job) error {
	d.mu.Lock() // so that nobody closes the queue meanwhile
	defer d.mu.Unlock()
	return d.offer(job)
}

func (d *Distributor) offer(job Job) error {
	if d.closed {
		return ErrShutdown
	}
	if d.crowded() {
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
		err := d.send(ctx, job)
		if err != ErrQueueFull {
			return err
		}
	}
	return ctx.Err()
}

// send blocks until job is in the queue. It returns
// ErrQueueFull when it is time to look again.
func (d *Distributor) send(
	ctx context.Context, job Job,
) error {
	queue, moved, err := d.enter(job)
	if err != ErrQueueFull {
		return err
	}
	defer d.senders.Done()
	select {
	case queue <- job:
		return nil
	case <-moved:
	case <-ctx.Done():
	}
	return ErrQueueFull
}

// enter offers job. If there is no room it counts a sender
// in: until that one leaves, nobody closes the queue.
func (d *Distributor) enter(job Job) (
	queue chan<- Job, moved <-chan struct{}, err error,
) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.offer(job)
	if err == ErrQueueFull {
		d.senders.Add(1)
	}
	if d.rest() == 0 {
		queue = d.queue // or else nil, which is never ready
	}
	return queue, d.moved, err
}
