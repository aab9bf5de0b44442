package render

import (
	"image"
	"slices"

	"sluice/render/paint"
)

// still remembers the picture that is on the screen. While nothing in it
// changes, nothing is drawn, and a page that stands still costs the graphics
// card nothing. Its zero value is ready.
type still struct {
	size    image.Point
	version int // of the painter's fixed part
	live    [3][]paint.Vertex
	atlas   *Atlas
}

// shows reports whether the screen shows this picture already; if not it
// remembers the picture as the one that is drawn next.
func (s *still) shows(size image.Point, p *paint.Painter, a *Atlas) bool {
	_, version := p.Fixed()
	stations, particles, text := p.Live()
	same := s.size == size && s.version == version && s.atlas == a && p.Swarm().Dirty().Empty()
	s.size, s.version, s.atlas = size, version, a
	for i, live := range [3][]paint.Vertex{stations, particles, text} {
		if same && slices.Equal(s.live[i], live) {
			continue
		}
		same = false
		s.live[i] = append(s.live[i][:0], live...)
	}
	return same
}
