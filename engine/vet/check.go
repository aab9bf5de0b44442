package vet

import (
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/world"
)

// Check reads a recording once, from its start, and can tell at any time what
// it has found so far. It belongs to the recording's goroutine.
type Check struct {
	rec    *playback.Recording
	head   *playback.Playhead
	source func(file string) string

	program string    // its package, when it is no scene
	going   []going   // by goroutine
	sites   []tally   // by the log's numbers
	chans   []channel // by channel
	locks   map[int32]*lock
	returns moment // when main returned
	finish  moment
	panics  []panicked
}

// moment is an event of the log.
type moment struct {
	seq int64
	at  time.Duration
}

// Look reads a whole recording. source gives the text of a source file, which
// says what a line waits in; nil takes the files that the log carries.
func Look(rec *playback.Recording, source func(file string) string) *Report {
	c := Begin(rec, source)
	for !c.Read(1 << 20) {
	}
	return c.Report()
}

// Begin returns a check that has read nothing yet; see Look.
func Begin(rec *playback.Recording, source func(file string) string) *Check {
	if source == nil {
		source = func(file string) string {
			for _, s := range rec.Sources() {
				if s.File == file {
					return s.Text
				}
			}
			return ""
		}
	}
	return &Check{rec: rec, head: rec.Playhead(), source: source, locks: map[int32]*lock{}}
}

// Read reads on, over at most n events, and reports whether it has come to the
// end of what is recorded.
func (c *Check) Read(n int) bool {
	for ; n > 0; n-- {
		e := c.head.Next()
		if e == nil {
			return true
		}
		c.see(e)
	}
	return c.head.AtEnd()
}

// Seq returns how many events it has read.
func (c *Check) Seq() int64 { return c.head.World().Seq }

// see takes an event that has just been folded.
func (c *Check) see(e *eventlog.Event) {
	w := c.head.World()
	c.going = grown(c.going, len(w.Goroutines))
	c.chans = grown(c.chans, len(w.Channels))
	e.Site = c.known(e.Site)
	if e.G < len(c.going) && e.Obj < len(c.chans) {
		c.channels(e)
	}
	if e.Kind == eventlog.GoPanic && e.G < len(c.going) {
		c.panics = append(c.panics, c.panicked(e)) // before its wait is over
	}
	if e.G < len(c.going) {
		c.locked(e)
		c.waits(e)
	}
	if e.Kind == eventlog.Holder {
		c.holder(e)
	}
	switch now := (moment{e.Seq, time.Duration(e.At)}); e.Kind {
	case eventlog.Program:
		c.program, _, _ = strings.Cut(e.Text, "\t")
	case eventlog.GoEnd:
		if e.G == mainGoroutine {
			c.returns = now
		}
	case eventlog.Finish:
		c.finish = now
	case eventlog.Gap:
		for g := range c.going {
			c.over(g, now.at)
		}
	}
}

// known is a site's number, 0 if the log does not define it.
func (c *Check) known(n int) int {
	if n >= len(c.sites) {
		if c.rec.Site(n).File == "" {
			n = 0
		}
		c.sites = grown(c.sites, n+1)
	}
	return n
}

// mainGoroutine is the number of a run's first goroutine.
const mainGoroutine = 1

// until is how far the report reaches: at the end of what is recorded that may
// be later than the last event.
func (c *Check) until() time.Duration {
	if c.head.AtEnd() {
		return max(c.rec.World().Now, c.head.World().Now)
	}
	return c.head.World().Now
}

// site is a place by its number.
func (c *Check) site(what string, n int32) Place {
	at := c.rec.Site(int(n))
	if at.File == driverFile {
		return Place{What: what}
	}
	return Place{what, at.File, at.Line}
}

// driverFile is the file of what no code of the run did.
const driverFile = "driver"

// Report returns what was found in what has been read.
func (c *Check) Report() *Report {
	w := c.head.World()
	r := &Report{
		Profile: c.profile(), Until: c.until(), Events: w.Seq, Ended: w.Ended, Program: c.program,
	}
	r.Findings = c.findings(w)
	return r
}

// ended reports whether the run is over in a way after which those who wait
// could never go on.
func ended(w *world.World) bool {
	return w.Ended == world.Clean || w.Ended == world.Leak || w.Ended == world.Deadlock
}

// grown makes a list at least n long.
func grown[T any](list []T, n int) []T {
	if n > len(list) {
		list = append(list, make([]T, n-len(list))...)
	}
	return list
}
