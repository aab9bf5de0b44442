package paint

import (
	"math"
	"strconv"

	"sluice/render/layout"
)

// text adds a line, its baseline at at.Y and its start, middle or end at
// at.X, in CSS pixels, in the colour of p.over.
func (p *Painter) text(style Style, at layout.Point, align layout.Align, line []byte) {
	if p.atlas != nil {
		p.over.line(p.atlas, style, at, align, line)
	}
}

func (s *stream) line(a *Atlas, style Style, at layout.Point, align layout.Align, line []byte) {
	x := at.X * s.scale
	switch align {
	case layout.Middle:
		x -= a.width(style, line) / 2
	case layout.Right:
		x -= a.width(style, line)
	}
	// On whole device pixels a glyph is as sharp as in the atlas.
	y := round(at.Y * s.scale)
	for _, r := range string(line) {
		g, advance := a.glyph(style, r)
		if g.W > 0 {
			s.glyph(x+g.OffX, round(y+g.OffY), &g)
		}
		x += advance
	}
}

func round(x float32) float32 { return float32(math.Floor(float64(x) + 0.5)) }

func (s *stream) glyph(x, y float32, g *Glyph) {
	v := Vertex{
		ColorR: s.color.R * s.alpha, ColorG: s.color.G * s.alpha, ColorB: s.color.B * s.alpha, ColorA: s.alpha,
	}
	n := len(s.v)
	s.v = append(s.v, v, v, v, v)
	q := s.v[n : n+4 : n+4]
	for i := range q {
		dx, dy := g.W*float32(i&1), g.H*float32(i>>1)
		q[i].DstX, q[i].DstY = x+dx, y+dy
		q[i].SrcX, q[i].SrcY = g.X+dx, g.Y+dy
	}
}

// width is how wide a line is in CSS pixels; 0 without an atlas.
func (p *Painter) width(style Style, line []byte) float32 {
	if p.atlas == nil {
		return 0
	}
	return p.atlas.width(style, line) / p.over.scale
}

// baseline returns where a line of a style stands whose capitals are to be
// centred on y.
func (p *Painter) baseline(style Style, y float32) float32 {
	if p.atlas == nil {
		return y
	}
	return y + p.atlas.cap[style]/p.live.scale/2
}

// appendInt appends n with its digits in groups of three.
func appendInt(b []byte, n int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	if n < 1000 {
		return strconv.AppendInt(b, int64(n), 10)
	}
	b = appendInt(b, n/1000)
	n %= 1000
	return append(b, ',', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
}

// appendFloat appends x without needless digits, at most three places.
func appendFloat(b []byte, x float64) []byte {
	if x == math.Trunc(x) && math.Abs(x) < 1e12 {
		return appendInt(b, int(x))
	}
	digits := 1
	switch {
	case math.Abs(x) < 0.1:
		digits = 3
	case math.Abs(x) < 1:
		digits = 2
	}
	return strconv.AppendFloat(b, x, 'f', digits, 64)
}

// appendSeconds appends a duration as short as it can be read.
func appendSeconds(b []byte, seconds float64) []byte {
	switch {
	case seconds >= 100:
		b = strconv.AppendFloat(b, seconds, 'f', 0, 64)
	default:
		b = strconv.AppendFloat(b, seconds, 'f', 1, 64)
	}
	return append(b, " s"...)
}
