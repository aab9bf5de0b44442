package paint

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// pileMarks stand on a pile's wall, each ten times the one below it.
var pileMarks = [...]string{"10", "100", "1k"}

// pileShare is how much of a pile's height n jobs fill: a quarter more for
// each ten times as many, all of it at 10,000.
func pileShare(n int) float32 {
	return min(float32(math.Log10(float64(n+1)))/float32(len(pileMarks)+1), 1)
}

// pile is a slice that jobs wait in: without a bound, so it has no top.
func (p *Painter) pile(i int, s *motion.Stage, w *world.World) {
	st, n := &p.scene.Stations[i], s.Waiting[i]
	p.liquid(st.Box, st.Round, pileShare(n)/fullPart, p.Palette.Flight)
	p.pileMarks(st.Box)
	p.lost(i, s, w)
	p.line = append(appendInt(p.line[:0], n), " wait"...)
	p.label(i, p.names[i], p.line)
}

func (p *Painter) pileMarks(box layout.Rect) {
	scale, t := p.scene.Scale, p.scene.Canvas.Text
	pitch := box.H / float32(len(pileMarks)+1)
	for k, text := range pileMarks {
		y := box.Bottom() - pitch*float32(k+1)
		p.live.use(p.Palette.Line2)
		p.live.fill(layout.Rect{X: box.X, Y: y - 0.5, W: 8 * scale, H: 1}, 0)
		if pitch < 13*t {
			continue
		}
		p.line = append(p.line[:0], text...)
		p.over.use(p.Palette.Muted)
		p.text(SubText, layout.Point{X: box.X + 12*scale, Y: p.baseline(SubText, y)}, layout.Left, p.line)
	}
}
