package pattern

import (
	"sync"
	"time"
)

// LeakyMeter is the leaky bucket as a meter: there is no
// queue, only a level. Each job adds one, the level drains
// at a steady rate, and a job that would make the bucket
// overflow is refused. It is the one in J. Turner, "New
// Directions in Communications", IEEE Communications
// Magazine, 1986.
//
// It is the TokenBucket in a mirror, level = capacity -
// tokens, and of two that start alike both give the same
// answers: at most capacity + rate*window jobs in any
// window. Unlike the LeakyBucket it lets bursts through.
type LeakyMeter struct {
	mu       sync.Mutex
	capacity float64
	rate     float64       // drains per second
	level    float64       // at the time last
	last     time.Duration // since base
	base     time.Time
}

// NewLeakyMeter returns an empty meter that drains rate
// jobs per second. It panics when capacity is negative, or
// rate is negative or not a finite number.
func NewLeakyMeter(capacity int, rate float64) *LeakyMeter {
	return &LeakyMeter{
		capacity: validCapacity(capacity),
		rate:     validRate(rate),
		base:     time.Now(),
	}
}

// Allow adds a job if it fits. It never blocks.
func (m *LeakyMeter) Allow() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drain()
	if m.level+1 > m.capacity+dust {
		return false
	}
	m.level = min(m.level+1, m.capacity) // without the dust
	return true
}

// drain takes off what has run out since the last look.
func (m *LeakyMeter) drain() {
	now := time.Since(m.base)
	seconds := float64(now-m.last) * 1e-9
	m.level = max(0, m.level-seconds*m.rate)
	m.last = now
}

// Level is the present level in jobs, fractions included.
func (m *LeakyMeter) Level() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drain()
	return m.level
}

// SetRate changes the rate from now on. It panics when rate
// is negative or not a finite number.
func (m *LeakyMeter) SetRate(rate float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drain()
	m.rate = validRate(rate)
}
