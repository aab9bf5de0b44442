package scene

import (
	"sluice/engine/pattern"
	"sluice/engine/probe"
)

// meter is a token bucket whose level is drawn.
type meter struct {
	*pattern.TokenBucket
	name string
	id   int
}

func newMeter(name string, capacity int, rate float64) *meter {
	m := &meter{pattern.NewTokenBucket(capacity, rate), name, probe.NewBucket()}
	m.tell()
	return m
}

// Allow asks the bucket and records its answer.
func (m *meter) Allow() bool {
	ok := m.TokenBucket.Allow()
	probe.Take(m.id, ok, m.Tokens())
	return ok
}

// tell records the bucket's settings, after a change.
func (m *meter) tell() {
	probe.SetBucket(m.id, m.name, m.Capacity(), m.Rate(), m.Tokens())
}
