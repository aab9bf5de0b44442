package render

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/render/paint"
)

func TestShadersCompile(t *testing.T) {
	stations, particles, text := paint.Shaders()
	for name, source := range map[string][]byte{"stations": stations, "particles": particles, "text": text} {
		if _, err := ebiten.NewShader(source); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
