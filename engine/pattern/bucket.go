package pattern

import (
	"context"
	"math"
	"sync"
	"time"
)

// TokenBucket limits a rate but lets bursts through. Tokens
// drip in at a steady rate, up to the capacity; each job
// takes one. In any window of time it admits at most
// capacity + rate*window jobs.
type TokenBucket struct {
	mu       sync.Mutex
	capacity float64
	rate     float64       // tokens per second
	tokens   float64       // the level at the time last
	last     time.Duration // since base
	base     time.Time
	reserved int // reservations not given back

	turn    chan struct{} // held by the first waiter
	changed chan struct{} // wakes it: new settings
}

// NewTokenBucket returns a full bucket that gains rate
// tokens per second. It panics when capacity is negative,
// or rate is negative or not a finite number.
func NewTokenBucket(
	capacity int, rate float64,
) *TokenBucket {
	return &TokenBucket{
		capacity: validCapacity(capacity),
		rate:     validRate(rate),
		tokens:   float64(capacity),
		base:     time.Now(),
		turn:     make(chan struct{}, 1),
		changed:  make(chan struct{}, 1),
	}
}

// Allow takes a token if there is one. It never blocks.
func (b *TokenBucket) Allow() bool {
	b.mu.Lock()
	ok := b.take(1)
	b.mu.Unlock()
	return ok
}

// Wait blocks until it gets a token. Waiters are served in
// turn; an Allow may slip in before them. When ctx ends
// first, Wait takes no token and returns ctx's error.
func (b *TokenBucket) Wait(ctx context.Context) error {
	return b.wait(ctx, 1)
}

// wait is Wait for n tokens at once.
func (b *TokenBucket) wait(
	ctx context.Context, n float64,
) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case b.turn <- struct{}{}: // the others queue up here
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		delay, ok := b.takeOrDelay(n)
		if ok {
			return nil
		}
		if err := b.pause(ctx, delay); err != nil {
			return err
		}
	}
}

// pause ends after delay, at a change of the settings, or
// with ctx.
func (b *TokenBucket) pause(
	ctx context.Context, delay time.Duration,
) error {
	var due <-chan time.Time // nil is never ready
	if delay < never {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-due:
		return nil
	case <-b.changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *TokenBucket) takeOrDelay(
	n float64,
) (time.Duration, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.take(n) {
		return 0, true
	}
	return b.delay(n), false
}

// dust is what rounding may nibble at tokens that still
// count as whole.
const dust = 1e-9

// take is the whole algorithm: refill, then pay.
func (b *TokenBucket) take(n float64) bool {
	b.refill()
	if b.tokens < n-dust {
		return false
	}
	b.tokens -= n
	return true
}

// refill adds what has dripped in since the last look. No
// goroutine and no ticker is needed for it.
func (b *TokenBucket) refill() {
	now := time.Since(b.base)
	seconds := float64(now-b.last) * 1e-9
	b.tokens += seconds * b.rate
	if b.tokens > b.capacity { // the rest spills
		b.tokens = b.capacity
	}
	b.last = now
}

const never = time.Duration(math.MaxInt64)

// delay is the time until there are n tokens.
func (b *TokenBucket) delay(n float64) time.Duration {
	if b.tokens >= n-dust {
		return 0
	}
	if b.capacity < n {
		return never
	}
	nanos := (n - b.tokens) / b.rate * 1e9 // +Inf at rate 0
	if nanos >= float64(never) {
		return never
	}
	return max(1, time.Duration(math.Round(nanos)))
}
