package scene

import (
	"time"

	"sluice/engine/pattern"
	"sluice/engine/probe"
)

// windowMeter is a fixed-window counter whose rest is drawn.
type windowMeter struct {
	*pattern.FixedWindow
	name   string
	id     int
	size   int
	border *time.Ticker
}

// newWindowMeter lets size jobs through a window, and rate
// a second in the long run.
func newWindowMeter(name string, size int, rate float64) *windowMeter {
	length := windowLength(size, rate)
	return &windowMeter{
		pattern.NewFixedWindow(size, length),
		name, probe.NewBucket(), size, time.NewTicker(length),
	}
}

func windowLength(size int, rate float64) time.Duration {
	return time.Duration(float64(size) / rate * float64(time.Second))
}

// Allow asks the counter and records its answer.
func (m *windowMeter) Allow() bool {
	ok := m.FixedWindow.Allow()
	probe.Take(m.id, ok, float64(m.Left()))
	return ok
}

// setRate begins a window of another length.
func (m *windowMeter) setRate(rate float64) {
	length := windowLength(m.size, rate)
	m.SetLength(length)
	m.border.Reset(length)
	m.tell()
}

// turn shows when a new window begins.
func (m *windowMeter) turn(stopped <-chan struct{}) {
	defer m.border.Stop()
	for {
		m.tell()
		select {
		case <-m.border.C:
		case <-stopped:
			return
		}
	}
}

func (m *windowMeter) tell() {
	probe.SetBucket(m.id, m.name, m.size, 0, float64(m.Left()))
}
