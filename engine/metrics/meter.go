package metrics

import (
	"slices"
	"time"
)

const (
	maxBins = 2048                   // so the memory that a meter takes has a bound
	finest  = 250 * time.Millisecond // the width of a bin at first
	latest  = time.Duration(1 << 62) // the last moment that a log can tell of
)

// Meter cuts a run's virtual time into bins of one width. When there are
// maxBins of them, they become twice as wide. Its zero value is a meter at
// time zero.
type Meter struct {
	doubled int
	whole   []Bin // never changed once written: copies of a meter share them
	open    Bin   // since the last of them
	before  Counts
	at      time.Duration
}

// At is the moment up to which the meter has come.
func (m *Meter) At() time.Duration { return m.at }

// Advance goes on to a moment, up to which the levels and counts have been l
// and c.
func (m *Meter) Advance(to time.Duration, l Levels, c *Counts) {
	to = min(to, latest)
	for end := m.end(); to >= end; end = m.end() {
		m.open.pass(end-m.at, l)
		m.at = end
		m.cut(c)
	}
	m.open.pass(to-m.at, l)
	m.at = max(m.at, to)
}

func (m *Meter) width() time.Duration { return finest << m.doubled }

// end is where the open bin ends.
func (m *Meter) end() time.Duration { return time.Duration(len(m.whole)+1) * m.width() }

// cut begins the next bin.
func (m *Meter) cut(c *Counts) {
	m.open.Counts = c.Since(&m.before)
	m.whole = append(m.whole, m.open)
	m.open, m.before = Bin{}, *c
	if len(m.whole) == maxBins {
		m.whole = merged(m.whole, 2)
		m.doubled++
	}
}

// Copy returns a meter that goes on independently.
func (m *Meter) Copy() Meter {
	c := *m
	c.whole = slices.Clip(m.whole)
	return c
}

// Series returns the bins up to a moment, until which levels and counts stay
// l and c. The last bin is as short as it must be.
func (m *Meter) Series(until time.Duration, l Levels, c *Counts) Series {
	now := m.Copy()
	now.Advance(until, l, c)
	now.open.Counts = c.Since(&now.before)
	s := Series{Width: now.width(), Bins: now.whole}
	if now.open != (Bin{}) {
		s.Bins = append(s.Bins, now.open)
	}
	return s
}
