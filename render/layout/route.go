package layout

import "slices"

// Stop is a place in a scene: a station and one of its places.
type Stop struct{ Station, Place int32 }

// Route is the way of a job from one stop to another along the pipes, from
// the first station's edge to the last one's. It is empty when no pipes lead
// there.
func (s *Scene) Route(from, to Stop) []Point {
	if from.Station == to.Station {
		return nil
	}
	var path []Point
	for _, k := range s.pipesBetween(from.Station, to.Station) {
		q := &s.Pipes[k]
		for _, next := range [][]Point{
			lane(q.Out, s.laneOf(q.From, from, to)),
			lane(q.In, s.laneOf(q.To, from, to)),
		} {
			path = s.join(path, next)
		}
	}
	return path
}

// join appends next to path, with a round corner where next sets off in
// another direction.
func (s *Scene) join(path, next []Point) []Point {
	if len(path) == 0 || len(next) == 0 {
		return append(path, next...)
	}
	a, b := path[len(path)-1], next[0]
	corner := Point{b.X, a.Y}
	if s.Portrait {
		corner = Point{a.X, b.Y}
	}
	if r := 24 * s.Scale; Distance(a, corner) > 1 && Distance(corner, b) > 1 {
		path = append(path, rounded([]Point{a, corner, b}, r)...)
	}
	return append(path, next...)
}

// laneOf is which of a station's paths a job takes: its place's own; the
// last one where it has no place, as behind a full loop; the middle one where
// it only passes.
func (s *Scene) laneOf(station int, from, to Stop) int {
	st := &s.Stations[station]
	n := len(st.Lanes)
	if n == 0 {
		n = len(st.Places)
	}
	for _, stop := range []Stop{from, to} {
		switch {
		case int(stop.Station) != station:
		case stop.Place < 0 || int(stop.Place) >= len(st.Places):
			return n - 1
		case len(st.Lane) > 0:
			return st.Lane[stop.Place]
		default:
			return int(stop.Place)
		}
	}
	return n / 2
}

func lane(paths [][]Point, k int) []Point {
	if len(paths) == 0 {
		return nil
	}
	return paths[min(max(k, 0), len(paths)-1)]
}

// pipesBetween returns the fewest pipes that lead from station a to b.
func (s *Scene) pipesBetween(a, b int32) []int {
	by := make([]int, len(s.Stations)) // pipe by which each was reached, +1
	queue := []int{int(a)}
	for len(queue) > 0 && by[b] == 0 {
		at := queue[0]
		queue = queue[1:]
		for k := range s.Pipes {
			q := &s.Pipes[k]
			if q.From == at && q.To != int(a) && by[q.To] == 0 {
				by[q.To] = k + 1
				queue = append(queue, q.To)
			}
		}
	}
	var way []int
	for at := int(b); at != int(a) && by[at] > 0; at = s.Pipes[by[at]-1].From {
		way = append(way, by[at]-1)
	}
	slices.Reverse(way)
	return way
}
