//go:build !js

package probe

import (
	"fmt"
	"time"

	"sluice/engine/eventlog"
)

// sighting is what was seen of a goroutine from outside.
type sighting struct {
	core  int       // that it was seen on last, from 1; 0: none
	since time.Time // it has been waiting outside
	cases []awaited // of the select that it waits in

	what  string        // it waits for, as Waits has told; empty if it does not
	until time.Duration // the end of its sleep; 0 if it does not sleep

	previous, next *G // of those that wait in a probe of a run that is watched

	adopted bool  // no probe has started it
	acted   int64 // the run's last event when it last did something
}

// acts notes that g has done something. The caller holds the lock.
func (g *G) acts() { g.acted = g.run.Log.Events() }

// OnCore, if set, returns the number of the processor's core that the calling
// goroutine runs on, from 0. Each goroutine records it when it has changed: when
// it starts, when its wait is over, when it attempts a job and when it counts
// something. It is called with the run's lock held, and is set before a run begins.
var OnCore func() int

// seen records the core that the calling goroutine g runs on. The caller holds
// the lock.
func (g *G) seen() {
	if OnCore == nil {
		return
	}
	if core := OnCore(); core+1 != g.core {
		g.core = core + 1
		g.run.event(g, &eventlog.Event{Kind: eventlog.Core, N: int64(core)})
	}
}

// look is seen for the calling goroutine.
func look() {
	if OnCore == nil {
		return
	}
	g := Self()
	if g == nil || g.run.Over() {
		return
	}
	g.run.Lock()
	g.seen()
	g.run.Unlock()
}

// Parked reports whether g waits in a probe.
func (g *G) Parked() bool {
	g.run.Lock()
	defer g.run.Unlock()
	return g.waiting != notWaiting && g.waiting != outside
}

// WaitsOutside records that g waits for something that no probe sees, once for
// each wait, and returns since when that is known. what says what for, in words;
// it was seen when the run had so many events. If g is not seen to wait, since
// is zero; ok is false if it has done something since it was seen.
func (g *G) WaitsOutside(what string, events int64) (since time.Time, ok bool) {
	r := g.run
	r.Lock()
	defer r.Unlock()
	if g.over { // since somebody has looked
		return time.Time{}, true
	}
	if g.acted > events {
		return time.Time{}, false
	}
	if g.waiting == notWaiting && !r.Over() {
		g.waiting, g.since = outside, time.Now()
		r.event(g, &eventlog.Event{Kind: eventlog.WaitOutside, Text: what})
	}
	if g.waiting != outside {
		return time.Time{}, true
	}
	return g.since, true
}

// waits says where g is and what it waits for there, as Go does when a program
// cannot go on.
func (g *G) waits() string {
	what := "running"
	switch g.waiting {
	case forReceiver:
		what = "chan send"
	case forSender:
		what = "chan receive"
	case forWake:
		what = "sync"
	case outside:
		what = "waiting outside"
	}
	return fmt.Sprintf("goroutine %d [%s]:\n%s\n\t%s\n", g.id, what, g.name, g.site)
}

// Waiting lists the goroutines that have not ended, with the place where each
// is: for the message of a program that cannot go on.
func (r *Run) Waiting() (list []string) {
	r.Lock()
	defer r.Unlock()
	for _, g := range r.goroutines[1:] {
		if g != nil {
			list = append(list, g.waits())
		}
	}
	return list
}

// Ended reports whether g has ended, though its goroutine may be there still,
// as that of a process whose main function has returned.
func (g *G) Ended() bool {
	r := g.run
	r.Lock()
	defer r.Unlock()
	return r.goroutines[g.id] == nil && !g.adopted
}

// Adopted reports whether no probe has started g.
func (g *G) Adopted() bool { return g.adopted }
