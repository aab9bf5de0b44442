package paint

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// of is the colour of a job in a state.
func (p *Painter) of(state world.JobState) Color {
	switch state {
	case world.BackingOff:
		return p.Palette.Wait
	case world.Completed:
		return p.Palette.Done
	case world.Rejected:
		return p.Palette.Reject
	case world.Failed:
		return p.Palette.Fail
	case world.Cancelled:
		return p.Palette.Cancel
	}
	return p.Palette.Flight
}

// particles draws the jobs. Each is one triangle round its shape: fewer
// vertices than a quad, and they are what a crowd costs.
func (p *Painter) particles(s *motion.Stage) {
	p.drawn = 0
	for i := range s.Particles {
		q := &s.Particles[i]
		if !q.Shown || q.Alpha <= 0 {
			continue
		}
		p.drawn++
		if q.Job == s.Followed {
			p.live.useAlpha(p.Palette.Text, min(q.Alpha, 1))
			p.live.circle(layout.Point{X: q.X, Y: q.Y}, q.Radius+4, 1.5)
		}
		p.mark(layout.Point{X: q.X, Y: q.Y}, look{q.State, q.Dim, q.Radius * p.crowd, min(q.Alpha, 1)})
	}
	// A crowd's dots are smaller, so that it stays a crowd of dots.
	p.crowd = 1
	if n := float64(p.drawn); n > crowded {
		p.crowd = float32(max(math.Sqrt(crowded/n), 0.55))
	}
}

// crowded is how many particles are drawn at their usual size.
const crowded = 3000

// mark draws the shape of a job.
func (p *Painter) mark(m layout.Point, look look) {
	s := &p.dots
	if look != p.last {
		p.last = look
		p.stencil = p.triangle(look)
	}
	x, y := m.X*s.scale, m.Y*s.scale
	n := len(s.v)
	s.v = append(s.v, p.stencil[:]...)
	t := s.v[n : n+3 : n+3]
	t[0].DstX, t[0].DstY = t[0].DstX+x, t[0].DstY+y
	t[1].DstX, t[1].DstY = t[1].DstX+x, t[1].DstY+y
	t[2].DstX, t[2].DstY = t[2].DstX+x, t[2].DstY+y
}

// look is what a job's triangle depends on besides its place. In a crowd most
// are alike, so the last one's is kept.
type look struct {
	state         world.JobState
	dim           bool
	radius, alpha float32
}

// triangle is the triangle of a particle at 0, 0.
func (p *Painter) triangle(l look) [3]Vertex {
	scale := p.dots.scale
	c, a := p.of(l.state), l.alpha
	if l.dim {
		a *= 0.45
	}
	r := l.radius * scale
	v := Vertex{ColorR: c.R * a, ColorG: c.G * a, ColorB: c.B * a, ColorA: a}
	reach := r + 1
	switch l.state {
	case world.Rejected:
		half, w := r*0.85, max(r*0.36, scale)
		v.Custom0, v.Custom1, v.Custom2, v.Custom3 = custom0(kStroke, w), half, half, half*0.35
		reach = (half + w/2 + 1) * 1.3
	case world.Failed:
		w := max(r*0.5, 1.2*scale)
		v.Custom0, v.Custom2 = custom0(kCross, w), r*0.96
		reach = r*0.97 + w/2 + 1
	case world.Cancelled:
		w := max(r*0.34, scale)
		v.Custom0, v.Custom1, v.Custom2 = custom0(kBarred, w), r*0.85, r*0.8
		reach = r*0.85 + w/2 + 1
	default:
		v.Custom0, v.Custom1, v.Custom2, v.Custom3 = custom0(kFill, 0), r, r, r
	}
	const wide = 1.7320508 // an equilateral triangle round a circle of radius 1
	t := [3]Vertex{v, v, v}
	t[0].SrcX, t[0].SrcY = 0, -2*reach
	t[1].SrcX, t[1].SrcY = wide*reach, reach
	t[2].SrcX, t[2].SrcY = -wide*reach, reach
	for k := range t {
		t[k].DstX, t[k].DstY = t[k].SrcX, t[k].SrcY
	}
	return t
}
