package paint

import (
	"math"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// leaky is a bucket that jobs fill and that drains through its spout.
func (p *Painter) leaky(i int, s *motion.Stage, w *world.World) {
	st, b := &p.scene.Stations[i], &w.Buckets[s.Bucket(i)]
	level := b.Level(w.Now)
	share := float32(0)
	if b.Capacity > 0 {
		share = float32(min(level/float64(b.Capacity), 1))
	}
	p.liquid(st.Box, st.Round, share, p.Palette.Flight)
	p.marks(st.Box, b.Capacity)
	p.spout(st, b, level)
	p.line = appendInt(p.line[:0], int(math.Ceil(level-1e-6)))
	p.line = appendInt(append(p.line, " of "...), b.Capacity)
	if b.Name == "" {
		p.line = p.line[:0]
	}
	p.label(i, p.names[i], p.line)
}

// marks are on a bucket's wall, one a job, when they can be told apart.
func (p *Painter) marks(box layout.Rect, capacity int) {
	if capacity <= 0 {
		return
	}
	scale := p.scene.Scale
	pitch := fullPart * box.H / float32(capacity)
	if pitch < 5*scale {
		return
	}
	p.live.use(p.Palette.Line2)
	for k := 1; k <= capacity; k++ {
		w := 6 * scale
		if k == capacity {
			w = 11 * scale
		}
		p.live.fill(layout.Rect{X: box.X, Y: box.Bottom() - pitch*float32(k) - 0.5, W: w, H: 1}, 0)
	}
}

// spout is what a leaky bucket drains through, with the next drop: it grows
// at the mouth and lets go when one job more has leaked.
func (p *Painter) spout(st *layout.Station, b *world.Bucket, level float64) {
	s, scale := &p.live, p.scene.Scale
	wall, thick := st.Box.Right()-edge, 7*scale
	pipe := layout.Rect{X: wall, Y: st.Ring.Y - thick/2, W: st.Ring.X + thick/2 - wall, H: thick}
	if st.Ring.X < st.Box.X {
		pipe.X, pipe.W = st.Ring.X-thick/2, st.Box.X+edge-st.Ring.X+thick/2
	}
	s.use(p.Palette.Line2)
	s.fill(pipe, 2*scale)
	rate := -b.Rate
	from, to := st.Ring.Y+thick/2, st.Drop.Y
	s.use(p.Palette.Flight)
	switch {
	case level <= 0 || rate <= 0:
	case rate*p.speed > 6: // too fast to follow one by one
		for y := from + float32(p.drip)*7*scale; y < to; y += 7 * scale {
			s.disc(layout.Point{X: st.Ring.X, Y: y}, 1.8*scale)
		}
	default:
		p.drop(layout.Point{X: st.Ring.X, Y: from}, to, float32(math.Ceil(level)-level))
	}
	if st.RingText.Empty() || b.Name == "" {
		return
	}
	switch {
	case rate <= 0:
		p.line = append(p.line[:0], "no leak"...)
	case level <= 0:
		p.line = append(p.line[:0], "empty"...)
	default:
		p.line = appendEvery(p.line[:0], "−", rate)
	}
	at, align := layout.Point{X: st.RingText.X, Y: p.baseline(SubText, st.RingText.Center().Y)}, layout.Left
	if st.RingRight {
		at.X, align = st.RingText.Right(), layout.Right
	}
	p.over.use(p.Palette.Muted)
	p.text(SubText, at, align, p.line)
}

// drop is a drop from a mouth down to a height; next is how much of it has
// come.
func (p *Painter) drop(mouth layout.Point, to, next float32) {
	const falls = 0.6
	r := 3.4 * p.scene.Scale
	if next < falls || p.Still {
		p.live.disc(layout.Point{X: mouth.X, Y: mouth.Y + r*0.4}, r*min(next/falls, 1))
		return
	}
	t := (next - falls) / (1 - falls)
	p.live.useAlpha(p.Palette.Flight, 1-t*t*t)
	p.live.disc(layout.Point{X: mouth.X, Y: mouth.Y + r*0.4 + (to-mouth.Y)*t*t}, r)
}
