package world

import "sluice/engine/eventlog"

// A channel's fold follows the runtime's own rules, so that a job's way is
// exact although no value is logged: a send hands its value to the first
// blocked receiver, else it goes into the buffer; a receive takes the
// buffer's head and moves the first blocked sender's value up. A blocked
// goroutine's own event comes later, when it runs again.

func (w *World) makeChannel(e *eventlog.Event) {
	if e.Obj == len(w.Channels) {
		w.Channels = append(w.Channels, Channel{Released: true})
	}
	if e.Obj >= len(w.Channels) || !w.Channels[e.Obj].Released {
		w.breaks(e, "channels are not numbered in order")
		return
	}
	w.Channels[e.Obj] = Channel{
		Name: e.Text, Cap: int(e.N), Site: e.Site,
		Carries: e.M == 1, External: e.M == 2,
	}
}

// queue lets a goroutine wait for one case.
func (w *World) queue(id int, c eventlog.Case) {
	if c.Chan == 0 || c.Chan >= len(w.Channels) {
		return
	}
	g, ch := &w.Goroutines[id], &w.Channels[c.Chan]
	x := waiter{g: int32(id), wait: g.wait}
	if c.Send {
		if ch.Carries {
			x.job = w.offers(id)
		}
		w.add(&ch.sendq, x)
	} else {
		w.add(&ch.recvq, x)
	}
}

func (w *World) waitCases(e *eventlog.Event) {
	w.wait(e.G, BlockedSelect, 0)
	g := &w.Goroutines[e.G]
	g.Cases = append(g.Cases[:0], e.Cases...)
	w.used(e.G, e.Cases...)
	for _, c := range e.Cases {
		w.queue(e.G, c)
	}
}

func (w *World) send(e *eventlog.Event) {
	g, c := &w.Goroutines[e.G], &w.Channels[e.Obj]
	if g.taken == int32(e.Obj) && e.Obj != 0 { // a receiver took it while g waited
		g.taken = 0
		w.now(e.G, Running)
		return
	}
	job := int32(0)
	if c.Carries {
		job = w.offers(e.G)
		w.parts(e.G, job)
	}
	w.Moved = job
	w.now(e.G, Running)
	w.deliver(int32(e.Obj), job, int32(e.G))
}

func (w *World) recv(e *eventlog.Event) {
	g, c := &w.Goroutines[e.G], &w.Channels[e.Obj]
	if g.givenBy == int32(e.Obj) && e.Obj != 0 {
		job := g.given
		w.Moved = job
		g.given, g.givenBy = 0, 0
		w.now(e.G, Running)
		w.take(e.G, job)
		return
	}
	w.now(e.G, Running)
	c.Received++
	job := w.draw(int32(e.Obj), int32(e.G))
	w.Moved = job
	w.take(e.G, job)
}

func (w *World) buffer(c *Channel, id, job int32) {
	c.elems.push(job)
	if j := w.inFlight(job); j != nil {
		w.become(j, Queued)
		j.Chan = id
	}
}

// take gives a received job to a goroutine; a signal leaves it with the job
// that it has.
func (w *World) take(id int, job int32) {
	if job == 0 {
		return
	}
	g := &w.Goroutines[id]
	if w.values {
		w.consume(id)
	} else if w.carries(id, g.Job) {
		g.kept = append(g.kept, g.Job)
	}
	g.Job = job
	w.hold(job, id)
}

// Sends returns the job that a goroutine sends next: of several that it has
// received, the one that it has had longest. 0 is none.
func (w *World) Sends(id int) int32 {
	g := &w.Goroutines[id]
	for len(g.kept) > 0 && !w.carries(id, g.kept[0]) {
		g.kept = g.kept[1:]
	}
	if len(g.kept) > 0 {
		return g.kept[0]
	}
	return g.Job
}

// parts takes the job that a goroutine sends out of its hands.
func (w *World) parts(id int, job int32) {
	g := &w.Goroutines[id]
	w.Jobs[job].sent = true
	switch {
	case len(g.kept) > 0 && g.kept[0] == job:
		g.kept = g.kept[1:]
	case g.Job == job:
		g.Job = 0
	}
}

// carries reports whether a goroutine has a job in its hands that it does not
// work on.
func (w *World) carries(id int, job int32) bool {
	j := w.inFlight(job)
	return j != nil && j.State == Carried && j.Holder == int32(id)
}

// hold puts a job into a goroutine's hands.
func (w *World) hold(job int32, id int) {
	j := w.inFlight(job)
	if j == nil {
		return
	}
	if j.State == Queued || j.State == BackingOff {
		w.become(j, Carried)
	}
	j.Holder, j.Chan = int32(id), 0
}

func (w *World) inFlight(job int32) *Job {
	if job == 0 || w.Jobs[job].State.Over() {
		return nil
	}
	return &w.Jobs[job]
}
