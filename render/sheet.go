package render

import (
	"github.com/hajimehoshi/ebiten/v2"

	"sluice/render/paint"
)

// Sheet draws boxes and text beside a View's picture. Its zero value is ready.
type Sheet struct {
	paint.Sheet
	gpu gpu
}

// Draw draws what was added since Begin.
func (s *Sheet) Draw(screen *ebiten.Image, p *Palette, a *Atlas) {
	boxes, text := s.Vertices()
	s.gpu.begin(p, a)
	s.gpu.triangles(screen, s.gpu.shaders[0], boxes, s.gpu.quadIndices(len(boxes)))
	s.gpu.triangles(screen, s.gpu.shaders[2], text, s.gpu.quadIndices(len(text)))
}

// ForgetAtlas is to be called when the atlas is another one.
func (s *Sheet) ForgetAtlas() { s.gpu.forgetAtlas() }
