package motion

import (
	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
)

// Member is a goroutine that stands at a station.
type Member struct {
	Goroutine int32
	Shake     float32 // 1 when its work has just failed, then falling to 0
}

// census finds out what of a world stands at which station. It reads only
// what is new since the last look, so that a run with many goroutines that
// have ended costs no more than one with few.
type census struct {
	graph    *graph.Graph
	home     int32 // where jobs of unknown whereabouts are drawn
	seats    []layout.Stop
	crews    [][]Member
	stationC []int32   // station of each channel, -1 for none
	channels [][]int32 // of each station, the oldest first
	loose    []int32   // channels that carry jobs and belong to no station
	buckets  []int32   // of each station
	seenB    int
}

var nowhere = layout.Stop{Station: -1, Place: -1}

func newCensus(g *graph.Graph) census {
	c := census{
		graph:    g,
		crews:    make([][]Member, len(g.Stations)),
		channels: make([][]int32, len(g.Stations)),
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
		c.crews[i], c.channels[i], c.buckets[i] = c.crews[i][:0], c.channels[i][:0], 0
	}
}

func (c *census) look(w *world.World) {
	for id := len(c.seats); id < len(w.Goroutines); id++ {
		c.seats = append(c.seats, c.seat(id, &w.Goroutines[id]))
	}
	for i := range c.crews {
		c.prune(i, w)
	}
	for id := len(c.stationC); id < len(w.Channels); id++ {
		c.channel(id, &w.Channels[id])
	}
	for i := range c.channels {
		c.channels[i] = drained(c.channels[i], w)
	}
	c.loose = drained(c.loose, w)
	for ; c.seenB < len(w.Buckets); c.seenB++ {
		for i := range c.graph.Stations {
			st := &c.graph.Stations[i]
			if st.Kind == graph.Bucket && st.Bucket == w.Buckets[c.seenB].Name {
				c.buckets[i] = int32(c.seenB)
			}
		}
	}
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
// stays to be seen.
func (c *census) prune(i int, w *world.World) {
	crew := c.crews[i][:0]
	for _, m := range c.crews[i] {
		if w.Goroutines[m.Goroutine].State == world.Done {
			continue
		}
		c.seats[m.Goroutine].Place = int32(len(crew))
		crew = append(crew, m)
	}
	c.crews[i] = crew
}

func (c *census) channel(id int, ch *world.Channel) {
	for i := range c.graph.Stations {
		st := &c.graph.Stations[i]
		if st.Kind == graph.Queue && st.Channel == ch.Name && id > 0 {
			c.channels[i] = append(c.channels[i], int32(id))
			c.stationC = append(c.stationC, int32(i))
			return
		}
	}
	if ch.Carries && ch.Cap > 0 {
		c.loose = append(c.loose, int32(id))
	}
	c.stationC = append(c.stationC, -1)
}

// drained drops the channels that are closed and empty: nothing can come
// any more. The newest one stays.
func drained(ids []int32, w *world.World) []int32 {
	kept := ids[:0]
	for k, id := range ids {
		if ch := &w.Channels[id]; !ch.Closed || ch.Len() > 0 || k == len(ids)-1 {
			kept = append(kept, id)
		}
	}
	return kept
}
