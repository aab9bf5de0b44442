package pattern

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Policy says what gives way when a Buffer is full.
type Policy int

// The policies.
const (
	Block      Policy = iota // the producer: it waits
	DropNewest               // the job that comes
	DropOldest               // the job that waits longest
)

// String is the policy in words, such as "drop oldest".
func (p Policy) String() string {
	switch p {
	case Block:
		return "block"
	case DropNewest:
		return "drop newest"
	case DropOldest:
		return "drop oldest"
	}
	return fmt.Sprintf("Policy(%d)", int(p))
}

// Buffer holds jobs between producers and consumers, first
// in, first out, and never more than its capacity. When the
// consumers cannot keep up, its Policy says who is made to
// feel it. No job is lost unseen:
//
//	accepted = taken + told to OnDrop + still queued
//
// where a job is accepted when its Put returned nil. A
// Buffer starts no goroutine.
type Buffer[T any] struct {
	// OnDrop, if set, is told of each accepted job that is
	// given up: with ErrQueueFull when a newer one took its
	// place, on the producer's goroutine, and with ErrLate
	// on the consumer's. Set it before the first Put.
	OnDrop func(job T, reason error)

	policy Policy
	jobs   chan entry[T]

	mu      sync.Mutex
	closed  bool
	closing chan struct{}  // closed: senders, give up
	senders sync.WaitGroup // in putOrWait
}

type entry[T any] struct {
	job      T
	deadline time.Time // or zero: there is none
}

// NewBuffer returns an empty buffer. It panics when the
// capacity is not positive or the policy is none of the
// above.
func NewBuffer[T any](
	capacity int, policy Policy,
) *Buffer[T] {
	if capacity <= 0 {
		panic("pattern: capacity is not positive")
	}
	if policy < Block || policy > DropOldest {
		panic("pattern: unknown policy")
	}
	return &Buffer[T]{
		policy:  policy,
		jobs:    make(chan entry[T], capacity),
		closing: make(chan struct{}),
	}
}

// Put adds a job. When the buffer is full,
//   - by Block, it blocks until there is room,
//   - by DropNewest, it returns ErrQueueFull,
//   - by DropOldest, it drops the first in the queue.
//
// It returns ctx's error when ctx has ended or ends while
// it blocks, and ErrShutdown after Close, also while it
// blocks. With an error the job is not in the buffer.
func (b *Buffer[T]) Put(ctx context.Context, job T) error {
	return b.PutUntil(ctx, job, time.Time{})
}

// PutUntil is Put for a job that is of no use after the
// deadline, because whoever asked for it has gone by then.
// See Take.
func (b *Buffer[T]) PutUntil(
	ctx context.Context, job T, deadline time.Time,
) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e := entry[T]{job, deadline}
	switch b.policy {
	case DropNewest:
		return b.putOrRefuse(e)
	case DropOldest:
		return b.putOrReplace(e)
	}
	return b.putOrWait(ctx, e)
}

// putOrRefuse is for who would rather know at once.
func (b *Buffer[T]) putOrRefuse(e entry[T]) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return ErrShutdown
	}
	select {
	case b.jobs <- e:
		return nil
	default:
		return ErrQueueFull
	}
}

// putOrReplace is for what ages: the newest says it all.
func (b *Buffer[T]) putOrReplace(e entry[T]) error {
	oldest, full, err := b.replace(e)
	if full {
		b.drop(oldest.job, ErrQueueFull)
	}
	return err
}

// replace needs no loop: by this policy all sends are made
// with the lock held, so once there is room it stays.
func (b *Buffer[T]) replace(
	e entry[T],
) (oldest entry[T], full bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return oldest, false, ErrShutdown
	}
	select {
	case b.jobs <- e:
		return oldest, false, nil
	default:
	}
	select {
	case oldest = <-b.jobs:
		full = true
	default: // consumers have just made room
	}
	b.jobs <- e
	return oldest, full, nil
}

// putOrWait is backpressure proper: who produces too fast
// is slowed down to the speed of the consumers.
func (b *Buffer[T]) putOrWait(
	ctx context.Context, e entry[T],
) error {
	if !b.enter() {
		return ErrShutdown
	}
	defer b.senders.Done()
	select {
	case b.jobs <- e:
		return nil
	case <-b.closing:
		return ErrShutdown
	case <-ctx.Done():
		return ctx.Err()
	}
}

// enter counts a sender in: until it leaves, Close does not
// close jobs, as a send on a closed channel panics.
func (b *Buffer[T]) enter() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.senders.Add(1)
	return true
}
