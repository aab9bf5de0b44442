package motion

import (
	"slices"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// Ends is what is to be said of a Queue's channel besides its buffer.
type Ends struct {
	Made      bool // there is such a channel, or was
	Closed    bool // and the last one is closed
	Open      int  // channels that are not closed
	Senders   int  // goroutines that are blocked on a send to it
	Receivers int  // and on a receive from it
}

// Ends returns what happens at both ends of a queue.
func (s *Stage) Ends(station int) Ends { return s.census.ends[station] }

// lookAtChannels finds each station's channels. Their numbers are given
// again, so it looks at all of them.
func (c *census) lookAtChannels(w *world.World) {
	c.stationC, c.loose = c.stationC[:0], c.loose[:0]
	for i := range c.channels {
		c.channels[i] = c.channels[i][:0]
		c.ends[i] = Ends{Made: c.ends[i].Made, Closed: c.ends[i].Closed}
	}
	for id := range w.Channels {
		ch := &w.Channels[id]
		station := c.queueOf(id, ch)
		c.stationC = append(c.stationC, station)
		if !ch.Released && id > 0 {
			c.lookForSignal(ch)
		}
		if station >= 0 {
			c.ends[station].Made, c.ends[station].Closed = true, ch.Closed
			if !ch.Closed {
				c.ends[station].Open++
			}
		}
		switch {
		case ch.Released || ch.Closed && ch.Len() == 0:
		case station < 0:
			if ch.Carries && ch.Len() > 0 {
				c.loose = append(c.loose, int32(id))
			}
		case ch.Closed:
			c.channels[station] = slices.Insert(c.channels[station], 0, int32(id))
		default:
			c.channels[station] = append(c.channels[station], int32(id))
			c.slots[station] = ch.Cap
		}
	}
}

// queueOf returns the station of a channel, -1 if it has none.
func (c *census) queueOf(id int, ch *world.Channel) int32 {
	if id == 0 || ch.Released {
		return -1
	}
	return int32(c.stations.Channel(id, graph.Origin{Site: ch.Site, Name: ch.Name}))
}

// lookForSignal notes for the signals that a channel gives whether it has been
// closed, or something has been received from it. Of several the
// last one counts; what was said of one that is released stays.
func (c *census) lookForSignal(ch *world.Channel) {
	for _, i := range c.waited {
		if c.graph.Links[i].Of(graph.Origin{Site: ch.Site, Name: ch.Name}) {
			c.signals[i] = ch.Closed || ch.Received > 0
		}
	}
}

// wait puts the jobs that blocked senders offer to a queue before it, behind
// what is in it. Who is parked for a backoff keeps its dial.
func (s *Stage) wait(i int, w *world.World) {
	ends, st := &s.census.ends[i], &s.Scene.Stations[i]
	at := max(s.Waiting[i], len(st.Places))
	if st.Gate {
		at = 0
	}
	for _, id := range s.census.channels[i] {
		s.blocked = w.AppendReceivers(s.blocked[:0], int(id))
		ends.Receivers += len(s.blocked)
		s.blocked = w.AppendSenders(s.blocked[:0], int(id))
		ends.Senders += len(s.blocked)
		for _, g := range s.blocked {
			job, seat := w.Goroutines[g].Job, s.census.seats[g].Station
			if job == 0 || s.of[job] == 0 || seat < 0 || s.graph.Stations[seat].Kind == graph.Backoff {
				continue
			}
			to := s.target(job)
			if to == nil {
				continue
			}
			to.Station, to.Place = int32(i), int32(at)
			at++
		}
	}
}
