package paint

import "sluice/render/layout"

// Sheet is boxes and lines of text beside the picture, for a window that has no
// page round it. Places and lengths are in CSS pixels. Its zero value draws
// nothing until it is begun.
type Sheet struct {
	atlas *Atlas
	boxes stream
	text  stream
}

// Begin clears the sheet, for text of an atlas and a screen with so many device
// pixels to a CSS pixel.
func (s *Sheet) Begin(a *Atlas, deviceScale float64) {
	s.atlas = a
	for _, x := range []*stream{&s.boxes, &s.text} {
		x.v, x.scale = x.v[:0], float32(deviceScale)
	}
}

// Fill adds a box with round corners, and Frame its outline.
func (s *Sheet) Fill(box layout.Rect, radius float32, c Color) {
	s.boxes.use(c)
	s.boxes.fill(box, radius)
}

// Frame adds a box's outline of a width.
func (s *Sheet) Frame(box layout.Rect, radius, width float32, c Color) {
	s.boxes.use(c)
	s.boxes.stroke(box, radius, width)
}

// Text adds a line with its start, middle or end at at.X, and its capitals
// centred on at.Y.
func (s *Sheet) Text(style Style, at layout.Point, align layout.Align, c Color, line string) {
	if s.atlas == nil {
		return
	}
	s.text.use(c)
	at.Y += s.atlas.cap[style] / s.text.scale / 2
	s.text.line(s.atlas, style, at, align, []byte(line))
}

// Width is how wide a line is.
func (s *Sheet) Width(style Style, line string) float32 {
	if s.atlas == nil {
		return 0
	}
	return s.atlas.width(style, []byte(line)) / s.text.scale
}

// Vertices returns what was added, four to a shape, the boxes to be drawn first.
func (s *Sheet) Vertices() (boxes, text []Vertex) { return s.boxes.v, s.text.v }
