package pattern

import "math"

// Tokens is the present level, fractions included.
func (b *TokenBucket) Tokens() float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	return max(0, b.tokens)
}

// Capacity is the largest burst.
func (b *TokenBucket) Capacity() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return int(b.capacity)
}

// Rate is the refill rate in tokens per second.
func (b *TokenBucket) Rate() float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rate
}

// SetRate changes the refill rate from now on. A caller
// that is in Wait waits by the new rate. At rate 0 it waits
// until the rate changes again or its ctx ends. SetRate
// panics when rate is negative or not a finite number.
func (b *TokenBucket) SetRate(rate float64) {
	b.change(func() { b.rate = validRate(rate) })
}

// SetCapacity changes the largest burst from now on. What
// does not fit spills; a bigger bucket fills at the rate.
// It panics when capacity is negative.
func (b *TokenBucket) SetCapacity(capacity int) {
	b.change(func() {
		b.capacity = validCapacity(capacity)
		b.tokens = min(b.tokens, b.capacity)
	})
}

// change settles the past by the old settings, sets the new
// ones, and wakes the first waiter to look again.
func (b *TokenBucket) change(set func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	set()
	select {
	case b.changed <- struct{}{}:
	default: // a wake-up is on its way already
	}
}

func validRate(rate float64) float64 {
	if !(rate >= 0) || math.IsInf(rate, 1) {
		panic("pattern: rate is negative or not finite")
	}
	return rate
}

func validCapacity(capacity int) float64 {
	if capacity < 0 {
		panic("pattern: capacity is negative")
	}
	return float64(capacity)
}
