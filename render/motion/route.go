package motion

import (
	"sluice/render/layout"
)

// route is a way along pipes, as points at equal distances.
type route struct {
	first, n int // in routes.points
	step     float32
	length   float32
}

// routes keeps the ways that jobs have taken in a scene.
type routes struct {
	scene  *layout.Scene
	all    []route
	points []layout.Point
	byEnds map[[2]layout.Stop]int32
	last   [2]layout.Stop
	lastID int32
}

const spacing = 5 // of a route's points, in CSS pixels

func newRoutes(s *layout.Scene) routes {
	return routes{
		scene: s, byEnds: map[[2]layout.Stop]int32{},
		last: [2]layout.Stop{nowhere, nowhere},
	}
}

// between returns the number of the way from one stop to another.
func (r *routes) between(from, to layout.Stop) int32 {
	key := [2]layout.Stop{r.lane(from), r.lane(to)}
	if key == r.last {
		return r.lastID
	}
	id, ok := r.byEnds[key]
	if !ok {
		id = int32(len(r.all))
		r.all = append(r.all, r.resample(r.scene.Route(key[0], key[1])))
		r.byEnds[key] = id
	}
	r.last, r.lastID = key, id
	return id
}

// lane leaves of a stop only what makes a difference to the way.
func (r *routes) lane(s layout.Stop) layout.Stop {
	if st := &r.scene.Stations[s.Station]; len(st.Lane) == 0 && len(st.Texts) == 0 {
		s.Place = -1
	}
	return s
}

func (r *routes) resample(path []layout.Point) route {
	out := route{first: len(r.points)}
	if len(path) == 0 {
		return out
	}
	for i := 1; i < len(path); i++ {
		out.length += layout.Distance(path[i-1], path[i])
	}
	out.n = int(out.length/spacing) + 2
	out.step = out.length / float32(out.n-1)
	r.points = append(r.points, path[0])
	due, walked := out.step, float32(0)
	for i := 1; i < len(path); i++ {
		d := layout.Distance(path[i-1], path[i])
		for due <= walked+d && d > 0 && len(r.points) < out.first+out.n-1 {
			t := (due - walked) / d
			r.points = append(r.points, layout.Point{
				X: path[i-1].X + t*(path[i].X-path[i-1].X),
				Y: path[i-1].Y + t*(path[i].Y-path[i-1].Y),
			})
			due += out.step
		}
		walked += d
	}
	for len(r.points) < out.first+out.n {
		r.points = append(r.points, path[len(path)-1])
	}
	return out
}

// at returns the place at a distance along route q.
func (r *routes) at(q *route, along float32) layout.Point {
	f := along / q.step
	i := min(max(int(f), 0), q.n-2)
	f -= float32(i)
	a, b := r.points[q.first+i], r.points[q.first+i+1]
	return layout.Point{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
}

func (r *routes) start(q *route) layout.Point { return r.points[q.first] }
func (r *routes) end(q *route) layout.Point   { return r.points[q.first+q.n-1] }
