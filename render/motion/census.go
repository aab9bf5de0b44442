package motion

import (
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
	stations *graph.Seats
	sinks    bool  // some station counts jobs that have ended
	home     int32 // where jobs of unknown whereabouts are drawn
	seats    []layout.Stop
	crews    [][]Member
	gone     [][]Member // of each station of workers: who has just returned
	stationC []int32    // station of each channel, -1 for none
	channels [][]int32  // of each station: closed ones first, as they drain first
	waited   []int32    // links that are signals
	slots    []int      // of each station: the capacity of its open channel
	ends     []Ends     // of each station
	seen     []int      // of each station: goroutines that ever stood there
	signals  []bool     // of each link: its channel has been closed or received from
	loose    []int32    // channels that carry jobs and belong to no station
	buckets  []int32    // of each station
	names    [][]string // of each station of bars: what is counted
	tallies  int        // of the world, when names were made
	seenB    int
}

var nowhere = layout.Stop{Station: -1, Place: -1}

func newCensus(g *graph.Graph) census {
	c := census{
		graph:    g,
		stations: g.Seats(),
		crews:    make([][]Member, len(g.Stations)),
		gone:     make([][]Member, len(g.Stations)),
		channels: make([][]int32, len(g.Stations)),
		slots:    make([]int, len(g.Stations)),
		ends:     make([]Ends, len(g.Stations)),
		seen:     make([]int, len(g.Stations)),
		signals:  make([]bool, len(g.Links)),
		names:    make([][]string, len(g.Stations)),
		buckets:  make([]int32, len(g.Stations)),
	}
	for i := len(g.Stations) - 1; i >= 0; i-- {
		switch g.Stations[i].Kind {
		case graph.Client:
			c.home = int32(i)
		case graph.Sink:
			c.sinks = true
		}
	}
	for i := range g.Links {
		if g.Links[i].Flow == graph.Signal {
			c.waited = append(c.waited, int32(i))
		}
	}
	return c
}

func (c *census) reset() {
	c.seats, c.stationC, c.loose = c.seats[:0], c.stationC[:0], c.loose[:0]
	c.seenB, c.tallies = 0, 0
	clear(c.signals)
	for i := range c.crews {
		c.crews[i], c.gone[i] = c.crews[i][:0], c.gone[i][:0]
		c.buckets[i], c.slots[i], c.seen[i], c.names[i], c.ends[i] = 0, 0, 0, nil, Ends{}
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
	c.lookAtTallies(w)
	for ; c.seenB < len(w.Buckets); c.seenB++ {
		for i := range c.graph.Stations {
			st := &c.graph.Stations[i]
			if (st.Kind == graph.Bucket || st.Kind == graph.Leaky) && st.Bucket == w.Buckets[c.seenB].Name {
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
	i := c.stations.Goroutine(id, graph.Origin{Site: int(g.Born), Name: g.Name})
	if i < 0 {
		return nowhere
	}
	c.seen[i]++
	if c.graph.Stations[i].Kind != graph.Backoff {
		c.crews[i] = append(c.crews[i], Member{Goroutine: int32(id)})
	}
	return layout.Stop{Station: int32(i), Place: -1}
}

// prune takes those who have returned out of a crew; who panicked or leaked
// stays to be seen. Where places are kept the last one takes a place that is
// free, else all behind it move up. It reports whether a worker has another
// place than before.
func (c *census) prune(i int, w *world.World) (moved bool) {
	workers := c.graph.Stations[i].Kind == graph.Workers
	kept := c.graph.Stations[i].Room > 0
	if kept {
		c.fillUp(i, w)
	}
	crew := c.crews[i][:0]
	for _, m := range c.crews[i] {
		if w.Goroutines[m.Goroutine].State == world.Done {
			if workers && m.drawn {
				c.gone[i] = append(c.gone[i], m)
				moved = moved || !kept
			}
			continue
		}
		place := int32(len(crew))
		if kept {
			moved = moved || workers && m.drawn && c.seats[m.Goroutine].Place != place
		} else {
			moved = moved || workers && !m.drawn
		}
		c.seats[m.Goroutine].Place = place
		crew = append(crew, m)
	}
	c.crews[i] = crew
	return moved
}

// fillUp lets the last ones of a crew take the places of those who have
// returned, who come last then.
func (c *census) fillUp(i int, w *world.World) {
	crew := c.crews[i]
	here := func(m Member) bool { return w.Goroutines[m.Goroutine].State != world.Done }
	last := len(crew) - 1
	for k := 0; k < last; k++ {
		if here(crew[k]) {
			continue
		}
		for last > k && !here(crew[last]) {
			last--
		}
		crew[k], crew[last] = crew[last], crew[k]
	}
}
