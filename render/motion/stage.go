// Package motion finds out, frame by frame, where a world says that every
// job is, and moves what is drawn there.
//
// What is drawn follows the world and never runs ahead of it: a particle
// flies from where it is drawn to where its job is now. When many events
// happen between two frames it takes the way to the latest place.
package motion

import (
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
)

// Stage is what moves in a scene.
type Stage struct {
	Scene     *layout.Scene // where everything is drawn now
	Particles []Particle
	Sinks     []int     // jobs that have ended at each station
	Waiting   []int     // jobs at each station: queued, backing off, at a client
	Drawn     []int     // how many of those have a place of their own
	Nudge     []float32 // of each Queue: 1 when it has just refused a job, falling to 0
	Lever     []float32 // of each Breaker: from 0, closed, to 1, open
	Signal    []float32 // of each link that is a Signal: how far it has come, 0 before it sets off
	NextDue   []time.Duration
	// JobsPerDot is how many jobs a dot in flight stands for: 1 unless
	// more than MaxMotes are under way.
	JobsPerDot int
	Followed   int32 // job that gets a ring, and is a particle in a crowd, too; 0 for none
	Still      bool  // reduced motion: everything is at its place at once

	graph    *graph.Graph
	world    *world.World
	census   census
	to       *layout.Scene // where everything is to stand
	from     *layout.Scene // where it stood before, nil once it has arrived
	way      float32       // time since then, as a part of easeTime
	relaid   bool          // in this frame places are given anew
	before   *placed       // the picture from which this one begins, nil for none
	routes   routes
	goals    []layout.Point // of each station: where it takes in jobs that end
	of       []int32        // of each job: its particle, +1, or its member, negative, -1; 0 for none
	finished int            // jobs of world.Finished that have been seen
	seq      int64
	flights  int
	due      [][]int32 // Backoff: the jobs due next, in order
	blocked  []int32   // scratch: goroutines that wait at a channel
	swarm
}

// NewStage returns an empty stage for a graph.
func NewStage(g *graph.Graph) *Stage {
	n := len(g.Stations)
	return &Stage{
		graph: g, census: newCensus(g), JobsPerDot: 1,
		Sinks: make([]int, n), Waiting: make([]int, n), Drawn: make([]int, n),
		Nudge: make([]float32, n), Lever: make([]float32, n), Signal: make([]float32, len(g.Links)),
		NextDue: make([]time.Duration, n),
		due:     make([][]int32, n),
	}
}

// Census looks at the world and returns for each station how many goroutines
// or slots it has now, as layout.New wants it, in counts.
func (s *Stage) Census(w *world.World, counts []int) []int {
	if w != s.world || w.Seq < s.seq {
		s.forget()
		s.world = w
	}
	if s.census.look(w) {
		s.relaid = true
	}
	counts = counts[:0]
	for i := range s.graph.Stations {
		n := len(s.census.crews[i])
		if s.graph.Stations[i].Kind == graph.Queue {
			n = s.census.slots[i]
		}
		n = max(n, s.graph.Stations[i].Room)
		counts = append(counts, n)
	}
	return counts
}

// Crew returns the goroutines of a station, in the order of its places.
func (s *Stage) Crew(station int) []Member { return s.census.crews[station] }

// Gone returns the goroutines that have just returned and are still seen to
// go. They count no longer.
func (s *Stage) Gone(station int) []Member { return s.census.gone[station] }

// Seen returns how many goroutines have ever stood at a station.
func (s *Stage) Seen(station int) int { return s.census.seen[station] }

// Slots returns the capacity of a queue.
func (s *Stage) Slots(station int) int { return s.census.slots[station] }

// Bucket returns the number of a station's bucket in the world, 0 for none.
func (s *Stage) Bucket(station int) int { return int(s.census.buckets[station]) }

// entry is where a station takes in what comes: just inside its edge.
func (s *Stage) entry(i int) layout.Point {
	c := s.Scene.Stations[i].Box.Center()
	for k := range s.Scene.Pipes {
		q := &s.Scene.Pipes[k]
		if q.To != i || s.graph.Stations[i].Kind != graph.Sink {
			continue
		}
		paths := q.Out
		if len(q.In) > 0 {
			paths = q.In
		}
		if len(paths) == 0 {
			continue
		}
		end := paths[0][len(paths[0])-1]
		d := max(hypot(c.X-end.X, c.Y-end.Y), 1)
		t := min(4*s.Scene.Scale/d, 1)
		return layout.Point{X: end.X + t*(c.X-end.X), Y: end.Y + t*(c.Y-end.Y)}
	}
	return c
}

// forget drops all that was seen: the next Update places everything anew,
// without flights.
func (s *Stage) forget() {
	s.census.reset()
	s.world = nil
	s.Particles = s.Particles[:0]
	s.of = s.of[:0]
	s.finished, s.seq, s.flights, s.JobsPerDot = 0, 0, 0, 1
	s.members, s.motes, s.clock, s.on = s.members[:0], s.motes[:0], 0, false
	clear(s.Sinks)
	clear(s.Nudge)
}

// Update moves everything by dt of wall time towards where the world says it
// is. speed is virtual time over wall time; 0 while the clock stands. Census
// must have been called, and SetScene when what it returned is new.
func (s *Stage) Update(w *world.World, dt time.Duration, speed float64) {
	if len(s.graph.Stations) == 0 {
		return
	}
	fresh := len(s.of) == 0
	s.arrange(float32(dt.Seconds()), fresh && s.before == nil || s.Still)
	s.before = nil
	pc := newPace(dt.Seconds(), speed, s.Scene.Scale)
	jump := fresh || s.Still
	s.tick(pc.dt)
	first := max(len(s.of), 1)
	s.offered(w)
	s.ended(w, first, jump)
	s.locate(w)
	s.depart(w, jump)
	s.move(&pc, jump)
	s.settle(&pc)
	s.swing(w, float32(dt.Seconds()), jump)
	s.seq, s.relaid = w.Seq, false
}
