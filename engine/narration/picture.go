package narration

import (
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// Picture says in words what stands at each station of a graph. Of
// goroutines' names and of jobs that have ended it reads only what is new
// since the last look. It belongs to one goroutine.
type Picture struct {
	graph    *graph.Graph
	world    *world.World
	seq      int64
	seats    []int // station of each goroutine, -1 for none
	sinks    []int // of each station: jobs that have ended there
	finished int   // jobs of the world's Finished that are in sinks
	places   []place
	stations *graph.Seats
	blocked  []int32      // scratch
	offering map[int]bool // goroutines whose job waits before a queue
}

// place is what is at a station.
type place struct {
	crew      Crew
	last      int // a goroutine of the crew
	seen      int // goroutines that ever stood there
	jobs      int // that are there and not worked on
	due       time.Duration
	made      bool // there is such a channel, or was
	closed    bool
	open      int // channels that are not closed
	slots     int
	senders   int
	receivers int
}

// NewPicture returns the words for a graph.
func NewPicture(g *graph.Graph) *Picture {
	return &Picture{
		graph: g, stations: g.Seats(), offering: map[int]bool{},
		sinks: make([]int, len(g.Stations)), places: make([]place, len(g.Stations)),
	}
}

// Stations says how each station stands in a world, in the graph's order.
func (p *Picture) Stations(w *world.World) []Station {
	p.look(w)
	list := make([]Station, len(p.graph.Stations))
	for i := range list {
		list[i] = Station{p.graph.Stations[i].Label, p.text(i, w)}
	}
	return list
}

// look finds out what of the world stands where.
func (p *Picture) look(w *world.World) {
	if w != p.world || w.Seq < p.seq { // another run, or an earlier moment
		p.seats, p.finished = p.seats[:0], 0
		clear(p.sinks)
		clear(p.places)
	}
	p.world, p.seq = w, w.Seq
	for i := range p.places {
		at := &p.places[i]
		*at = place{seen: at.seen, made: at.made, closed: at.closed, slots: at.slots}
	}
	p.seat(w)
	p.channels(w)
	p.jobs(w)
	p.crews(w)
	for _, id := range w.Finished[p.finished:] {
		if i := p.sinkOf(&w.Jobs[id]); i >= 0 {
			p.sinks[i]++
		}
	}
	p.finished = len(w.Finished)
}

// seat gives new goroutines their stations; the driver has none.
func (p *Picture) seat(w *world.World) {
	for id := len(p.seats); id < len(w.Goroutines); id++ {
		seat := -1
		if g := &w.Goroutines[id]; id > 0 {
			seat = p.stations.Goroutine(id, graph.Origin{Site: int(g.Born), Name: g.Name})
		}
		if seat >= 0 {
			p.places[seat].seen++
		}
		p.seats = append(p.seats, seat)
	}
}

// channels finds what waits in, before and behind the queues.
func (p *Picture) channels(w *world.World) {
	clear(p.offering)
	for id := 1; id < len(w.Channels); id++ {
		ch := &w.Channels[id]
		if ch.Released {
			continue
		}
		i := p.stations.Channel(id, graph.Origin{Site: ch.Site, Name: ch.Name})
		if i < 0 {
			continue
		}
		at := &p.places[i]
		at.made, at.closed = true, ch.Closed
		at.jobs += ch.Len()
		if ch.Closed && ch.Len() == 0 {
			continue
		}
		if !ch.Closed {
			at.slots = ch.Cap
			at.open++
		}
		p.blocked = w.AppendReceivers(p.blocked[:0], id)
		at.receivers += len(p.blocked)
		p.blocked = w.AppendSenders(p.blocked[:0], id)
		at.senders += len(p.blocked)
		for _, g := range p.blocked {
			p.offering[int(g)] = true
		}
	}
}

// jobs counts those that stand with somebody who does not work on them.
func (p *Picture) jobs(w *world.World) {
	for _, id := range w.Live {
		j := &w.Jobs[id]
		seat := p.seats[j.Holder]
		if j.Chan != 0 || seat < 0 {
			continue
		}
		at := &p.places[seat]
		switch p.graph.Stations[seat].Kind {
		case graph.Backoff:
			if at.jobs == 0 || j.Until < at.due {
				at.due = j.Until
			}
			at.jobs++
		case graph.Client, graph.Pile:
			at.jobs++
		}
	}
}

// crews counts what goroutines do. Who offers a job to a queue has it no
// longer with him.
func (p *Picture) crews(w *world.World) {
	stuck := w.Ended == world.Deadlock
	for id, seat := range p.seats {
		g := &w.Goroutines[id]
		if seat < 0 || g.State == world.Done || p.graph.Stations[seat].Kind == graph.Backoff {
			continue
		}
		var job *world.Job
		if j := &w.Jobs[g.Job]; g.Job != 0 && !j.State.Over() && j.Chan == 0 && int(j.Holder) == id && !p.offering[id] {
			job = j
		}
		at := &p.places[seat]
		at.crew.Add(g, job, stuck)
		at.last = id
	}
}

// sinkOf returns the station that counts an ended job: one for its very
// reason before one for any, -1 if there is none.
func (p *Picture) sinkOf(j *world.Job) int {
	outcome := graph.Outcome(j.State - world.Completed)
	rest := -1
	for i := range p.graph.Stations {
		st := &p.graph.Stations[i]
		if st.Kind != graph.Sink || st.Outcome != outcome || st.Source != 0 && st.Source != j.Source {
			continue
		}
		if st.Reason == j.Reason && st.Reason != "" {
			return i
		}
		if st.Reason == "" {
			rest = i
		}
	}
	return rest
}
