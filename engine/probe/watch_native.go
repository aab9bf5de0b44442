//go:build !js

package probe

import (
	"math"
	"time"
	"unsafe"

	"sluice/engine/eventlog"
)

// A program that is watched keeps the standard library's clock, locks and
// groups, and its probes do the plain operation at once while nobody watches:
// there is no run then. When somebody does, a run begins in the middle of the
// program's life. It takes in goroutines and channels when it meets them, and
// may pause and go on; a Gap and what the buffers hold then say so.

// CanBeWatched reports whether the process is one that can be: it has probes,
// and they are not there to record it from its start.
func CanBeWatched() bool { return passive && Instrumented() }

// Watchable makes the process one that can be watched. It is called before the
// program's packages are initialised, by the process's first goroutine.
func Watchable() {
	passive, quiet = true, 1
	beFirst()
}

// Ending, if set, is told why a program that can be watched is about to end, and
// returns when that may happen. It is set before main begins.
var Ending func(why string)

// watch is what a run has besides when it watches a program.
type watch struct {
	watched bool
	quota   int           // events until it pauses by itself
	paused  bool          // probes do the plain operation
	opened  time.Duration // when it was last given a quota
	shut    time.Duration // when it paused
	events  int64         // that it had when it was given the quota
	blocked *G            // the first of those that wait in a probe
	gaps    int           // that there have been
	absent  map[*G]string // who was seen to wait where no probe tells of it, and what for
	counted time.Time     // when all goroutines were looked at
	took    time.Duration // that
	sweeping
}

// rarely is for how many times as long as it takes all goroutines are not
// looked at again.
const rarely = 500

// NewWatched returns a run that watches the process, whose name is the
// program's, and has not begun to.
func NewWatched(name string) *Run {
	r := NewProgram(1, math.MaxInt64, nil)
	r.watched, r.paused, r.absent = true, true, map[*G]string{}
	r.newFamily()
	r.Carry()
	r.Record(eventlog.Program, 1, name+"\treal")
	r.Follow(math.MaxInt, math.MaxInt64)
	return r
}

// Watch lets r record until it has recorded quota events more. It returns for
// which part of the time since the last call it has.
func (r *Run) Watch(quota int) (part float64) {
	part = r.open(quota)
	if time.Since(r.counted) > rarely*r.took {
		r.counted = time.Now()
		r.census()
		r.took = time.Since(r.counted)
	}
	return part
}

func (r *Run) open(quota int) (part float64) {
	r.Lock()
	defer r.Unlock()
	now := r.now()
	if part = 1; r.paused && now > r.opened {
		part = float64(r.shut-r.opened) / float64(now-r.opened)
	}
	if r.paused {
		r.gap(now)
	}
	r.sweep()
	r.opened, r.quota, r.events = now, quota, r.Log.Events()
	if r.paused && !r.sealed {
		r.paused = false
		r.admit()
	}
	return part
}

// gap tells what was left out, and who still waits. The caller holds the lock.
func (r *Run) gap(now time.Duration) {
	if r.opened < r.shut {
		r.gaps++
		rate := float64(r.Log.Events()-r.events) / float64(r.shut-r.opened)
		r.append(&eventlog.Event{Kind: eventlog.Gap, N: int64(rate * float64(now-r.shut))})
	}
	for g := r.blocked; g != nil; g = g.next {
		g.waitsStill()
	}
	for g, what := range r.absent {
		if g.waiting == outside && !g.ended() {
			r.event(g, &eventlog.Event{Kind: eventlog.WaitOutside, Text: what})
		} else {
			delete(r.absent, g)
		}
	}
}

// pause lets the probes do the plain operation. Operations that have begun
// are still recorded. The caller holds the lock.
func (r *Run) pause() {
	r.paused, r.shut = true, r.now()
	r.dismiss()
	r.nudge()
}

// spends takes an event off the quota. The caller holds the lock.
func (r *Run) spends(events int) {
	if !r.watched || r.paused {
		return
	}
	if r.quota -= events; r.quota <= 0 {
		r.pause()
	}
}

// Unwatch ends the run: nothing is recorded any more, and the process goes on.
func (r *Run) Unwatch() {
	r.Lock()
	defer r.Unlock()
	r.pause()
	r.sealed = true
	r.channels, r.released, r.known = map[uintptr]*Chan{}, nil, nil
}

// Note records what is to be said about the run under a name.
func (r *Run) Note(name, text string) { r.Record(eventlog.Note, 0, name+"\t"+text) }

// Cut returns the log from byte from on, where that ends and until when that is
// all. It forgets what has been returned before.
func (r *Run) Cut(from int64) (pieces [][]byte, end int64, until time.Duration) {
	r.Lock()
	defer r.Unlock()
	pieces, end, until = r.Log.Since(from), r.Log.Bytes(), r.now()
	r.Log.Drop(from)
	return pieces, end, until
}

// waitsStill records again what g waits for, and what there is of it, after a gap.
func (g *G) waitsStill() {
	r := g.run
	switch {
	case g.what != "":
		r.event(g, &eventlog.Event{Kind: eventlog.WaitSync, Site: r.site(g.site), Text: g.what})
	case g.until != 0:
		r.event(g, &eventlog.Event{Kind: eventlog.Sleep, Site: r.site(g.site), N: int64(g.until - r.now())})
	case len(g.cases) > 0:
		var cases []eventlog.Case
		for _, c := range g.cases {
			r.refill(c.ch)
			cases = append(cases, eventlog.Case{Chan: c.ch.id, Send: c.send})
		}
		r.event(g, &eventlog.Event{Kind: eventlog.WaitCases, Site: r.site(g.site), Cases: cases})
	case g.on != nil:
		ch := r.channels[uintptr((*[2]unsafe.Pointer)(unsafe.Pointer(&g.on))[1])]
		if ch == nil {
			return
		}
		r.refill(ch)
		kind := eventlog.WaitRecv
		if g.waiting == forReceiver {
			kind = eventlog.WaitSend
		}
		r.event(g, &eventlog.Event{Kind: kind, Site: r.site(g.site), Obj: ch.id})
	}
}

// Cost returns what it takes to record an event when nobody else does.
func Cost() time.Duration {
	const n = 1000
	r := NewProgram(1, math.MaxInt64, nil)
	r.Follow(math.MaxInt, math.MaxInt64)
	c, s := make(chan int, 1), &Site{}
	begun := time.Now()
	for range n {
		r.Lock()
		ch := channel(r, r.outside, s, c)
		r.op(eventlog.Send, r.outside, s, ch.id)
		r.Unlock()
	}
	return time.Since(begun) / n
}
