package motion

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
)

// Particle is a job as it is drawn.
type Particle struct {
	Job    int32
	State  world.JobState
	Shown  bool // not one of many in a bar or behind a number
	X, Y   float32
	Radius float32 // in CSS pixels; 0: the usual one of a job in flight
	Alpha  float32
	Dim    bool // beyond the capacity of its queue

	stop   layout.Stop // where the world says that it is
	next   layout.Stop // the same as of this frame
	worker int32       // goroutine that works on it, 0 for none

	offX, offY float32 // from where it belongs to where it is drawn

	flying       bool
	ended        bool
	fate         world.JobState // of a job that has ended: how
	left         bool           // it has become a member
	legs         [2]int32       // routes, -1 for none
	origin       layout.Stop    // where the first leg began
	corner       layout.Stop    // between the two legs
	fromX, fromY float32        // where the first leg began
	lead         float32        // from there to the first leg's route
	along        float32        // distance travelled on the first leg
	speed        float32
}

// pace is how things move in one frame.
type pace struct {
	dt    float32 // wall time that counts, in seconds
	omega float32 // stiffness of the spring that pulls to the goal, per second
	decay float32 // what is left of a distance after dt
	near  float32 // part of a short distance that is made good in dt
	pull  float32 // of gravity on what falls, in px/s²
}

// How refused jobs fall, in px/s and px/s² at scale 1.
const (
	fallSpeed = 260
	gravity   = 2600
)

// omega1 makes a way of 60 px take 0.3 s and one of 700 px 0.44 s.
const omega1 = 22

// newPace makes motion faster at higher speeds, and lets it ride on virtual
// time at lower ones. At speed 0 everything lands at its usual pace.
func newPace(dt, speed float64, scale float32) pace {
	f := 1.0
	switch {
	case speed > 1:
		f = min(math.Pow(speed, 0.4), 4)
	case speed > 0:
		f = max(speed, 1.0/12)
	}
	dt = min(dt, 0.25) * f
	return pace{
		dt: float32(dt), omega: omega1,
		decay: float32(math.Exp(-omega1 * dt)),
		near:  1 - float32(math.Exp(-28*dt)),
		pull:  gravity * scale,
	}
}

// spring moves a distance x with speed v towards zero, critically damped;
// exact for any dt, so that a slow frame makes no jumps.
func (p *pace) spring(x, v float32) (float32, float32) {
	c := -v + p.omega*x
	x, v = (x+c*p.dt)*p.decay, -(-v-p.omega*c*p.dt)*p.decay
	return x, v
}

// start lets a particle fly from where it is drawn to its new stop.
func (s *Stage) start(p *Particle) {
	if p.flying && p.legs[0] >= 0 {
		// It finishes the leg that it is on, so as not to cut corners.
		p.legs[1] = s.routes.between(p.corner, p.next)
		if p.corner.Station == p.next.Station {
			p.legs[1] = -1
			p.corner = p.next
		}
		return
	}
	if !p.flying {
		p.origin = p.stop
	}
	p.legs = [2]int32{s.routes.between(p.origin, p.next), -1}
	p.corner = p.next
	p.flying = true
	p.fromX, p.fromY = p.X, p.Y
	p.offX, p.offY = 0, 0
	p.along, p.speed = 0, 0
	if p.next.Station >= 0 && p.State == world.Rejected {
		p.speed = fallSpeed * s.Scene.Scale
	}
	p.lead = 0
	if q := &s.routes.all[p.legs[0]]; q.n > 0 {
		a := s.routes.start(q)
		p.lead = hypot(a.X-p.X, a.Y-p.Y)
	}
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }

// fly moves a particle in flight. goal is where it is to land.
func (s *Stage) fly(p *Particle, goal layout.Point, pc *pace) {
	first := &s.routes.all[p.legs[0]]
	// What is left: of this leg, and of the next.
	leg, rest, aim := p.lead+first.length, float32(0), goal
	if p.legs[1] >= 0 {
		if second := &s.routes.all[p.legs[1]]; second.n > 0 {
			aim = s.routes.start(second)
			end := s.routes.end(second)
			rest = second.length + hypot(goal.X-end.X, goal.Y-end.Y)
		}
	}
	if first.n > 0 {
		end := s.routes.end(first)
		leg += hypot(aim.X-end.X, aim.Y-end.Y)
	} else {
		leg = hypot(aim.X-p.fromX, aim.Y-p.fromY)
	}
	left := leg - p.along + rest
	before := left
	if p.State == world.Rejected {
		p.speed += pc.pull * pc.dt
		left -= p.speed * pc.dt
	} else {
		left, p.speed = pc.spring(left, p.speed)
	}
	if left < 0.6 {
		p.land(goal)
		return
	}
	p.along += before - left
	if p.along >= leg && p.legs[1] >= 0 {
		p.along -= leg
		p.fromX, p.fromY, p.lead = aim.X, aim.Y, 0
		p.legs = [2]int32{p.legs[1], -1}
		p.origin, p.corner = p.corner, p.stop
		first, aim = &s.routes.all[p.legs[0]], goal
	}
	p.approach(s.onLeg(p, first, aim), pc.near, s.relaid)
}

// reroute keeps a particle in flight as far on its way as it was when the
// pipes have moved.
func (s *Stage) reroute(p *Particle, old *routes) {
	was := &old.all[p.legs[0]]
	p.legs[0] = s.routes.between(p.origin, p.corner)
	if p.legs[1] >= 0 {
		p.legs[1] = s.routes.between(p.corner, p.stop)
	}
	now := &s.routes.all[p.legs[0]]
	if was.n == 0 || now.n == 0 {
		return
	}
	a, b := old.start(was), s.routes.start(now)
	p.fromX, p.fromY = p.fromX+b.X-a.X, p.fromY+b.Y-a.Y
	switch along := p.along - p.lead; {
	case along <= 0:
	case along < was.length:
		p.along = p.lead + along*now.length/was.length
	default:
		p.along += now.length - was.length
	}
}

// onLeg is the place at p.along on its leg: straight to the route, along
// it, straight to the aim.
func (s *Stage) onLeg(p *Particle, q *route, aim layout.Point) layout.Point {
	from, along := layout.Point{X: p.fromX, Y: p.fromY}, p.along
	if q.n > 0 {
		if along < p.lead {
			return towards(from, s.routes.start(q), along, p.lead)
		}
		if along -= p.lead; along < q.length {
			return s.routes.at(q, along)
		}
		along -= q.length
		from = s.routes.end(q)
	}
	return towards(from, aim, along, hypot(aim.X-from.X, aim.Y-from.Y))
}

func towards(a, b layout.Point, along, whole float32) layout.Point {
	t := float32(1)
	if along < whole {
		t = along / whole
	}
	return layout.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}
}

func (p *Particle) land(goal layout.Point) {
	p.X, p.Y, p.flying, p.speed = goal.X, goal.Y, false, 0
	p.offX, p.offY = 0, 0
	p.legs = [2]int32{-1, -1}
}
