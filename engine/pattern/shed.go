package pattern

import (
	"context"
	"errors"
	"time"
)

// ErrLate says that a job's deadline passed while it waited
// in the queue.
var ErrLate = errors.New("deadline has passed")

// Take removes the first job. It blocks while the buffer is
// empty. It returns ctx's error when ctx ends first, and
// ErrClosed when the buffer is closed and empty.
//
// Take sheds load: jobs whose deadline has passed are
// dropped with ErrLate, and the next one is looked at. An
// overloaded service that works on them in turn is always
// busy and always late, for callers who have given up; one
// that sheds them is in time again for those who still
// wait.
func (b *Buffer[T]) Take(ctx context.Context) (T, error) {
	for ctx.Err() == nil {
		select {
		case e, open := <-b.jobs:
			if !e.late() {
				return received(e.job, open)
			}
			b.drop(e.job, ErrLate)
		case <-ctx.Done():
		}
	}
	var none T
	return none, ctx.Err()
}

func (e entry[T]) late() bool {
	return !e.deadline.IsZero() &&
		time.Now().After(e.deadline)
}

// drop is called without the lock, so that OnDrop may call
// any method of the buffer.
func (b *Buffer[T]) drop(job T, reason error) {
	if b.OnDrop != nil {
		b.OnDrop(job, reason)
	}
}

// Close refuses what comes from now on; a Put that blocks
// gives up. What is queued can still be taken. Close may be
// called often.
func (b *Buffer[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	b.closed = true
	close(b.closing)
	b.senders.Wait()
	close(b.jobs)
}

// Len is the number of jobs that are queued.
func (b *Buffer[T]) Len() int { return len(b.jobs) }

// Capacity is the number of jobs that can be queued.
func (b *Buffer[T]) Capacity() int { return cap(b.jobs) }
