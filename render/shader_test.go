package render

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/render/paint"
)

func TestShaderCompiles(t *testing.T) {
	if _, err := ebiten.NewShader(paint.Shader); err != nil {
		t.Fatal(err)
	}
}
