package motion

import (
	"sluice/engine/world"
	"sluice/render/layout"
)

// Jobs that are not drawn one by one. A job that rests where only a number
// tells of it has no particle, only a member's record. When more jobs set off
// than can be moved one by one, each is a mote: it takes a course, which many
// share, and nothing is computed for it but where that is after so much time.

// swarmFrom is how many particles fly at a time before those that set off are
// motes. They are particles again when half as many are under way.
const swarmFrom = 4000

// MaxMotes is how many motes are under way at a time. Of more jobs only some
// are drawn: then a dot stands for several.
const MaxMotes = 160_000

// Mote is a job on its way as one of a crowd.
type Mote struct {
	Job    int32
	Course int32
	Born   float32 // on the swarm's clock
	State  world.JobState
}

// member is a job without a particle.
type member struct {
	job   int32
	from  layout.Stop // where it rests, or where its mote will be
	next  layout.Stop // where the world says that it is
	via   layout.Stop // the worker on its way to its end, nowhere for none
	lands float32     // when it is there, on the swarm's clock
	ended bool
	dim   bool // beyond the capacity of its queue
}

// swarm is the jobs without a particle.
type swarm struct {
	members []member
	motes   []Mote
	clock   float32 // seconds; it is wound back while there are no motes
	step    float32 // by which the clock has moved in this frame
	courses courses
	on      bool // who sets off is a mote
	skipped int  // jobs since a mote stood for one
}

// Motes returns the jobs that are under way as a crowd.
func (s *Stage) Motes() []Mote { return s.motes }

// Courses returns the ways that motes take, by their numbers.
func (s *Stage) Courses() []Course { return s.courses.all }

// Clock is the time on which motes were born.
func (s *Stage) Clock() float32 { return s.clock }

// join makes a job a member that rests at a stop, from delay seconds on.
func (s *Stage) join(id int32, at layout.Stop, delay float32) *member {
	s.members = append(s.members, member{job: id, from: at, next: at, via: nowhere, lands: s.clock + delay})
	s.of[id] = -int32(len(s.members))
	return &s.members[len(s.members)-1]
}

// leave takes member k out of the list; another one takes its place.
func (s *Stage) leave(k int) {
	s.of[s.members[k].job] = 0
	last := len(s.members) - 1
	if k != last {
		s.members[k] = s.members[last]
		s.of[s.members[k].job] = -int32(k + 1)
	}
	s.members = s.members[:last]
}

// tick moves the swarm's clock on and drops the motes that have arrived.
func (s *Stage) tick(dt float32) {
	if len(s.motes) == 0 && s.clock > 60 { // before it becomes coarse
		for k := range s.members {
			s.members[k].lands -= s.clock
		}
		s.clock = 0
	}
	s.clock, s.step = s.clock+dt, dt
	under := s.motes[:0]
	for _, m := range s.motes {
		c := &s.courses.all[m.Course]
		if s.clock-m.Born < c.Time {
			s.refresh(c)
			under = append(under, m)
		}
	}
	s.motes = under
	if len(s.motes) < MaxMotes/64 {
		s.JobsPerDot = 1
	}
}

// depart lets the members go to where the world says that they are: as motes
// while there are many, else as particles. With jump all are there at once.
func (s *Stage) depart(w *world.World, jump bool) {
	s.muster(jump)
	for k := 0; k < len(s.members); {
		m := &s.members[k]
		switch {
		case m.lands > s.clock && !jump:
			k++
		case jump && m.ended, m.ended && m.next.Station == m.from.Station:
			s.leave(k)
		case jump || m.next.Station == m.from.Station:
			if jump {
				m.from = m.next
			}
			if s.drawnAt(m.next) {
				s.promote(k, w)
			} else {
				m.from = m.next
				k++
			}
		case !s.on, m.job == s.Followed:
			s.promote(k, w)
		default:
			k = s.launch(k, w)
		}
	}
}

// muster decides whether there is a crowd, and how many jobs a mote stands for.
func (s *Stage) muster(jump bool) {
	under := s.flights + len(s.motes)
	if jump || under+len(s.members) < swarmFrom/2 {
		s.on = false
		return
	}
	leaving, waiting := 0, 0
	for k := range s.members {
		m := &s.members[k]
		if m.next.Station == m.from.Station {
			continue
		}
		waiting++
		if m.lands <= s.clock {
			leaving++
		}
	}
	s.on = under+waiting > swarmFrom || s.on && under+waiting > swarmFrom/2
	if free := max(MaxMotes-len(s.motes), 1); leaving > free {
		s.JobsPerDot = max(s.JobsPerDot, (leaving+free-1)/free)
	}
}

// launch sends member k off as a mote and returns the number of the member
// that comes after it.
func (s *Stage) launch(k int, w *world.World) int {
	m := &s.members[k]
	state, to := w.Jobs[m.job].State, m.next
	if m.via.Station >= 0 { // it was there since the last frame
		state, to = world.Working, m.via
		m.via = nowhere
	}
	id, born := s.course(m.from, to, state), s.born(m)
	if s.skipped++; s.skipped >= s.JobsPerDot && len(s.motes) < MaxMotes {
		s.skipped = 0
		s.motes = append(s.motes, Mote{m.job, id, born, state})
	}
	if m.ended && to == m.next {
		s.leave(k)
		return k
	}
	m.from, m.lands = to, born+s.courses.all[id].Time
	return k + 1
}

// born is when a member that sets off in this frame did so: when it was
// allowed to, or at some time since the last frame, so that a crowd does not
// go in clusters.
func (s *Stage) born(m *member) float32 {
	if since := s.clock - s.step; m.lands < since {
		return since + s.step*float32(uint32(m.job)*2654435769>>16)/(1<<16)
	}
	return m.lands
}

// drawnAt reports whether a job that rests at a stop has a place of its own
// there.
func (s *Stage) drawnAt(at layout.Stop) bool {
	if at.Place < 0 {
		return false
	}
	_, shown, _ := s.goal(at)
	return shown
}

// promote makes member k a particle that rests where it was.
func (s *Stage) promote(k int, w *world.World) {
	m := s.members[k]
	s.leave(k)
	at, _, radius := s.goal(m.from)
	state := w.Jobs[m.job].State
	fate := state
	if m.ended && !s.census.sinks { // it is on its way still
		state = world.Carried
	}
	s.Particles = append(s.Particles, Particle{
		Job: m.job, State: state, fate: fate, X: at.X, Y: at.Y, Alpha: 1, Radius: radius, Dim: m.dim,
		stop: m.from, next: m.next, legs: [2]int32{-1, -1}, ended: m.ended,
	})
	s.of[m.job] = int32(len(s.Particles))
}

// demote makes a particle a member; the particle is taken away in this
// frame's settle.
func (s *Stage) demote(p *Particle) {
	p.left, p.Shown = true, false
	s.join(p.Job, p.stop, 0).next = p.next
}

// target returns where the world says that a job in flight is, to be changed;
// nil for one that is not seen, or has ended.
func (s *Stage) target(job int32) *layout.Stop {
	switch k := s.of[job]; {
	case k > 0 && !s.Particles[k-1].ended:
		return &s.Particles[k-1].next
	case k < 0 && !s.members[-k-1].ended:
		return &s.members[-k-1].next
	}
	return nil
}

// locateMembers finds out where the world says that each member is.
func (s *Stage) locateMembers(w *world.World) {
	for k := range s.members {
		m := &s.members[k]
		if m.ended {
			continue
		}
		m.dim = false
		m.next = s.whereabouts(m.job, m.next, w)
	}
}
