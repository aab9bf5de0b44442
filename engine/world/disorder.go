package world

import (
	"slices"

	"sluice/engine/eventlog"
)

// Where goroutines are truly parallel, the log may tell a little too early or
// too late who waits: a goroutine says so before the runtime has noted it, and
// that its wait is over after somebody else has gone on. So the fold may have
// believed that one received what another one did. It finds out when events come
// that its belief does not allow, and then lets the two change places, so that
// the counts are right as soon as everybody has gone on. What cannot be put
// right so was done by somebody who is not recorded.

// wakes notes that a wait of goroutine id is believed to be over.
func (w *World) wakes(id int32) {
	if len(w.woken) == cap(w.woken) {
		w.woken = slices.DeleteFunc(w.woken, func(id int32) bool { return !w.Goroutines[id].pending() })
	}
	w.woken = append(w.woken, id)
}

// pending reports whether g's wait is believed to be over, and g has not said
// so.
func (g *Goroutine) pending() bool { return g.givenBy != 0 || g.taken != 0 }

// says reports whether e is what was believed of its goroutine, or tells nothing
// of that.
func (g *Goroutine) says(e *eventlog.Event) bool {
	switch e.Kind {
	case eventlog.Recv:
		return g.givenBy == int32(e.Obj)
	case eventlog.Send:
		return g.taken == int32(e.Obj)
	}
	return e.Kind == eventlog.Core
}

// give hands a job over to a receiver that waits.
func (w *World) give(r waiter, channel, job, by int32) {
	g := &w.Goroutines[r.g]
	g.given, g.givenBy, g.unblocker, g.wait = job, channel, by, 0
	w.Channels[channel].Received++
	w.hold(job, int(r.g))
	w.wakes(r.g)
}

// accept takes the job of a sender that waits out of its hands.
func (w *World) accept(s waiter, channel, by int32) (job int32) {
	g := &w.Goroutines[s.g]
	g.taken, g.unblocker, g.wait = channel, by, 0
	w.parts(int(s.g), s.job)
	w.wakes(s.g)
	return s.job
}

// correct applies an event of a goroutine of which something else was believed.
func (w *World) correct(e *eventlog.Event) {
	w.open = w.disbelieve(int32(e.G))
	if e.Kind == eventlog.Send || e.Kind == eventlog.Recv {
		w.apply(e) // which may make good for the other
		w.undo()
		return
	}
	w.undo()
	w.apply(e)
}

// undo makes good for what was believed of a goroutine that has done something
// else, if that is open still.
func (w *World) undo() {
	b := w.open
	w.open = belief{}
	switch {
	case w.Channels[b.channel].Released:
	case b.received:
		w.deliver(b.channel, b.job, 0)
	case b.channel != 0:
		path, _ := w.path(imbalance{b.channel, false}, nil, new([]imbalance))
		w.regain(b.id, w.fetch(b.channel, 0, path))
	}
}

// belief is what goroutine id is believed to have done.
type belief struct {
	id, channel, job int32
	received         bool // else it has sent
}

// evens reports whether what is open makes good for an imbalance.
func (w *World) evens(b imbalance) bool {
	return b.channel != 0 && w.open.channel == b.channel && w.open.received != b.surplus
}

// disbelieve forgets what is believed of a goroutine, and returns it. Its channel
// then has a value too many, if it was believed to have received one, or too few.
func (w *World) disbelieve(id int32) belief {
	g := &w.Goroutines[id]
	b := belief{id, g.taken, 0, false}
	if g.givenBy != 0 {
		b = belief{id, g.givenBy, g.given, true}
		w.Channels[b.channel].Received--
	}
	g.given, g.givenBy, g.taken = 0, 0, 0
	return b
}

// settle is undo when it is known who has to change places.
func (w *World) settle(b belief, path []int32) {
	if b.received {
		w.bring(b.channel, b.job, 0, path)
	} else {
		w.regain(b.id, w.fetch(b.channel, 0, path))
	}
}

// imbalance is a channel with a value too many, or too few.
type imbalance struct {
	channel int32
	surplus bool
}

// path finds out who has to change places so that an imbalance is gone:
// goroutines in whose select another case was chosen than was believed. Each of
// them leaves an imbalance, for which the next one makes good; nobody has to for
// the last one's. It is an augmenting path in the graph of channels and
// goroutines: on are those on the way to here, seen where it has been. ok is
// false if there is none.
func (w *World) path(b imbalance, on []int32, seen *[]imbalance) (path []int32, ok bool) {
	if w.absorbs(b, on) {
		return on, true
	}
	*seen = append(*seen, b)
	for _, id := range w.woken {
		g := &w.Goroutines[id]
		if !g.pending() || g.State != BlockedSelect || slices.Contains(on, id) ||
			!slices.Contains(g.Cases, eventlog.Case{Chan: int(b.channel), Send: !b.surplus}) {
			continue
		}
		next := imbalance{max(g.givenBy, g.taken), g.givenBy != 0}
		if slices.Contains(*seen, next) {
			continue
		}
		if path, ok = w.path(next, append(on, id), seen); ok {
			return path, true
		}
	}
	return nil, false
}

// absorbs reports whether a channel can do with one value more, or less, without
// the goroutines that are on their way from there.
func (w *World) absorbs(b imbalance, leave []int32) bool {
	c := &w.Channels[b.channel]
	queue, room := c.sendq, c.elems.len() > 0
	if b.surplus {
		queue, room = c.recvq, c.elems.len() < c.Cap
	}
	return room || c.Released || w.evens(b) || slices.ContainsFunc(queue, w.waits) || w.find(func(id int32, g *Goroutine) bool {
		return (b.surplus && g.taken == b.channel || !b.surplus && g.givenBy == b.channel) && !slices.Contains(leave, id)
	}) != 0
}

