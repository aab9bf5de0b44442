// Package paint turns a stage into vertices: every shape is one quad or
// triangle, all of a frame in a few draw calls. It knows no window and no
// graphics card.
package paint

import (
	_ "embed"
	"math"
	"slices"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

//go:embed shape.kage
var shapeShader []byte

//go:embed dot.kage
var dotShader []byte

//go:embed text.kage
var textShader []byte

//go:embed box.kage
var box []byte

// Shaders are the sources of the shaders, in Kage: of stations, of particles
// and of text. Each does little, as a card without branches does all that
// any pixel needs. The image 0 of all is the atlas.
func Shaders() (stations, particles, text []byte) {
	return slices.Concat(shapeShader, box), slices.Concat(dotShader, box), textShader
}

// Painter paints one graph.
type Painter struct {
	Palette Palette
	Still   bool // reduced motion

	graph *graph.Graph
	scene *layout.Scene
	atlas *Atlas

	hover   string // ID of the station under the pointer
	onCore  []int  // goroutines that run at this moment
	stuck   bool   // the run has ended in a deadlock
	fixed   stream // pipes and bodies: kept until the layout or the theme changes
	version int    // of fixed
	live    stream
	dots    stream // particles: three vertices each
	over    stream // text
	swarm   Swarm
	drawn   int
	crowd   float32 // size of particles, 1 unless there are many
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
	p := &Painter{Palette: Dark, graph: g, crowd: 1}
	for i := range g.Stations {
		p.names = append(p.names, []byte(g.Stations[i].Label))
	}
	return p
}

// Next returns a painter of another graph that is dressed as p.
func (p *Painter) Next(g *graph.Graph) *Painter {
	next := NewPainter(g)
	next.Palette, next.Still, next.atlas, next.hover = p.Palette, p.Still, p.atlas, p.hover
	return next
}

// SetScale sets how many device pixels make a CSS pixel.
func (p *Painter) SetScale(deviceScale float32) {
	for _, s := range []*stream{&p.fixed, &p.live, &p.dots, &p.over} {
		s.scale = deviceScale
	}
	p.Refresh()
}

// SetAtlas sets the text's glyphs.
func (p *Painter) SetAtlas(a *Atlas) { p.atlas = a }

// Refresh paints anew what is fixed, after a change of the palette.
func (p *Painter) Refresh() {
	p.version++
	p.fixed.v = p.fixed.v[:0]
	if p.scene != nil {
		p.pipes()
		p.bodies()
	}
}

// SetHover marks a station as the one under the pointer; "" marks none.
func (p *Painter) SetHover(station string) {
	if station != p.hover {
		p.hover = station
		p.Refresh()
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
	p.last = look{radius: -1} // the palette may be another one
	p.stuck = w.Ended == world.Deadlock
	if p.scene != s.Scene {
		p.scene = s.Scene
		p.Refresh()
	}
	for i := range p.graph.Stations {
		switch p.graph.Stations[i].Kind {
		case graph.Client:
			p.client(i, s, w)
		case graph.Pile:
			p.pile(i, s, w)
		case graph.Bucket:
			p.bucket(i, s, w)
		case graph.Leaky:
			p.leaky(i, s, w)
		case graph.Breaker:
			p.breaker(i, s, w)
		case graph.Bars:
			p.bars(i, s, w)
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
	p.signals(s)
	p.particles(s)
	p.motes(s)
	p.others(s)
	if s.JobsPerDot > 1 {
		p.scaleNote(s.JobsPerDot)
	}
}

// Fixed returns the vertices of what stays as it is for many frames, to be
// drawn first, on the background. version changes when they do. Each shape
// has four: triangles 0 1 2 and 1 3 2.
func (p *Painter) Fixed() (vertices []Vertex, version int) { return p.fixed.v, p.version }

// Live returns the vertices of what the last Paint made, in the order of
// drawing. A particle has three, all else four to a shape.
func (p *Painter) Live() (stations, particles, text []Vertex) {
	return p.live.v, p.dots.v, p.over.v
}

// Drawn returns how many particles were painted.
func (p *Painter) Drawn() int { return p.drawn }

// scaleNote says how many jobs a dot stands for.
func (p *Painter) scaleNote(jobs int) {
	c := p.scene.Canvas
	p.line = appendInt(append(p.line[:0], "1 dot in flight = "...), jobs)
	p.line = append(p.line, " jobs"...)
	p.over.use(p.Palette.Muted)
	p.text(SubText, layout.Point{
		X: c.W - 12, Y: c.H - 6,
	}, layout.Right, p.line)
}
