package scene

import (
	"context"
	"math"
	"sync"
	"time"

	"sluice/engine/pattern"
	"sluice/engine/probe"
)

// channelMeter is a bucket of tokens in a channel, whose
// level is drawn. A channel cannot be resized nor a ticker
// of the bucket's reset: other settings need a new bucket.
type channelMeter struct {
	name string
	id   int

	mu       sync.Mutex
	bucket   *pattern.ChannelBucket
	capacity int
	rate     float64
	born     time.Time // of the bucket
}

func newChannelMeter(name string, capacity int, rate float64) *channelMeter {
	m := &channelMeter{name: name, id: probe.NewBucket()}
	m.set(capacity, rate)
	return m
}

// set replaces the bucket by a full one.
func (m *channelMeter) set(capacity int, rate float64) {
	m.mu.Lock()
	old := m.bucket
	m.bucket = pattern.NewChannelBucket(capacity, rate)
	m.capacity, m.rate, m.born = capacity, rate, time.Now()
	m.mu.Unlock()
	if old != nil {
		old.Close()
	}
	probe.SetBucket(m.id, m.name, capacity, rate, m.level())
}

func (m *channelMeter) present() *pattern.ChannelBucket {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bucket
}

// level is the number of tokens, and how much of the way to
// the next tick has passed.
func (m *channelMeter) level() float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	ticks := time.Since(m.born).Seconds() * m.rate
	_, part := math.Modf(ticks)
	return min(float64(m.bucket.Tokens())+part, float64(m.capacity))
}

// Allow asks the bucket and records its answer.
func (m *channelMeter) Allow() bool {
	ok := m.present().Allow()
	probe.Take(m.id, ok, m.level())
	return ok
}

// Wait waits for a token of the bucket, or of the one that
// replaces it meanwhile.
func (m *channelMeter) Wait(ctx context.Context) error {
	for {
		b := m.present()
		err := b.Wait(ctx)
		if err == pattern.ErrShutdown && b != m.present() {
			continue
		}
		if err == nil {
			probe.Take(m.id, true, m.level())
		}
		return err
	}
}

func (m *channelMeter) close() { m.present().Close() }
