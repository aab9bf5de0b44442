// Package paint turns a stage into vertices: every shape is one quad (or
// triangle) for one shader, all of a frame in a few draw calls. It knows no
// window and no graphics card.
package paint

import (
	_ "embed"
	"math"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// Shader is the source of the shader that draws the vertices, in Kage. Its
// image 0 is the atlas.
//
//go:embed shape.kage
var Shader []byte

// Painter paints one graph.
type Painter struct {
	Palette Palette
	Still   bool   // reduced motion
	Hover   string // ID of the station under the pointer

	graph *graph.Graph
	scene *layout.Scene
	atlas *Atlas

	fixed   stream // pipes: kept until the layout or the theme changes
	live    stream
	dots    stream // particles: three vertices each
	over    stream // text
	drawn   int
	last    look
	stencil [3]Vertex // of last
	line    []byte    // scratch, as is count
	count   []byte
	names   [][]byte // of the stations
	speed   float64
	wave    float64 // phase of the liquid's surface, in turns
	drip    float64 // phase of a steady stream of tokens
	pulse   float64 // phase of what calls for attention, in turns
}

// NewPainter returns a painter with the dark palette and no text.
func NewPainter(g *graph.Graph) *Painter {
	p := &Painter{Palette: Dark, graph: g}
	for i := range g.Stations {
		p.names = append(p.names, []byte(g.Stations[i].Label))
	}
	return p
}

// SetScene says where everything is, at a number of device pixels to a CSS
// pixel.
func (p *Painter) SetScene(s *layout.Scene, deviceScale float32) {
	p.scene = s
	for _, s := range []*stream{&p.fixed, &p.live, &p.dots, &p.over} {
		s.scale = deviceScale
	}
	p.Refresh()
}

// SetAtlas sets the text's glyphs.
func (p *Painter) SetAtlas(a *Atlas) { p.atlas = a }

// Refresh paints the pipes anew, after a change of the palette.
func (p *Painter) Refresh() {
	p.fixed.v = p.fixed.v[:0]
	if p.scene != nil {
		p.pipes()
	}
}

// Tick lets the surface of liquids move on by dt of wall time while the
// virtual clock runs at a speed.
func (p *Painter) Tick(dt time.Duration, speed float64) {
	p.speed = speed
	if p.Still {
		return
	}
	p.pulse = math.Mod(p.pulse+dt.Seconds()*0.8, 1)
	if speed > 0 {
		p.wave = math.Mod(p.wave+dt.Seconds()*0.22, 1)
		p.drip = math.Mod(p.drip+dt.Seconds()*5, 1)
	}
}

// Paint makes the vertices of a frame. They are valid until the next call.
func (p *Painter) Paint(s *motion.Stage, w *world.World) {
	p.live.v, p.dots.v, p.over.v = p.live.v[:0], p.dots.v[:0], p.over.v[:0]
	for i := range p.graph.Stations {
		switch p.graph.Stations[i].Kind {
		case graph.Client:
			p.client(i, s, w)
		case graph.Bucket:
			p.bucket(i, s, w)
		case graph.Queue:
			p.queue(i, s)
		case graph.Workers:
			p.workers(i, s, w)
		case graph.Backoff:
			p.backoff(i, s, w)
		case graph.Sink:
			p.sink(i, s)
		}
	}
	p.particles(s)
	if s.JobsPerDot > 1 {
		p.scaleNote(s.JobsPerDot)
	}
}

// Vertices returns what to draw, in this order: pipes, stations, particles,
// text. A particle has three vertices, all else four to a shape: triangles
// 0 1 2 and 1 3 2.
func (p *Painter) Vertices() (pipes, stations, particles, text []Vertex) {
	return p.fixed.v, p.live.v, p.dots.v, p.over.v
}

// Drawn returns how many particles were painted.
func (p *Painter) Drawn() int { return p.drawn }

func (p *Painter) pipes() {
	s := &p.fixed
	each := func(extra float32) {
		for i := range p.scene.Pipes {
			q := &p.scene.Pipes[i]
			for _, paths := range [][][]layout.Point{q.Out, q.In} {
				for _, path := range paths {
					s.strip(path, q.Width+extra)
				}
			}
		}
		for i := range p.scene.Stations {
			for _, lane := range p.scene.Stations[i].Lanes {
				s.strip(lane[:], p.laneWidth(i)+extra)
			}
		}
	}
	s.use(p.Palette.Line.mix(p.Palette.Raised, 0.35))
	each(1.5)
	s.use(p.Palette.Raised)
	each(0)
}

// laneWidth is how wide the pipes that meet the workers of station i are.
func (p *Painter) laneWidth(i int) float32 {
	w := 16 * p.scene.Scale
	for k := range p.scene.Pipes {
		if q := &p.scene.Pipes[k]; q.Flow == graph.Main && (q.From == i || q.To == i) {
			w = min(w, q.Width)
		}
	}
	return w
}

// scaleNote says how many jobs a dot stands for.
func (p *Painter) scaleNote(jobs int) {
	c := p.scene.Canvas
	p.line = appendInt(append(p.line[:0], "1 dot in flight = "...), jobs)
	p.line = append(p.line, " jobs"...)
	p.over.use(p.Palette.Muted)
	p.text(SubText, layout.Point{
		X: c.W - c.Insets.Right - 12, Y: c.H - c.Insets.Bottom - 6,
	}, layout.Right, p.line)
}
