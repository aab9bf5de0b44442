package paint

import (
	"slices"

	"sluice/engine/world"
	"sluice/render/layout"
)

// CoreColor is the colour of what belongs to a core of the processor, from 0.
// Further cores begin again, so a number stands beside it.
func (p *Palette) CoreColor(core int) Color {
	colors := [...]Color{p.Flight, p.Wait, p.Done, p.Reject, p.token(), p.Cancel}
	return colors[core%len(colors)]
}

// SetOnCore tells which goroutines run on a core at this moment, where that is
// known. It takes over the list.
func (p *Painter) SetOnCore(goroutines []int) { p.onCore = goroutines }

// core is the number of the core that a goroutine was seen on last, filled for
// one that runs there now: others may stand ready to run.
func (p *Painter) core(m layout.Point, r float32, id int, g *world.Goroutine) {
	t := p.scene.Canvas.Text
	badge := 9 * t
	if g.Core == 0 || g.State > world.Running || r < 1.4*badge || p.atlas == nil {
		return
	}
	m.X, m.Y = m.X-r*0.78, m.Y-r*0.78
	pal, s := &p.Palette, &p.live
	number := int(g.Core) - 1
	color := pal.CoreColor(number)
	s.use(pal.Bg)
	s.disc(m, badge+2*t)
	s.use(pal.Surface)
	ink := pal.Muted
	if slices.Contains(p.onCore, id) {
		s.use(color.mix(pal.Surface, 0.65))
		ink = pal.Text
	}
	s.disc(m, badge)
	s.use(color)
	s.circle(m, badge, 1.5*t)
	p.line = appendInt(p.line[:0], number)
	p.over.use(ink)
	p.text(SubText, layout.Point{X: m.X, Y: p.baseline(SubText, m.Y)}, layout.Middle, p.line)
}
