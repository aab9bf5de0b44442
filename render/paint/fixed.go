package paint

import (
	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
)

// edge is the width of a body's outline.
const edge = 1.5

// bodies paints what is fixed of the stations: those that nothing moves.
func (p *Painter) bodies() {
	for i := range p.graph.Stations {
		st := &p.scene.Stations[i]
		s := &p.fixed
		switch st.Kind {
		case graph.Client:
			s.use(p.Palette.Surface)
			s.fill(st.Box, st.Round)
			s.use(p.outline(i))
			s.stroke(st.Box, st.Round, edge)
			s.use(p.Palette.Line2)
			for _, q := range st.Places {
				s.circle(q, st.Radius, 1)
			}
		case graph.Bucket, graph.Leaky, graph.Pile:
			s.use(p.Palette.Surface)
			s.cup(kFill, st.Box, st.Round, 0)
			s.use(p.outline(i))
			s.cup(kStroke, st.Box, st.Round, edge)
		case graph.Sink:
			p.sinkBody(i)
		}
	}
}

func (p *Painter) sinkBody(i int) {
	st, s := &p.scene.Stations[i], &p.fixed
	state := outcomeState[p.graph.Stations[i].Outcome]
	s.use(p.Palette.Surface)
	s.fill(st.Box, st.Round)
	s.use(p.of(state))
	if state == world.Rejected {
		s.dashes(st.Box, st.Round, edge)
	} else {
		s.stroke(st.Box, st.Round, edge)
	}
}

func (p *Painter) outline(i int) Color {
	if p.hover != "" && p.hover == p.graph.Stations[i].ID {
		return p.Palette.Accent
	}
	return p.Palette.Line2
}

func (p *Painter) pipes() {
	s := &p.fixed
	each := func(extra float32) {
		for i := range p.scene.Pipes {
			q := &p.scene.Pipes[i]
			if q.Flow == graph.Signal {
				continue
			}
			for _, paths := range [][][]layout.Point{p.drawnOnce(q.From, q.Out), p.drawnOnce(q.To, q.In)} {
				for _, path := range paths {
					s.strip(path, q.Width+extra)
				}
			}
		}
		for i := range p.scene.Stations {
			for _, lane := range p.scene.Stations[i].Lanes {
				s.strip(lane[:], p.laneWidth(i)+extra)
			}
		}
	}
	s.use(p.Palette.Line.mix(p.Palette.Raised, 0.35))
	each(1.5)
	s.use(p.Palette.Raised)
	each(0)
}

// drawnOnce leaves of the paths at an end of a pipe those to draw. The ones to
// the dials of a Backoff are the same loop cut at each dial: one is enough.
func (p *Painter) drawnOnce(station int, paths [][]layout.Point) [][]layout.Point {
	if station >= 0 && len(paths) > 1 && p.graph.Stations[station].Kind == graph.Backoff {
		return paths[:1]
	}
	return paths
}

// laneWidth is how wide the pipes that meet the workers of station i are.
func (p *Painter) laneWidth(i int) float32 {
	w := 16 * p.scene.Scale
	for k := range p.scene.Pipes {
		if q := &p.scene.Pipes[k]; q.Flow == graph.Main && (q.From == i || q.To == i) {
			w = min(w, q.Width)
		}
	}
	return w
}
