package scene

import (
	"context"

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

// Wait waits for a token and records that it was given.
func (m *meter) Wait(ctx context.Context) error {
	err := m.TokenBucket.Wait(ctx)
	if err == nil {
		probe.Take(m.id, true, m.Tokens())
	}
	return err
}

// set changes the bucket's settings.
func (m *meter) set(capacity int, rate float64) {
	m.SetRate(rate)
	m.SetCapacity(capacity)
	m.tell()
}

// close does nothing: a counter needs no goroutine.
func (m *meter) close() {}

// tell records the bucket's settings, after a change.
func (m *meter) tell() {
	probe.SetBucket(m.id, m.name, m.Capacity(), m.Rate(), m.Tokens())
}
