package world

import "sluice/engine/eventlog"

// A program that was not written for Sluice knows nothing of jobs. Each value
// that it sends is one: it is offered when it is sent, it goes on when who has
// received it sends something, and it completes when who has received it waits
// for another, receives another, or ends. What a value is no log tells, so
// this is a way to look at the program, and no fact of it; but it is the same
// way each time, and the law holds.

// NotSent is why a value is cancelled that a goroutine has made ready for a
// select, and never sent.
const NotSent = "not sent"

// offers returns the job that a goroutine sends next, which is a new one in a
// program without jobs when it has none in its hands; else 0 is none.
func (w *World) offers(id int) int32 {
	job := w.Sends(id)
	if !w.values || w.carries(id, job) {
		return job
	}
	if id == 0 {
		return 0 // nothing that the driver sends is a value of the program's
	}
	job = int32(len(w.Jobs))
	w.offer(&eventlog.Event{Seq: w.Seq, G: id, Job: int64(job)})
	return job
}

// used completes what a goroutine has in its hands when it waits for a value
// and for nothing else that it could do with the one that it has.
func (w *World) used(id int, cases ...eventlog.Case) {
	if !w.values {
		return
	}
	for _, c := range cases {
		if c.Send && c.Chan != 0 {
			return
		}
	}
	for _, c := range cases {
		if c.Chan < len(w.Channels) && w.Channels[c.Chan].Carries {
			w.consume(id)
			return
		}
	}
}

// consume completes the value in a goroutine's hands, if there is one; one
// that it has never sent is cancelled.
func (w *World) consume(id int) {
	switch job := w.Goroutines[id].Job; {
	case !w.carries(id, job):
	case w.Jobs[job].sent:
		w.endValue(id, eventlog.JobComplete, "")
	default:
		w.endValue(id, eventlog.JobCancel, NotSent)
	}
}

// ends tells what becomes of a value when the goroutine ends that has it in
// its hands.
func (w *World) ends(id int, s GoState) {
	switch {
	case !w.values || !w.carries(id, w.Goroutines[id].Job):
	case s == Panicked:
		w.endValue(id, eventlog.JobFail, "panic")
	default:
		w.consume(id)
	}
}

func (w *World) endValue(id int, how eventlog.Kind, why string) {
	w.job(&eventlog.Event{Seq: w.Seq, Kind: how, G: id, Job: int64(w.Goroutines[id].Job), Text: why})
}

// NotWatched is why values are cancelled that were under way when the
// recording left something out.
const NotWatched = "not watched"

// abandon cancels a value of which nothing is known any more.
func (w *World) abandon(job int32) {
	w.job(&eventlog.Event{
		Seq: w.Seq, Kind: eventlog.JobCancel, G: int(w.Jobs[job].Holder), Job: int64(job), Text: NotWatched,
	})
}

// forget makes the world one of which nothing is known but what there is.
func (w *World) forget() {
	for len(w.Live) > 0 {
		job := w.Live[len(w.Live)-1]
		w.abandon(job)
	}
	for i := range w.Goroutines[1:] {
		g := &w.Goroutines[i+1]
		g.given, g.givenBy, g.taken, g.unblocker, g.Job, g.kept = 0, 0, 0, 0, 0, nil
		if g.Alive() {
			w.now(i+1, Running)
		}
	}
	for i := range w.Channels {
		c := &w.Channels[i]
		c.elems, c.recvq, c.sendq = fifo{}, nil, nil
	}
}

// level makes a buffer hold as many elements as it did then: the oldest are
// gone if it has more, and of those that it lacks nothing is known.
func (w *World) level(e *eventlog.Event) {
	c := &w.Channels[e.Obj]
	if e.N < 0 || e.N > int64(c.Cap) {
		w.breaks(e, "a buffer holds more than it can")
		return
	}
	for c.elems.len() > int(e.N) {
		if job := c.elems.pop(); w.inFlight(job) != nil {
			w.abandon(job)
		}
	}
	for c.elems.len() < int(e.N) {
		c.elems.push(0)
	}
}
