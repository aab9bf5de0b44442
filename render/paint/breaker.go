package paint

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// breaker is a switch in the way of jobs: its lever lies across when it is
// closed, stands up in a dashed box when it is open, and is dashed between
// when it is half-open.
func (p *Painter) breaker(i int, s *motion.Stage, w *world.World) {
	st := &p.scene.Stations[i]
	says := w.Notes[p.graph.Stations[i].Note]
	c := p.Palette.Line2
	switch says {
	case motion.Closed:
		c = p.Palette.Done
	case motion.Open:
		c = p.Palette.Fail
	case motion.HalfOpen:
		c = p.Palette.Wait
	}
	p.live.use(p.Palette.Surface)
	p.live.fill(st.Box, st.Round)
	p.live.use(c)
	if says == motion.Open {
		p.live.dashes(st.Box, st.Round, edge)
	} else {
		p.live.stroke(st.Box, st.Round, edge)
	}
	p.lever(st.Box, s.Lever[i], says == motion.HalfOpen)
	p.line = append(p.line[:0], says...)
	p.label(i, p.names[i], p.line)
}

// lever draws the switch in the colour in use, a part open.
func (p *Painter) lever(box layout.Rect, open float32, dashed bool) {
	const widest = 31 * math.Pi / 180
	s, scale, m := &p.live, p.scene.Scale, box.Center()
	in, r := 17*scale, 4*scale
	length := box.W - 2*in
	if p.scene.Portrait {
		length, in = box.H-2*in*0.7, in*0.7
	}
	sin, cos := math.Sincos(widest * float64(open))
	x, y := float32(cos)*length, -float32(sin)*length
	from, to := layout.Point{X: box.X + in, Y: m.Y}, layout.Point{X: box.Right() - in, Y: m.Y}
	if p.scene.Portrait {
		x, y = float32(sin)*length, float32(cos)*length
		from, to = layout.Point{X: m.X, Y: box.Y + in}, layout.Point{X: m.X, Y: box.Bottom() - in}
	}
	tip := layout.Point{X: from.X + x, Y: from.Y + y}
	if dashed {
		const dashes = 4
		for k := range dashes {
			a, b := float32(k)/dashes+0.06, float32(k+1)/dashes-0.03
			p.bit(from, tip, a, b, 3.5*scale)
		}
	} else {
		p.bit(from, tip, 0, 1, 4*scale)
		s.disc(tip, 2*scale)
	}
	for _, q := range []layout.Point{from, to} {
		s.circle(q, r, 2*scale)
	}
	c := s.color
	s.use(p.Palette.Surface)
	for _, q := range []layout.Point{from, to} {
		s.disc(q, r-1*scale)
	}
	s.use(c)
}

// bit is a part of the line from a to b.
func (p *Painter) bit(a, b layout.Point, from, to, width float32) {
	at := func(t float32) layout.Point { return layout.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)} }
	ends := [2]layout.Point{at(from), at(to)}
	p.live.strip(ends[:], width)
}
