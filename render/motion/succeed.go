package motion

import (
	"slices"

	"sluice/engine/graph"
	"sluice/render/layout"
)

// Succeed lets s, which has shown nothing yet, begin with the picture that
// another stage shows: a station that both have goes from where it stands
// there, one of an opened group comes out of the group, and a group that is
// closed comes from the first of its members.
func (s *Stage) Succeed(old *Stage) {
	if old.Scene != nil {
		s.before = &placed{old.graph, old.Scene}
	}
}

// placed is a graph and where it stands.
type placed struct {
	graph *graph.Graph
	scene *layout.Scene
}

// centre returns where a station stands, or what it comes out of.
func (p *placed) centre(st *graph.Station) (at layout.Point, ok bool) {
	for _, same := range []func(was *graph.Station) bool{
		func(was *graph.Station) bool { return was.ID == st.ID },
		func(was *graph.Station) bool { return was.ID == st.Within },
		func(was *graph.Station) bool { return was.Within == st.ID },
	} {
		i := slices.IndexFunc(p.graph.Stations, func(was graph.Station) bool { return same(&was) })
		if i >= 0 {
			return p.scene.Stations[i].Box.Center(), true
		}
	}
	return at, false
}

// start is a scene of graph g as it begins, moved to where everything stands
// in the picture before it.
func (p *placed) start(g *graph.Graph, scene *layout.Scene) *layout.Scene {
	out := *scene
	out.Stations, out.Pipes = slices.Clone(scene.Stations), slices.Clone(scene.Pipes)
	moves := make([]layout.Point, len(out.Stations))
	for i := range out.Stations {
		if at, ok := p.centre(&g.Stations[i]); ok {
			to := out.Stations[i].Box.Center()
			moves[i] = layout.Point{X: at.X - to.X, Y: at.Y - to.Y}
			moveStation(&out.Stations[i], moves[i])
		}
	}
	for k := range out.Pipes {
		if q := &out.Pipes[k]; q.From >= 0 {
			q.Out, q.In = moveEnds(q.Out, moves[q.From], moves[q.To]), moveEnds(q.In, moves[q.From], moves[q.To])
		}
	}
	return &out
}

func moveStation(st *layout.Station, by layout.Point) {
	point := func(q layout.Point) layout.Point { return layout.Point{X: q.X + by.X, Y: q.Y + by.Y} }
	st.Box.X, st.Box.Y = st.Box.X+by.X, st.Box.Y+by.Y
	st.Label.Box.X, st.Label.Box.Y = st.Label.Box.X+by.X, st.Label.Box.Y+by.Y
	st.Places, st.Lanes = slices.Clone(st.Places), slices.Clone(st.Lanes)
	for k := range st.Places {
		st.Places[k] = point(st.Places[k])
	}
	for k := range st.Lanes {
		st.Lanes[k] = [2]layout.Point{point(st.Lanes[k][0]), point(st.Lanes[k][1])}
	}
}

// moveEnds moves paths with the stations at their ends.
func moveEnds(paths [][]layout.Point, from, to layout.Point) [][]layout.Point {
	var out [][]layout.Point
	for _, path := range paths {
		moved := slices.Clone(path)
		for k := range moved {
			t := float32(k) / float32(max(len(path)-1, 1))
			moved[k].X += from.X + t*(to.X-from.X)
			moved[k].Y += from.Y + t*(to.Y-from.Y)
		}
		out = append(out, moved)
	}
	return out
}
