// Package lanes tells from a run's events which goroutine ran on which core,
// and when.
//
// An event says where its goroutine is at that moment, and nothing says when
// Go, or the system, took it from its core meanwhile. So a span ends with an
// event and begins with the last one on that core, or with the goroutine's own
// last one if that was later. Who computes for long without an event is
// seen late.
package lanes

import (
	"slices"
	"time"

	"sluice/engine/eventlog"
)

// Span is a time for which a goroutine ran on a core.
type Span struct {
	From, To  time.Duration
	Goroutine int
}

// Lane is what ran on one core, the oldest first.
type Lane struct {
	Core  int
	Spans []Span
}

// Lanes are the cores that have been seen so far. The zero value is ready.
type Lanes struct {
	lanes []*Lane // by their core
	seen  []place // by goroutine
	last  time.Duration
}

// place is where a goroutine was when its last event happened.
type place struct {
	lane  *Lane // nil: not known
	at    time.Duration
	waits bool // from then on
}

// All returns the lanes in the order of the cores' numbers, until the next Add.
func (l *Lanes) All() []*Lane { return l.lanes }

// Add takes the next event of the run.
func (l *Lanes) Add(e *eventlog.Event) {
	for e.G >= len(l.seen) {
		l.seen = append(l.seen, place{})
	}
	p, at := &l.seen[e.G], time.Duration(e.At)
	l.last = at
	if e.Kind == eventlog.Core {
		// What it did until now it did elsewhere, or began here.
		p.lane, p.at, p.waits = l.lane(int(e.N)), at, false
		return
	}
	if p.lane != nil && !p.waits {
		p.lane.ran(Span{p.at, at, e.G})
	}
	p.at, p.waits = at, waits(e.Kind)
}

// lane returns the lane of a core; nil if the core is not known.
func (l *Lanes) lane(core int) *Lane {
	if core < 0 {
		return nil
	}
	i, found := slices.BinarySearchFunc(l.lanes, core, func(x *Lane, core int) int { return x.Core - core })
	if !found {
		l.lanes = slices.Insert(l.lanes, i, &Lane{Core: core})
	}
	return l.lanes[i]
}

// near is how far apart two spans of a goroutine may be to be one.
const near = 50 * time.Microsecond

// ran adds a span, as far as nobody else was seen on the core in it.
func (l *Lane) ran(s Span) {
	if n := len(l.Spans); n > 0 {
		last := &l.Spans[n-1]
		s.From = max(s.From, last.To)
		if last.Goroutine == s.Goroutine && s.From-last.To <= near {
			last.To = max(last.To, s.To)
			return
		}
	}
	if s.To > s.From {
		l.Spans = append(l.Spans, s)
	}
}

// Forget drops what ended before a time.
func (l *Lanes) Forget(before time.Duration) {
	for _, lane := range l.lanes {
		old := 0
		for old < len(lane.Spans) && lane.Spans[old].To < before {
			old++
		}
		lane.Spans = slices.Delete(lane.Spans, 0, old)
	}
}

// recent is how long before the last event of all a goroutine may have been
// seen on a core to be taken for the one that runs there.
const recent = 15 * time.Millisecond

// Running returns who runs on a core as far as is known: who was seen there last,
// if that was just before the last event of all, and does not wait. Else it
// returns 0. Who looks may be late: so it is not the clock that decides.
func (l *Lanes) Running(lane *Lane) int {
	n := len(lane.Spans)
	if n == 0 || l.last-lane.Spans[n-1].To >= recent {
		return 0
	}
	g := lane.Spans[n-1].Goroutine
	if p := &l.seen[g]; p.waits || p.lane != lane {
		return 0
	}
	return g
}

// Busy returns how many cores were at work on average between two times.
func (l *Lanes) Busy(from, to time.Duration) float64 {
	var sum time.Duration
	for _, lane := range l.lanes {
		for _, s := range lane.Spans {
			sum += max(min(s.To, to)-max(s.From, from), 0)
		}
	}
	if to <= from {
		return 0
	}
	return float64(sum) / float64(to-from)
}

// waits reports whether a goroutine leaves its core at such an event.
func waits(k eventlog.Kind) bool {
	switch k {
	case eventlog.WaitSend, eventlog.WaitRecv, eventlog.WaitCases, eventlog.WaitSync, eventlog.WaitOutside,
		eventlog.Sleep, eventlog.GoEnd, eventlog.GoPanic:
		return true
	}
	return false
}
