package render

import (
	"image"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/render/paint"
)

// gpu keeps what lives on the graphics card. Its zero value is ready.
type gpu struct {
	shaders       [3]*ebiten.Shader // of stations, particles and text
	atlas         *ebiten.Image
	layer         *ebiten.Image // the background and what is fixed
	version       int           // of the layer; 0 before the first
	options       ebiten.DrawTrianglesShaderOptions
	colours       map[string]any // the stations' uniforms: surface and line
	surface, line [3]float32
	swarm         *ebiten.Image
	quads         []uint32 // indices
	dots          []uint32
}

func (g *gpu) forgetAtlas() {
	if g.atlas != nil {
		g.atlas.Deallocate()
		g.atlas = nil
	}
}

// begin makes ready to draw in colours and with text.
func (g *gpu) begin(p *Palette, a *Atlas) {
	if g.shaders[0] == nil {
		g.compile()
	}
	if g.atlas == nil {
		g.atlas = upload(a)
	}
	if g.colours == nil {
		g.colours = map[string]any{"Surface": g.surface[:], "Line": g.line[:]}
	}
	g.surface = [3]float32{p.Surface.R, p.Surface.G, p.Surface.B}
	g.line = [3]float32{p.Line.R, p.Line.G, p.Line.B}
	g.options.Images[0] = g.atlas
}

func (g *gpu) draw(screen *ebiten.Image, p *paint.Painter, a *Atlas) {
	g.begin(&p.Palette, a)
	g.drawLayer(screen, p)
	stations, particles, text := p.Live()
	g.triangles(screen, g.shaders[0], stations, g.quadIndices(len(stations)))
	g.drawSwarm(screen, p.Swarm())
	g.triangles(screen, g.shaders[1], particles, g.dotIndices(len(particles)))
	g.triangles(screen, g.shaders[2], text, g.quadIndices(len(text)))
}

func (g *gpu) compile() {
	stations, particles, text := paint.Shaders()
	for i, source := range [][]byte{stations, particles, text} {
		shader, err := ebiten.NewShader(source)
		if err != nil {
			panic(err) // the source is part of the program, and tested
		}
		g.shaders[i] = shader
	}
}

// drawLayer draws what is fixed. It is most of the picture's area, so it is
// painted once and then only copied.
func (g *gpu) drawLayer(screen *ebiten.Image, p *paint.Painter) {
	fixed, version := p.Fixed()
	size := screen.Bounds().Size()
	if g.layer == nil || g.layer.Bounds().Size() != size {
		if g.layer != nil {
			g.layer.Deallocate()
		}
		g.layer = ebiten.NewImageWithOptions(
			image.Rectangle{Max: size}, &ebiten.NewImageOptions{Unmanaged: true})
		g.version = 0
	}
	if g.version != version {
		g.version = version
		g.layer.Fill(p.Palette.Bg)
		g.triangles(g.layer, g.shaders[0], fixed, g.quadIndices(len(fixed)))
	}
	screen.DrawImage(g.layer, &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy})
}

// drawSwarm draws the motes. Only the rows that have changed are sent.
func (g *gpu) drawSwarm(screen *ebiten.Image, s *paint.Swarm) {
	size := image.Point{X: s.Width, Y: s.Height}
	if g.swarm != nil && (s.Empty() && s.Dirty().Empty() || g.swarm.Bounds().Size() != size) {
		g.swarm.Deallocate()
		g.swarm = nil
	}
	if s.Empty() && g.swarm == nil {
		return
	}
	if g.swarm == nil {
		g.swarm = ebiten.NewImageWithOptions(
			image.Rectangle{Max: size}, &ebiten.NewImageOptions{Unmanaged: true})
	}
	if rows := s.Dirty(); !rows.Empty() {
		g.swarm.SubImage(rows).(*ebiten.Image).WritePixels(s.Rows(rows))
	}
	o := &ebiten.DrawImageOptions{}
	o.GeoM.Scale(float64(s.Coarse), float64(s.Coarse))
	screen.DrawImage(g.swarm, o)
}

func (g *gpu) triangles(to *ebiten.Image, with *ebiten.Shader, v []paint.Vertex, indices []uint32) {
	if len(v) == 0 {
		return
	}
	g.options.Uniforms = nil
	if with == g.shaders[0] {
		g.options.Uniforms = g.colours
	}
	to.DrawTrianglesShader32(vertices(v), indices, with, &g.options)
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
