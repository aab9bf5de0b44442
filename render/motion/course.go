package motion

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
)

// courseSteps is into how many equal parts of its time a course is divided.
const courseSteps = 48

// Course is the way of a crowd from one stop to another, as places at equal
// times. A particle computes where it is; a mote only looks it up here.
type Course struct {
	Time   float32 // seconds of the swarm's clock from end to end
	Points [courseSteps + 1]layout.Point
	Width  float32 // of the way, in CSS pixels

	ends  courseEnds
	fresh bool // it is as the present scene has it
}

// courseEnds are what a course depends on besides the scene.
type courseEnds struct {
	from, to layout.Stop
	falls    bool
}

// At returns the place after a part of the course's time, from 0 to 1.
func (c *Course) At(part float32) layout.Point {
	f := part * courseSteps
	k := min(max(int(f), 0), courseSteps-1)
	f -= float32(k)
	a, b := c.Points[k], c.Points[k+1]
	return layout.Point{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
}

// courses keeps the ways that crowds take.
type courses struct {
	all  []Course
	byID map[courseEnds]int32
}

// course returns the number of the way from one stop to another for jobs in
// a state.
func (s *Stage) course(from, to layout.Stop, state world.JobState) int32 {
	ends := courseEnds{s.routes.lane(from), s.routes.lane(to), state == world.Rejected}
	id, ok := s.courses.byID[ends]
	if !ok {
		if s.courses.byID == nil {
			s.courses.byID = map[courseEnds]int32{}
		}
		id = int32(len(s.courses.all))
		s.courses.all = append(s.courses.all, Course{ends: ends})
		s.courses.byID[ends] = id
	}
	s.refresh(&s.courses.all[id])
	return id
}

// stale lets each course be computed anew before it is looked at again.
func (c *courses) stale() {
	for i := range c.all {
		c.all[i].fresh = false
	}
}

// refresh computes a course for the present scene.
func (s *Stage) refresh(c *Course) {
	if c.fresh {
		return
	}
	c.fresh = true
	start, _, _ := s.goal(c.ends.from)
	end, _, _ := s.goal(c.ends.to)
	path := s.path(start, end, s.routes.between(c.ends.from, c.ends.to))
	length := float32(0)
	for i := 1; i < len(path); i++ {
		length += layout.Distance(path[i-1], path[i])
	}
	way := spring(length)
	if c.ends.falls {
		way = fall(length, s.Scene.Scale)
	}
	c.Time, c.Width = way.time, s.width(c.ends)
	i, walked := 1, float32(0)
	for k := range c.Points {
		due := way.distance(c.Time * float32(k) / courseSteps)
		for i < len(path)-1 && walked+layout.Distance(path[i-1], path[i]) < due {
			walked += layout.Distance(path[i-1], path[i])
			i++
		}
		c.Points[k] = towards(path[i-1], path[i], due-walked, layout.Distance(path[i-1], path[i]))
	}
	c.Points[courseSteps] = end
}

// path is a route with straight ways to it and from it.
func (s *Stage) path(start, end layout.Point, route int32) []layout.Point {
	q := &s.routes.all[route]
	path := append([]layout.Point{start}, s.routes.points[q.first:q.first+q.n]...)
	return append(path, end)
}

// width is how wide the narrowest pipe on a course is.
func (s *Stage) width(ends courseEnds) float32 {
	least := 14 * s.Scene.Scale
	for k := range s.Scene.Pipes {
		q := &s.Scene.Pipes[k]
		if q.Width > 0 && (q.From == int(ends.from.Station) || q.To == int(ends.to.Station)) {
			least = min(least, q.Width)
		}
	}
	return least
}

// profile is how far something has come after how long.
type profile struct {
	time     float32
	distance func(t float32) float32
}

// spring is how particles fly: critically damped towards what is left, as in
// pace.spring, until less than half a pixel is left.
func spring(length float32) profile {
	left := func(t float32) float32 {
		x := omega1 * float64(t)
		return length * float32((1+x)*math.Exp(-x))
	}
	time := float32(0.1)
	for left(time) > 0.5 {
		time += 0.01
	}
	return profile{time, func(t float32) float32 { return length - left(t) }}
}

// fall is how refused jobs fall: see start and newPace.
func fall(length, scale float32) profile {
	v, g := fallSpeed*scale, gravity*scale
	time := (float32(math.Sqrt(float64(v*v+2*g*length))) - v) / g
	return profile{max(time, 0.05), func(t float32) float32 { return min(v*t+g*t*t/2, length) }}
}
