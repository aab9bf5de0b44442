package paint

import "sluice/render/layout"

// Vertex has the fields of ebiten.Vertex, so that a slice of one is a slice
// of the other. Src is a place relative to the shape's middle, or in the
// atlas; Custom0 is the kind of shape and a stroke's width.
type Vertex struct {
	DstX, DstY                         float32
	SrcX, SrcY                         float32
	ColorR, ColorG, ColorB, ColorA     float32
	Custom0, Custom1, Custom2, Custom3 float32
}

// kind is a shape that a shader knows. Lengths are in device pixels; w is a
// stroke's width.
type kind uint8

// The kinds of shape.kage; the first two are known to dot.kage, too.
const (
	kFill   kind = iota // rounded rectangle: half width, half height, radius
	kStroke             // its outline, w wide
	kDash               // the same, dashed
	kArc                // radius, start, sweep, as parts of a turn; w
	kDotted             // ring of dashes: radius, number of dashes, turn; w
	kIcon               // which, half size; w
	kStrip              // line along Src.X: half width
	kLiquid             // half width, depth, radius; w: the wave's phase
	kHatch              // striped disc: radius, distance of stripes; w
	kDial               // disc of the surface's colour in a ring that fills: radius, part; w
)

// The further kinds of dot.kage.
const (
	kCross  kind = iota + 2 // unused, half length; w
	kBarred                 // ring with a bar: radius, half length of the bar; w
)

// stream is a list of shapes as vertices, four to a shape.
type stream struct {
	v     []Vertex
	scale float32 // device pixels per CSS pixel
	color Color   // of what is drawn next
	alpha float32
}

func (s *stream) use(c Color)                 { s.color, s.alpha = c, 1 }
func (s *stream) useAlpha(c Color, a float32) { s.color, s.alpha = c, a }

// custom0 packs a kind with a stroke's width of up to 64 device pixels; the
// quarter keeps it clear of rounding on the graphics card.
func custom0(k kind, w float32) float32 { return float32(k) + 0.25 + min(w, 63)/128 }

// quad adds a shape around a middle, in CSS pixels. ex and ey are half the
// size of what it covers, in device pixels.
func (s *stream) quad(m layout.Point, ex, ey float32, k kind, w, a, b, c float32) {
	x, y := m.X*s.scale, m.Y*s.scale
	v := Vertex{
		ColorR: s.color.R * s.alpha, ColorG: s.color.G * s.alpha, ColorB: s.color.B * s.alpha, ColorA: s.alpha,
		Custom0: custom0(k, w), Custom1: a, Custom2: b, Custom3: c,
	}
	n := len(s.v)
	s.v = append(s.v, v, v, v, v)
	q := s.v[n : n+4 : n+4]
	q[0].SrcX, q[0].SrcY = -ex, -ey
	q[1].SrcX, q[1].SrcY = ex, -ey
	q[2].SrcX, q[2].SrcY = -ex, ey
	q[3].SrcX, q[3].SrcY = ex, ey
	for i := range q {
		q[i].DstX, q[i].DstY = x+q[i].SrcX, y+q[i].SrcY
	}
}

// split makes two triangles of the last quad, for a stream of triangles.
func (s *stream) split() {
	n := len(s.v)
	a, b, c, d := s.v[n-4], s.v[n-3], s.v[n-2], s.v[n-1]
	s.v = append(s.v[:n-4], a, b, c, b, d, c)
}

// All sizes below are in CSS pixels.

func (s *stream) fill(r layout.Rect, radius float32) {
	hx, hy := r.W/2*s.scale, r.H/2*s.scale
	s.quad(r.Center(), hx+1, hy+1, kFill, 0, hx, hy, min(radius*s.scale, hx, hy))
}

func (s *stream) stroke(r layout.Rect, radius, w float32) { s.outline(kStroke, r, radius, w) }
func (s *stream) dashes(r layout.Rect, radius, w float32) { s.outline(kDash, r, radius, w) }

func (s *stream) outline(k kind, r layout.Rect, radius, w float32) {
	hx, hy := r.W/2*s.scale, r.H/2*s.scale
	w *= s.scale
	s.quad(r.Center(), hx+w/2+1, hy+w/2+1, k, w, hx, hy, min(radius*s.scale, hx, hy))
}

func (s *stream) disc(m layout.Point, r float32) {
	r *= s.scale
	s.quad(m, r+1, r+1, kFill, 0, r, r, r)
}

func (s *stream) square(m layout.Point, half, radius float32) {
	half *= s.scale
	s.quad(m, half+1, half+1, kFill, 0, half, half, radius*s.scale)
}

func (s *stream) circle(m layout.Point, r, w float32) {
	r, w = r*s.scale, w*s.scale
	s.quad(m, r+w/2+1, r+w/2+1, kStroke, w, r, r, r)
}

// arc is a part of a circle, clockwise from start; both as parts of a turn,
// start from the top.
func (s *stream) arc(m layout.Point, r, w, start, sweep float32) {
	if sweep <= 0 {
		return
	}
	r, w = r*s.scale, w*s.scale
	s.quad(m, r+w/2+1, r+w/2+1, kArc, w, r, start, min(sweep, 1))
}

// dial is a disc of the surface's colour in a ring of the lines' colour, a
// part of which is of the colour in use.
func (s *stream) dial(m layout.Point, r, w, part float32) {
	r, w = r*s.scale, w*s.scale
	s.quad(m, r+w/2+1, r+w/2+1, kDial, w, r, min(part, 1), 0)
}

func (s *stream) dotted(m layout.Point, r, w float32, dashes int, turn float32) {
	r, w = r*s.scale, w*s.scale
	s.quad(m, r+w/2+1, r+w/2+1, kDotted, w, r, float32(dashes), turn)
}

// icon is what a blocked goroutine waits for.
type icon float32

const (
	iconIn   icon = iota // receives
	iconOut              // sends
	iconFork             // selects
	iconBar              // waits for a lock or a group
	iconDots             // waits outside of the program
)

func (s *stream) icon(m layout.Point, k icon, half, w float32) {
	half, w = half*s.scale, w*s.scale
	s.quad(m, half+w+1, half+w+1, kIcon, w, float32(k), half, 0)
}

func (s *stream) hatch(m layout.Point, r, w float32) {
	r, w = r*s.scale, w*s.scale
	s.quad(m, r+1, r+1, kHatch, w, r, 2.5*w, 0)
}

// strip is a line of a width along a path. Its ends are cut off straight.
func (s *stream) strip(path []layout.Point, width float32) {
	half := width / 2 * s.scale
	e := half + 1
	v := Vertex{
		ColorR: s.color.R * s.alpha, ColorG: s.color.G * s.alpha, ColorB: s.color.B * s.alpha, ColorA: s.alpha,
		Custom0: custom0(kStrip, 0), Custom1: half,
	}
	var left, right Vertex
	begun := false
	for i, p := range path {
		a, b := path[max(i-1, 0)], path[min(i+1, len(path)-1)]
		d := layout.Distance(a, b)
		if d == 0 {
			continue
		}
		nx, ny := -(b.Y-a.Y)/d, (b.X-a.X)/d
		l, r := v, v
		l.DstX, l.DstY, l.SrcY = p.X*s.scale-nx*e, p.Y*s.scale-ny*e, -e
		r.DstX, r.DstY, r.SrcY = p.X*s.scale+nx*e, p.Y*s.scale+ny*e, e
		if begun {
			s.v = append(s.v, left, right, l, r)
		}
		left, right, begun = l, r, true
	}
}