// waits reports whether an entry of a queue is not stale.
func (w *World) waits(x waiter) bool { return w.Goroutines[x.g].wait == x.wait }

// deliver brings a job that was sent to where it belongs.
func (w *World) deliver(channel, job, by int32) {
	c := &w.Channels[channel]
	if r, ok := w.next(&c.recvq); ok {
		w.give(r, channel, job, by)
		return
	}
	if c.elems.len() < c.Cap {
		w.buffer(c, channel, job)
		return
	}
	path, ok := w.path(imbalance{channel, true}, nil, new([]imbalance))
	if !ok && w.values {
		w.lose(channel, job)
		return
	}
	w.bring(channel, job, by, path)
}

// bring is deliver when it is known who has to change places.
func (w *World) bring(channel, job, by int32, path []int32) {
	c := &w.Channels[channel]
	if len(path) > 0 {
		believed := w.disbelieve(path[0])
		w.give(waiter{g: path[0]}, channel, job, by)
		w.settle(believed, path[1:])
	} else if r, ok := w.next(&c.recvq); ok {
		w.give(r, channel, job, by)
	} else if c.elems.len() < c.Cap {
		w.buffer(c, channel, job)
	} else if w.evens(imbalance{channel, true}) {
		w.regain(w.open.id, job)
		w.open = belief{}
	} else if id := w.find(func(_ int32, g *Goroutine) bool { return g.taken == channel }); id != 0 {
		// What is believed to be its job is this one; it waits still.
		w.disbelieve(id)
		w.regain(id, job)
		w.waitAgain(id)
	} else {
		w.buffer(c, channel, job)
	}
}

// lose completes a job that somebody has received who is not recorded.
func (w *World) lose(channel, job int32) {
	c := &w.Channels[channel]
	c.Received++
	if c.Cap > 0 {
		first := c.elems.pop()
		w.buffer(c, channel, job)
		job = first
	}
	if j := w.inFlight(job); j != nil {
		w.job(&eventlog.Event{Seq: w.Seq, Kind: eventlog.JobComplete, G: int(j.Holder), Job: int64(job)})
	}
}

// draw takes the job out of a channel that is next to be received.
func (w *World) draw(channel, by int32) (job int32) {
	c := &w.Channels[channel]
	if c.elems.len() == 0 {
		return w.handed(channel, by)
	}
	job = c.elems.pop()
	if s, ok := w.next(&c.sendq); ok {
		w.buffer(c, channel, w.accept(s, channel, by))
	}
	return job
}

// handed takes a job for a channel whose buffer is empty; 0 if somebody has sent
// it who is not recorded.
func (w *World) handed(channel, by int32) int32 {
	if s, ok := w.next(&w.Channels[channel].sendq); ok {
		return w.accept(s, channel, by)
	}
	path, ok := w.path(imbalance{channel, false}, nil, new([]imbalance))
	if !ok {
		return 0
	}
	return w.fetch(channel, by, path)
}

// fetch takes a job out of a channel when it is known who has to change places:
// from a sender that waits, from the buffer, or from a receiver that was believed
// to have got it.
func (w *World) fetch(channel, by int32, path []int32) (job int32) {
	c := &w.Channels[channel]
	if len(path) > 0 {
		w.settle(w.disbelieve(path[0]), path[1:])
		return w.accept(waiter{g: path[0], job: w.offers(int(path[0]))}, channel, by)
	}
	if s, ok := w.next(&c.sendq); ok {
		return w.accept(s, channel, by)
	}
	if c.elems.len() > 0 {
		return c.elems.popLast()
	}
	if w.evens(imbalance{channel, false}) {
		job = w.open.job
		w.open = belief{}
		return job
	}
	if id := w.find(func(_ int32, g *Goroutine) bool { return g.givenBy == channel }); id != 0 {
		believed := w.disbelieve(id)
		w.waitAgain(id)
		return believed.job
	}
	return 0
}

// regain puts a job back into the hands of a goroutine that has not sent it.
func (w *World) regain(id, job int32) {
	if w.inFlight(job) == nil {
		return
	}
	w.hold(job, int(id))
	w.Jobs[job].sent = false
	g := &w.Goroutines[id]
	if w.carries(int(id), g.Job) {
		g.kept = append(g.kept, g.Job)
	}
	g.Job = job
}

// waitAgain lets a goroutine wait for what it waited for, ahead of the others.
func (w *World) waitAgain(id int32) {
	g := &w.Goroutines[id]
	w.lastWait++
	g.wait = w.lastWait
	cases := g.Cases
	switch g.State {
	case BlockedSend:
		cases = []eventlog.Case{{Chan: int(g.Wait), Send: true}}
	case BlockedRecv:
		cases = []eventlog.Case{{Chan: int(g.Wait)}}
	}
	for _, c := range cases {
		if c.Chan >= len(w.Channels) {
			continue
		}
		w.queue(int(id), c)
		if c.Send {
			lastFirst(w.Channels[c.Chan].sendq)
		} else {
			lastFirst(w.Channels[c.Chan].recvq)
		}
	}
}

func lastFirst(q []waiter) {
	if last := len(q) - 1; last > 0 {
		x := q[last]
		copy(q[1:], q)
		q[0] = x
	}
}

// find returns a goroutine of which something is believed that holds; 0 if there
// is none.
func (w *World) find(holds func(id int32, g *Goroutine) bool) int32 {
	for _, id := range w.woken {
		if g := &w.Goroutines[id]; g.pending() && holds(id, g) {
			return id
		}
	}
	return 0
}
