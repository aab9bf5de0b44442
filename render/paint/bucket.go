package paint

import (
	"math"
	"strconv"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// fullPart is how much of a bucket's height a full one fills.
const fullPart = 0.78

func (p *Painter) bucket(i int, s *motion.Stage, w *world.World) {
	st, b := &p.scene.Stations[i], &w.Buckets[s.Bucket(i)]
	level := b.Level(w.Now)
	full := level >= float64(b.Capacity)
	whole := math.Floor(level + 1e-6)
	share := float32(0)
	if b.Capacity > 0 {
		share = float32(min(level/float64(b.Capacity), 1))
	}
	surface := p.liquid(st.Box, st.Round, share, p.Palette.Token)
	p.tokens(st.Box, int(whole), b.Capacity)
	p.refill(st, b, p.graph.Stations[i].Refill, float32(level-whole), full, surface)
	p.line = appendInt(p.line[:0], int(whole))
	p.line = appendInt(append(p.line, " of "...), b.Capacity)
	p.label(i, p.names[i], p.line)
}

// cup is a box without its top: a fill or an outline.
func (s *stream) cup(k kind, r layout.Rect, radius, w float32) {
	top := r.Y * s.scale
	r.Y, r.H = r.Y-radius*2, r.H+radius*2
	n := len(s.v)
	if k == kFill {
		s.fill(r, radius)
	} else {
		s.stroke(r, radius, w)
	}
	for j := n; j < n+2; j++ { // cut the quad off at the top
		s.v[j].SrcY += top - s.v[j].DstY
		s.v[j].DstY = top
	}
}

// liquid fills a bucket to a part of its height and returns the surface.
func (p *Painter) liquid(box layout.Rect, round, share float32, c Color) float32 {
	s := &p.live
	depth := share * fullPart * box.H
	surface := box.Bottom() - depth
	if depth < 1 {
		return surface
	}
	s.useAlpha(c, 0.17)
	if !p.Palette.Dark {
		s.useAlpha(c, 0.22)
	}
	hx, d := (box.W/2-edge/2)*s.scale, (depth-edge/2)*s.scale // inside the outline
	m := layout.Point{X: box.Center().X, Y: surface}
	r := min((round-edge/2)*s.scale, hx)
	s.quad(m, hx+1, d+1, kLiquid, float32(p.wave)*63, hx, d, r)
	return surface
}

// tokens draws every token as a square, from the bottom up, when they are
// few enough to be told apart.
func (p *Painter) tokens(box layout.Rect, n, capacity int) {
	if capacity <= 0 {
		return
	}
	scale := p.scene.Scale
	inW, inH := box.W-8*scale, box.H*fullPart
	pitch := min(float32(math.Sqrt(float64(inW*inH/float32(capacity)))), 18*scale)
	cols := max(int(inW/pitch+0.5), 1)
	rows := (capacity + cols - 1) / cols
	dx, dy := inW/float32(cols), min(inH/float32(rows), 18*scale)
	half := min(0.28*min(dx, dy), 4.5*scale)
	if half < 1.2 {
		return
	}
	p.live.use(p.Palette.token())
	for k := range n {
		col, row := k%cols, k/cols
		p.live.square(layout.Point{
			X: box.Center().X + dx*(float32(col)-float32(cols-1)/2),
			Y: box.Bottom() - 3*scale - dy*(float32(row)+0.5),
		}, half, half*0.45)
	}
}

// refill draws the ring that fills until the next token, and, where time
// brings it, that token on its way into the bucket; filler is what else may
// bring it.
func (p *Painter) refill(st *layout.Station, b *world.Bucket, filler string, next float32, full bool, surface float32) {
	s, scale := &p.live, p.scene.Scale
	r, width := 10*scale, 2.5*scale
	top := layout.Point{X: st.Ring.X, Y: st.Ring.Y + r + 4*scale}
	steady := b.Rate*p.speed > 6 // too fast to follow one by one
	s.use(p.Palette.Line2)
	if steady && !full {
		s.use(p.Palette.token())
	}
	if steady && !full {
		top.Y += float32(p.drip) * 6 * scale
	}
	for y := top.Y; y < st.Box.Y-3*scale && !p.scene.Portrait; y += 6 * scale {
		s.square(layout.Point{X: top.X, Y: y}, 0.9*scale, 0)
	}
	s.use(p.Palette.Line)
	s.circle(st.Ring, r, width)
	switch {
	case full || b.Rate <= 0 && filler == "":
	case steady:
		s.useAlpha(p.Palette.token(), 0.8)
		s.circle(st.Ring, r, width)
	default:
		s.use(p.Palette.token())
		s.arc(st.Ring, r, width, 0, next)
		if b.Rate > 0 {
			p.falling(st, next, surface)
		}
	}
	if st.RingText.Empty() {
		return
	}
	p.line = appendRefill(p.line[:0], b.Rate, filler, full)
	at, align := layout.Point{X: st.RingText.X, Y: p.baseline(SubText, st.Ring.Y)}, layout.Left
	if st.RingRight {
		at.X, align = st.RingText.Right(), layout.Right
	}
	p.over.use(p.Palette.Muted)
	p.text(SubText, at, align, p.line)
}

// falling is the next token: it reaches the surface when it is there to be
// taken.
func (p *Painter) falling(st *layout.Station, next, surface float32) {
	if p.Still || next < 0.3 {
		return
	}
	t := (next - 0.3) / 0.7
	from := st.Ring.Y + 16*p.scene.Scale
	if p.scene.Portrait {
		from = st.Box.Y
	}
	half := 4.5 * p.scene.Scale
	p.live.useAlpha(p.Palette.token(), min(t*5, 1))
	p.live.square(layout.Point{X: st.Drop.X, Y: from + (surface-from)*t*t}, half, half*0.45)
}

// appendRefill says how often a token comes, in at most the 15 letters that
// the layout keeps free.
func appendRefill(b []byte, rate float64, filler string, full bool) []byte {
	switch {
	case filler != "":
		return append(b, filler...)
	case rate <= 0:
		return append(b, "no refill"...)
	case full:
		return append(b, "full"...)
	}
	return appendEvery(b, "+", rate)
}

// appendEvery says how often one comes or goes, at a rate per second, in at
// most 15 letters.
func appendEvery(b []byte, sign string, rate float64) []byte {
	b = append(b, sign...)
	switch {
	case rate > 1000:
		b = appendFloat(b, math.Round(rate/100)/10)
		return append(b, " every ms"...)
	case rate > 100:
		b = append(b, "1 every "...)
		b = strconv.AppendFloat(b, math.Round(1e4/rate)/10, 'f', -1, 64)
		return append(b, " ms"...)
	case rate > 1:
		b = append(b, "1 every "...)
		b = strconv.AppendFloat(b, math.Round(1e3/rate), 'f', -1, 64)
		return append(b, " ms"...)
	}
	b = append(b, "1 every "...)
	b = strconv.AppendFloat(b, math.Round(10/rate)/10, 'f', -1, 64)
	return append(b, " s"...)
}
