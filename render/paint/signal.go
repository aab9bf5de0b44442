package paint

import (
	"sluice/engine/graph"
	"sluice/render/layout"
	"sluice/render/motion"
)

// signals draws the lines that carry no jobs: thin and dashed while nothing
// has been said, drawn through from their source on once it has.
func (p *Painter) signals(s *motion.Stage) {
	scale := p.scene.Scale
	for k := range p.scene.Pipes {
		q := &p.scene.Pipes[k]
		if q.Flow != graph.Signal || len(q.Out) == 0 {
			continue
		}
		path, whole := q.Out[0], float32(0)
		for i := 1; i < len(path); i++ {
			whole += layout.Distance(path[i-1], path[i])
		}
		lit := whole * s.Signal[k]
		p.live.use(p.Palette.Faint)
		for at := lit; at < whole; at += 7 * scale {
			p.stretch(path, at, min(at+3.5*scale, whole), max(1.25*scale, 1))
		}
		p.arrow(path, 6*scale, max(1.25*scale, 1))
		if lit > 0 {
			p.live.use(p.Palette.Muted)
			head := p.stretch(path, 0, lit, max(1.5*scale, 1.25))
			p.live.use(p.Palette.Text)
			if lit < whole {
				p.live.disc(head, 3*scale)
			} else {
				p.arrow(path, 7*scale, max(1.75*scale, 1.5))
			}
		}
	}
}

// arrow is a head of a length at the end of a path.
func (p *Painter) arrow(path []layout.Point, length, width float32) {
	tip, from := path[len(path)-1], path[len(path)-2]
	d := max(layout.Distance(from, tip), 1e-3)
	x, y := (from.X-tip.X)/d*length, (from.Y-tip.Y)/d*length
	for _, side := range [2]float32{-0.6, 0.6} {
		p.bit(tip, layout.Point{X: tip.X + x - side*y, Y: tip.Y + y + side*x}, 0, 1, width)
	}
}

// stretch draws the part of a path between two distances along it and returns
// where that ends.
func (p *Painter) stretch(path []layout.Point, from, to, width float32) layout.Point {
	walked, end := float32(0), path[0]
	for i := 1; i < len(path); i++ {
		d := layout.Distance(path[i-1], path[i])
		a, b := max(from-walked, 0), min(to-walked, d)
		if b > a {
			p.bit(path[i-1], path[i], a/d, b/d, width)
			end = layout.Point{
				X: path[i-1].X + b/d*(path[i].X-path[i-1].X),
				Y: path[i-1].Y + b/d*(path[i].Y-path[i-1].Y),
			}
		}
		walked += d
	}
	return end
}
