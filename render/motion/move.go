package motion

import (
	"sluice/engine/graph"
	"sluice/render/layout"
)

// move sends off what has a new place and moves what is under way. With jump
// everything lands at once.
func (s *Stage) move(pc *pace, jump bool) {
	s.flights = 0
	for i := range s.Particles {
		p := &s.Particles[i]
		moved := p.next != p.stop
		if moved {
			s.follow(p)
		}
		goal, shown, radius := s.goal(p.stop)
		switch {
		case jump:
			p.land(goal)
			p.Radius = radius
			if p.ended {
				p.Alpha = 0
			}
		case p.flying:
			s.fly(p, goal, pc)
			s.flights++
		default:
			p.approach(goal, pc.near, moved)
		}
		if !shown && !p.flying && !p.ended {
			s.demote(p)
			continue
		}
		if d := radius - p.Radius; d > 0.02 || d < -0.02 {
			p.Radius += pc.near * d
		} else {
			p.Radius = radius
		}
		p.Shown = shown || p.flying
		if p.ended && !p.flying {
			p.Shown, p.State = true, p.fate
			p.Alpha -= pc.dt * 6
		}
	}
}

// follow takes note of a particle's new stop and lets it fly there if that
// is another station's.
func (s *Stage) follow(p *Particle) {
	if p.next.Station != p.stop.Station {
		s.start(p)
	} else if p.flying { // to another place at the same station
		if p.legs[1] >= 0 {
			p.legs[1] = s.routes.between(p.corner, p.next)
		} else {
			p.legs[0] = s.routes.between(p.origin, p.next)
		}
	}
	p.stop = p.next
	if p.flying && p.legs[1] < 0 {
		p.corner = p.stop
	}
}

// approach moves a particle that has all but arrived towards a place; with
// turn it is a new place, and the way begins where the particle is drawn.
// Should the place itself move, the particle goes along.
func (p *Particle) approach(to layout.Point, near float32, turn bool) {
	if turn {
		p.offX, p.offY = p.X-to.X, p.Y-to.Y
	}
	p.offX -= near * p.offX
	p.offY -= near * p.offY
	p.X, p.Y = to.X+p.offX, to.Y+p.offY
}

// goal is where a job is to rest, whether it is drawn there, and how big.
func (s *Stage) goal(stop layout.Stop) (at layout.Point, shown bool, radius float32) {
	st := &s.Scene.Stations[stop.Station]
	usual := 5.5 * s.Scene.Scale
	switch st.Kind {
	case graph.Sink:
		return s.goals[stop.Station], false, usual
	case graph.Queue:
		return s.slot(st, int(stop.Place)), stop.Place >= 0, st.Radius
	}
	k := int(stop.Place)
	if k < 0 || k >= len(st.Places) {
		at = st.Box.Center()
		if st.Kind == graph.Backoff {
			at = st.More
		}
		return at, false, min(usual, max(st.Radius*0.4, 2))
	}
	radius = st.Radius
	switch st.Kind {
	case graph.Workers:
		radius *= 0.32
	case graph.Backoff:
		radius *= 0.4
	}
	return st.Places[k], true, radius
}

// slot is the place of a queue's slot k. Those beyond the capacity, of blocked
// senders or in a queue that has just become smaller, stand in a row before
// the box.
func (s *Stage) slot(st *layout.Station, k int) layout.Point {
	if k >= 0 && k < len(st.Places) {
		return st.Places[k]
	}
	c := st.Box.Center()
	back := float32(0)
	if k >= 0 {
		back = float32(min(k-len(st.Places)+1, 4)) * 2.2 * st.Radius
	}
	if s.Scene.Portrait {
		return layout.Point{X: c.X, Y: st.Box.Y - back}
	}
	return layout.Point{X: st.Box.X - back, Y: c.Y}
}

// settle lets shakes and nudges die down and removes what has faded.
func (s *Stage) settle(pc *pace) {
	for i := range s.Nudge {
		s.Nudge[i] = max(s.Nudge[i]-pc.dt*5, 0)
		for k := range s.census.crews[i] {
			m := &s.census.crews[i][k]
			m.Shake = max(m.Shake-pc.dt*2.5, 0)
		}
	}
	for i := 0; i < len(s.Particles); {
		p := &s.Particles[i]
		if !p.left && (!p.ended || p.Alpha > 0) {
			i++
			continue
		}
		if !p.left {
			s.of[p.Job] = 0
		}
		last := len(s.Particles) - 1
		if i != last {
			*p = s.Particles[last]
			if !p.left {
				s.of[p.Job] = int32(i + 1)
			}
		}
		s.Particles = s.Particles[:last]
	}
}
