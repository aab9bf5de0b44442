package scene

import (
	"sluice/engine/pattern"
	"sluice/engine/probe"
)

// leakyMeter is a leaky bucket whose level is drawn.
type leakyMeter struct {
	*pattern.LeakyMeter
	name     string
	id       int
	capacity int
}

func newLeakyMeter(name string, capacity int, rate float64) *leakyMeter {
	m := &leakyMeter{
		pattern.NewLeakyMeter(capacity, rate),
		name, probe.NewBucket(), capacity,
	}
	m.setRate(rate)
	return m
}

// Allow asks the bucket and records its answer.
func (m *leakyMeter) Allow() bool {
	ok := m.LeakyMeter.Allow()
	probe.Take(m.id, ok, m.Level())
	return ok
}

// setRate changes how fast it drains, and records that.
func (m *leakyMeter) setRate(rate float64) {
	m.SetRate(rate)
	probe.SetBucket(m.id, m.name, m.capacity, -rate, m.Level())
}
