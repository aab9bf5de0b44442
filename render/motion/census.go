package motion

import (
	"slices"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
)

// Member is a goroutine that stands at a station.
type Member struct {
	Goroutine int32
	Shake     float32      // 1 when its work has just failed, then falling to 0
	At        layout.Point // where it is drawn
	Size      float32      // 1 but for a moment after it came and after it returned
	lane      int          // of its station
	drawn     bool         // At and lane are set
}

// census finds out what of a world stands at which station. Of goroutines it
// reads only what is new since the last look, so that a run with many that
// have ended costs no more than one with few.
type census struct {
	graph    *graph.Graph
	home     int32 // where jobs of unknown whereabouts are drawn
	seats    []layout.Stop
	crews    [][]Member
	gone     [][]Member // of each station of workers: who has just returned
	stationC []int32    // station of each channel, -1 for none
	channels [][]int32  // of each station: closed ones first, as they drain first
	slots    []int      // of each station: the capacity of its open channel
	loose    []int32    // channels that carry jobs and belong to no station
	buckets  []int32    // of each station
	seenB    int
}

var nowhere = layout.Stop{Station: -1, Place: -1}

func newCensus(g *graph.Graph) census {
	c := census{
		graph:    g,
		crews:    make([][]Member, len(g.Stations)),
		gone:     make([][]Member, len(g.Stations)),
		channels: make([][]int32, len(g.Stations)),
		slots:    make([]int, len(g.Stations)),
		buckets:  make([]int32, len(g.Stations)),
	}
	for i := len(g.Stations) - 1; i >= 0; i-- {
		if g.Stations[i].Kind == graph.Client {
			c.home = int32(i)
		}
	}
	return c
}

func (c *census) reset() {
	c.seats, c.stationC, c.loose = c.seats[:0], c.stationC[:0], c.loose[:0]
	c.seenB = 0
	for i := range c.crews {
		c.crews[i], c.gone[i] = c.crews[i][:0], c.gone[i][:0]
		c.buckets[i], c.slots[i] = 0, 0
	}
}

// look reports whether a worker has another place than before.
func (c *census) look(w *world.World) (moved bool) {
	for id := len(c.seats); id < len(w.Goroutines); id++ {
		c.seats = append(c.seats, c.seat(id, &w.Goroutines[id]))
	}
	for i := range c.crews {
		moved = c.prune(i, w) || moved
	}
	c.lookAtChannels(w)
	for ; c.seenB < len(w.Buckets); c.seenB++ {
		for i := range c.graph.Stations {
			st := &c.graph.Stations[i]
			if st.Kind == graph.Bucket && st.Bucket == w.Buckets[c.seenB].Name {
				c.buckets[i] = int32(c.seenB)
			}
		}
	}
	return moved
}

// seat finds a new goroutine's place and adds it to its crew.
func (c *census) seat(id int, g *world.Goroutine) layout.Stop {
	if id == 0 { // the driver
		return nowhere
	}
	for i := range c.graph.Stations {
		st := &c.graph.Stations[i]
		if st.Goroutine == "" || st.Goroutine != g.Name {
			continue
		}
		if st.Kind != graph.Backoff {
			c.crews[i] = append(c.crews[i], Member{Goroutine: int32(id)})
		}
		return layout.Stop{Station: int32(i), Place: -1}
	}
	return nowhere
}

// prune takes those who have returned out of a crew; who panicked or leaked
// stays to be seen. It reports whether a worker has another place than before.
func (c *census) prune(i int, w *world.World) (moved bool) {
	workers := c.graph.Stations[i].Kind == graph.Workers
	crew := c.crews[i][:0]
	for _, m := range c.crews[i] {
		if w.Goroutines[m.Goroutine].State == world.Done {
			if workers && m.drawn {
				c.gone[i] = append(c.gone[i], m)
				moved = true
			}
			continue
		}
		moved = moved || workers && !m.drawn
		c.seats[m.Goroutine].Place = int32(len(crew))
		crew = append(crew, m)
	}
	c.crews[i] = crew
	return moved
}

// lookAtChannels finds each station's channels. Their numbers are given
// again, so it looks at all of them.
func (c *census) lookAtChannels(w *world.World) {
	c.stationC, c.loose = c.stationC[:0], c.loose[:0]
	for i := range c.channels {
		c.channels[i] = c.channels[i][:0]
	}
	for id := range w.Channels {
		ch := &w.Channels[id]
		station := c.queueOf(id, ch)
		c.stationC = append(c.stationC, station)
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
	for i := range c.graph.Stations {
		if st := &c.graph.Stations[i]; st.Kind == graph.Queue && st.Channel == ch.Name {
			return int32(i)
		}
	}
	return -1
}
