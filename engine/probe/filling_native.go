//go:build !js

package probe

import (
	"unsafe"
	"weak"

	"sluice/engine/eventlog"
)

// filling is what a run that watches a program keeps of a channel besides.
type filling struct {
	held   int // elements in its buffer, according to the log, when nobody waits
	after  int // how many gaps there had been then: each empties all buffers
	memory weak.Pointer[byte]
	index  int // in what the run knows
}

// hollow stands for any channel: of one only the length is read through it.
type hollow = chan struct{}

// length returns how many elements ch holds; ok is false if nobody holds ch.
func (ch *Chan) length() (n int, ok bool) {
	p := unsafe.Pointer(ch.memory.Value())
	if p == nil {
		return 0, false
	}
	return len(*(*hollow)(unsafe.Pointer(&p))), true
}

// remember notes the channel itself, which the caller holds.
func (ch *Chan) remember() {
	if ch.run.watched {
		ch.memory = weak.Make(*(**byte)(unsafe.Pointer(&ch.addr)))
		ch.run.adds(ch)
	}
}

// vanished reports whether the channel is gone and another one is there.
func (ch *Chan) vanished() bool {
	return ch.run.watched && ch.memory.Value() == nil
}

func (ch *Chan) fills(n int) {
	if ch.run.watched {
		ch.bridge()
		ch.held += n
	}
}

// bridge takes in the gaps that there have been.
func (ch *Chan) bridge() {
	if ch.after != ch.run.gaps {
		ch.held, ch.after = 0, ch.run.gaps
	}
}

// holds notes that n elements are in a buffer, and records it if the log says
// something else, because somebody has used it where no probe is or while the
// run paused. The caller holds the lock.
func (r *Run) holds(ch *Chan, n int) {
	if !r.watched || ch.waiting > 0 {
		return
	}
	if ch.bridge(); ch.held != n {
		r.level(ch, n)
	}
}

// measure is holds where the channel's type is not at hand.
func (r *Run) measure(ch *Chan) {
	if !r.watched || ch == nilChan || ch.waiting > 0 {
		return
	}
	if n, ok := ch.length(); ok {
		r.holds(ch, n)
	}
}

// level records what a buffer holds.
func (r *Run) level(ch *Chan, n int) {
	if ch == nilChan {
		return
	}
	ch.held, ch.after = n, r.gaps
	r.append(&eventlog.Event{Kind: eventlog.Level, Obj: ch.id, N: int64(n)})
}

// forgets gives the number of a channel back that is gone.
func (r *Run) forgets(ch *Chan) {
	ch.addr = 0
	if !r.watched {
		return
	}
	r.drops(ch)
	r.level(ch, 0)
	r.append(&eventlog.Event{Kind: eventlog.Release, Obj: ch.id})
	r.released = append(r.released, ch)
}

// queue and unqueue keep the list of those that wait in a probe. The caller
// holds the lock.
func (r *Run) queue(g *G) {
	if !r.watched {
		return
	}
	if g.next = r.blocked; g.next != nil {
		g.next.previous = g
	}
	r.blocked = g
}

func (r *Run) unqueue(g *G) {
	if !r.watched {
		return
	}
	if g.previous != nil {
		g.previous.next = g.next
	} else if r.blocked == g {
		r.blocked = g.next
	}
	if g.next != nil {
		g.next.previous = g.previous
	}
	g.previous, g.next, g.cases = nil, nil, g.cases[:0]
}

// awaited is a case of a select that somebody waits in.
type awaited struct {
	ch   *Chan
	send bool
}

// waitsFor notes the cases of the select that g waits in.
func (g *G) waitsFor(cases []Case) {
	if !g.run.watched {
		return
	}
	for _, c := range cases {
		g.cases = append(g.cases, awaited{c.ch, c.send})
	}
}

// refill records what a buffer holds that a gap has emptied.
func (r *Run) refill(ch *Chan) {
	if ch.after == r.gaps || ch == nilChan {
		return
	}
	ch.bridge()
	if n, ok := ch.length(); ok && n > 0 {
		r.level(ch, n)
	}
}
