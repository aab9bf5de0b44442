package pattern

import (
	"context"
	"sync"
	"time"
)

// ChannelBucket is a token bucket as a picture: a channel
// holds the tokens, its capacity is the bucket's, a ticker
// drips one in after the other, and a job receives one.
//
// A service is better off with a TokenBucket, which counts.
// This one keeps a goroutine and a ticker busy while nobody
// asks, until Close. At high rates it is coarse: a ticker
// drops the ticks that nobody fetched in time, so where the
// timers of a system are a millisecond late, a thousand
// tokens a second are the most that it gains. And as tokens
// come whole, a full bucket can give one more right after
// it was emptied: in any window it admits at most
// capacity + 1 + rate*window jobs.
type ChannelBucket struct {
	tokens chan struct{}
	quit   chan struct{} // closed: drip is to leave
	once   sync.Once
	done   chan struct{} // closed: drip has left
}

// NewChannelBucket returns a full bucket that gains rate
// tokens per second. It starts a goroutine that stays until
// Close. It panics when capacity is not positive, or rate
// is not positive or not finite.
func NewChannelBucket(
	capacity int, rate float64,
) *ChannelBucket {
	if capacity <= 0 {
		panic("pattern: capacity is not positive")
	}
	every := interval(rate)
	b := &ChannelBucket{
		tokens: make(chan struct{}, capacity),
		quit:   make(chan struct{}),
		done:   make(chan struct{}),
	}
	for range capacity {
		b.tokens <- struct{}{}
	}
	go b.drip(every)
	return b
}

// drip adds a token at each tick. What does not fit spills.
func (b *ChannelBucket) drip(every time.Duration) {
	defer close(b.done)
	defer b.empty()
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			b.add()
		case <-b.quit:
			return
		}
	}
}

func (b *ChannelBucket) add() {
	select {
	case b.tokens <- struct{}{}:
	default:
	}
}

// Allow takes a token if there is one. It never blocks.
func (b *ChannelBucket) Allow() bool {
	select {
	case <-b.tokens:
		return true
	default:
		return false
	}
}

// Wait blocks until it gets a token; waiters are served in
// turn. It takes none and returns ctx's error when ctx ends
// first, and ErrShutdown after Close.
func (b *ChannelBucket) Wait(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case <-b.tokens:
		return nil
	case <-b.done:
		return ErrShutdown
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close stops the ticker and spills the tokens; from then
// on all is refused. The goroutine is gone when it returns.
// It may be called often and concurrently.
func (b *ChannelBucket) Close() {
	b.once.Do(func() { close(b.quit) })
	<-b.done
}

// empty spills the tokens. Nobody adds any now.
func (b *ChannelBucket) empty() {
	for b.Allow() {
	}
}

// Tokens is the present level.
func (b *ChannelBucket) Tokens() int {
	return len(b.tokens)
}
