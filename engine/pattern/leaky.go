package pattern

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// LeakyBucket is the leaky bucket as a queue: jobs pour in
// as they come and drip out of the hole one by one, evenly.
// Between two that leave there is at least 1/rate; what
// finds the bucket full is refused.
//
// It smooths: a burst of n comes out stretched over
// (n-1)/rate, so that whoever is behind it never sees one.
// A TokenBucket lets the burst through and limits the rate
// in the long run: no wait there, no protection behind.
type LeakyBucket[T any] struct {
	// OnDrop, if set, is told of each accepted job that did
	// not leave before a Shutdown ran out of time, on the
	// bucket's goroutine. Set it before the first Offer.
	OnDrop func(job T, reason error)

	ctx    context.Context // ends: no time to drain
	cancel context.CancelFunc
	pause  atomic.Int64 // between two jobs

	mu     sync.Mutex
	queue  chan T
	level  int // jobs in the bucket
	closed bool

	out  chan T
	done chan struct{} // closed: the goroutine is gone
}

// NewLeakyBucket returns an empty bucket for up to capacity
// jobs, of which rate per second leave at most. It starts a
// goroutine that stays until Shutdown. It panics when
// capacity is not positive, or rate is not positive or not
// finite.
func NewLeakyBucket[T any](
	capacity int, rate float64,
) *LeakyBucket[T] {
	if capacity <= 0 {
		panic("pattern: capacity is not positive")
	}
	b := &LeakyBucket[T]{
		queue: make(chan T, capacity),
		out:   make(chan T),
		done:  make(chan struct{}),
	}
	b.ctx, b.cancel = context.WithCancel(
		context.Background())
	b.SetRate(rate)
	go b.drip()
	return b
}

// Offer pours a job in. It never blocks: it returns
// ErrQueueFull or ErrShutdown instead.
func (b *LeakyBucket[T]) Offer(job T) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return ErrShutdown
	}
	if b.level == cap(b.queue) {
		return ErrQueueFull
	}
	b.level++
	b.queue <- job // has room: level counts what is in it
	return nil
}

// Out is where jobs leave, in their order. While nobody
// receives, none does, and time that was missed so is not
// made up for. It is closed by Shutdown.
func (b *LeakyBucket[T]) Out() <-chan T { return b.out }

// drip is the hole. The timer says when it is free again;
// its tick waits for the next job however long that takes.
func (b *LeakyBucket[T]) drip() {
	defer close(b.done)
	defer close(b.out)
	hole := time.NewTimer(0)
	defer hole.Stop()
	for job := range b.queue {
		left := b.leave(job, hole.C)
		b.lower()
		if !left && b.OnDrop != nil {
			b.OnDrop(job, ErrShutdown)
		}
		hole.Reset(time.Duration(b.pause.Load()))
	}
}

// leave reports false when there is no more time for it.
func (b *LeakyBucket[T]) leave(
	job T, free <-chan time.Time,
) bool {
	if b.ctx.Err() != nil {
		return false
	}
	select {
	case <-free:
	case <-b.ctx.Done():
		return false
	}
	select {
	case b.out <- job:
		return true
	case <-b.ctx.Done():
		return false
	}
}

func (b *LeakyBucket[T]) lower() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.level--
}

// Shutdown refuses new jobs, lets the others leave at the
// rate and waits for that; somebody else has to receive
// from Out meanwhile. When ctx ends first, it drops the
// rest and returns ctx's error. Out is closed and the
// goroutine gone when it returns. It may be called often
// and concurrently, but not by OnDrop.
func (b *LeakyBucket[T]) Shutdown(
	ctx context.Context,
) error {
	defer b.cancel()
	b.close()
	select {
	case <-b.done:
		return nil // even if ctx has ended as well
	default:
	}
	select {
	case <-b.done:
		return nil
	case <-ctx.Done():
	}
	b.cancel()
	<-b.done
	return ctx.Err()
}

func (b *LeakyBucket[T]) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.queue)
	}
}

// SetRate changes how many jobs leave per second at most.
// A pause that has begun keeps its length. It panics when
// rate is not positive or not finite.
func (b *LeakyBucket[T]) SetRate(rate float64) {
	b.pause.Store(int64(interval(rate)))
}

// Len is the number of jobs in the bucket.
func (b *LeakyBucket[T]) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.level
}

// Capacity is the number of jobs that the bucket can hold.
func (b *LeakyBucket[T]) Capacity() int {
	return cap(b.queue)
}
