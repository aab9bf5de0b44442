package pattern

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrPanic says that an attempt panicked. It ends the task.
var ErrPanic = errors.New("attempt panicked")

// Task is what a Service works on.
type Task interface {
	// Attempt tries once. It should return soon when ctx
	// ends. A panic counts as a failure with ErrPanic. An
	// open breaker fails the attempt without calling it.
	Attempt(ctx context.Context) error

	// Backoff is told of each failure that will be retried,
	// before the wait of delay begins. It must not panic.
	Backoff(attempt int, delay time.Duration, err error)

	// Done gets the outcome: nil, the error as Retry.Do
	// returns it, or context.Canceled when a Shutdown ran
	// out of time. It must not panic.
	Done(err error)
}

// call is a Task on its way through the service. It is the
// Job that the workers see.
type call struct {
	service *Service
	task    Task
	series  series // so far, when parked
}

// Do is the call's turn on a worker.
func (c *call) Do(ctx context.Context) {
	if ctx.Err() != nil { // by Shutdown
		c.finish(ctx.Err())
		return
	}
	retry := *c.service.retry.Load()
	retry.Notify = c.task.Backoff
	begun := c.series.attempts > 0 // parking: it goes on so
	if begun || c.service.parking.Load() {
		c.parking(ctx, retry)
	} else {
		c.inWorker(ctx, retry)
	}
}

// inWorker backs off in the worker. It is one line, but the
// worker sleeps through each backoff and takes no other
// task: when many fail, the pool starves.
func (c *call) inWorker(ctx context.Context, retry Retry) {
	c.finish(retry.Do(ctx, c.attempt))
}

// parking makes one attempt and frees the worker. While the
// call waits, the worker takes other tasks.
func (c *call) parking(ctx context.Context, retry Retry) {
	c.series.begin(&retry)
	delay, again, err := retry.next(
		ctx, &c.series, c.attempt(ctx))
	if !again {
		c.finish(err)
		return
	}
	c.service.open.Add(1)
	go c.parked(ctx, delay)
}

// parked waits outside the pool, then queues up again. It
// blocks while the queue is full: the call was accepted and
// is not refused now.
func (c *call) parked(
	ctx context.Context, delay time.Duration,
) {
	defer c.service.open.Done()
	err := sleep(ctx, delay)
	if err == nil {
		err = c.service.pool.SubmitWait(ctx, c)
	}
	if err != nil {
		c.finish(context.Canceled) // by Shutdown
	}
}

// attempt passes the breaker, if there is one.
func (c *call) attempt(ctx context.Context) error {
	if b := c.service.breaker.Load(); b != nil {
		return b.Do(ctx, c.try)
	}
	return c.try(ctx)
}

// try makes an error of a panic, so that the task still
// gets its Done.
func (c *call) try(ctx context.Context) (err error) {
	defer func() {
		if value := recover(); value != nil {
			c.service.pool.panicked(c, value)
			err = fmt.Errorf("%w: %v", ErrPanic, value)
			err = Permanent(err)
		}
	}()
	return c.task.Attempt(ctx)
}

// finish ends the call.
func (c *call) finish(err error) {
	defer c.service.open.Done()
	c.task.Done(err)
}
