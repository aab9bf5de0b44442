package render

import (
	"image"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/render/paint"
)

// gpu keeps what lives on the graphics card. Its zero value is ready.
type gpu struct {
	shader *ebiten.Shader
	atlas  *ebiten.Image
	quads  []uint32 // indices
	dots   []uint32
	calls  int
}

func (g *gpu) forgetAtlas() {
	if g.atlas != nil {
		g.atlas.Deallocate()
		g.atlas = nil
	}
}

func (g *gpu) draw(screen *ebiten.Image, p *paint.Painter, a *Atlas) {
	if g.shader == nil {
		shader, err := ebiten.NewShader(paint.Shader)
		if err != nil {
			panic(err) // the source is part of the program, and tested
		}
		g.shader = shader
	}
	if g.atlas == nil {
		g.atlas = upload(a)
	}
	bg := p.Palette.Bg
	screen.Fill(solid{bg})
	g.calls = 1
	pipes, stations, particles, text := p.Vertices()
	g.triangles(screen, pipes, g.quadIndices(len(pipes)))
	g.triangles(screen, stations, g.quadIndices(len(stations)))
	g.triangles(screen, particles, g.dotIndices(len(particles)))
	g.triangles(screen, text, g.quadIndices(len(text)))
}

func (g *gpu) triangles(screen *ebiten.Image, v []paint.Vertex, indices []uint32) {
	if len(v) == 0 {
		return
	}
	g.calls++
	screen.DrawTrianglesShader32(vertices(v), indices, g.shader, &ebiten.DrawTrianglesShaderOptions{
		Images: [4]*ebiten.Image{g.atlas},
	})
}

// Both types have the same fields, or this does not compile.
var _ = ebiten.Vertex(paint.Vertex{})

// vertices looks at v as Ebitengine's vertices, without a copy.
func vertices(v []paint.Vertex) []ebiten.Vertex {
	return unsafe.Slice((*ebiten.Vertex)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

func (g *gpu) quadIndices(vertices int) []uint32 {
	for n := uint32(len(g.quads) / 6 * 4); int(n) < vertices; n += 4 {
		g.quads = append(g.quads, n, n+1, n+2, n+1, n+3, n+2)
	}
	return g.quads[:vertices/4*6]
}

func (g *gpu) dotIndices(vertices int) []uint32 {
	for n := uint32(len(g.dots)); int(n) < vertices; n++ {
		g.dots = append(g.dots, n)
	}
	return g.dots[:vertices]
}

// upload makes an image of an atlas; without one, an empty one, so that the
// shader has something to look at.
func upload(a *Atlas) *ebiten.Image {
	w, h, alpha := 1, 1, []byte{0}
	if a != nil {
		w, h, alpha = a.Width, a.Height, a.Alpha
	}
	img := ebiten.NewImageWithOptions(image.Rect(0, 0, w, h), &ebiten.NewImageOptions{Unmanaged: true})
	pixels := make([]byte, 4*len(alpha))
	for i, x := range alpha {
		for k := range 4 {
			pixels[4*i+k] = x
		}
	}
	img.WritePixels(pixels)
	return img
}

// solid is a colour as the image package wants it.
type solid struct{ paint.Color }

func (c solid) RGBA() (r, g, b, a uint32) {
	return uint32(c.R * 0xffff), uint32(c.G * 0xffff), uint32(c.B * 0xffff), 0xffff
}
