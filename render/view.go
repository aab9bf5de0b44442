// Package render draws a run with Ebitengine: a scene's graph laid out on
// the canvas, its world's goroutines, channels and buckets at their places,
// and every job as a particle that follows what the world says.
package render

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
	"sluice/render/paint"
)

// The types that a caller needs of the packages below.
type (
	Palette = paint.Palette
	Atlas   = paint.Atlas
	Glyph   = paint.Glyph
	Style   = paint.Style
)

// The two built-in palettes.
var (
	Dark  = paint.Dark
	Light = paint.Light
)

// PaletteFromHex makes a palette of colours by token; see
// paint.PaletteFromHex.
func PaletteFromHex(tokens map[string]string, dark bool) (Palette, error) {
	return paint.PaletteFromHex(tokens, dark)
}

// NewAtlas makes a glyph atlas; see paint.NewAtlas.
func NewAtlas(width, height int, alpha []byte, glyphs []Glyph) (*Atlas, error) {
	return paint.NewAtlas(width, height, alpha, glyphs)
}

// View draws one graph. Its methods are for one goroutine; none blocks.
// Positions are in CSS pixels from the canvas's top left corner.
type View struct {
	graph   *graph.Graph
	world   *world.World
	stage   *motion.Stage
	painter *paint.Painter
	canvas  layout.Canvas
	scale   float32
	counts  []int
	laid    []int // the counts that the scene was laid out for
	stale   bool  // the scene must be laid out anew
	atlas   *Atlas
	still   still
	gpu     gpu
}

// New returns a view of a graph, in the dark palette, without text, on a
// canvas of 832x620.
func New(g *graph.Graph) *View {
	return &View{
		graph: g, stage: motion.NewStage(g), painter: paint.NewPainter(g),
		canvas: layout.Canvas{W: 832, H: 620, Text: 1}, scale: 1, stale: true,
	}
}

// SetGraph shows another graph of the same run, as when a group is opened: what
// both have goes to where it is to stand now. The screen stays as it is until
// the next Update.
func (v *View) SetGraph(g *graph.Graph) {
	stage, painter := motion.NewStage(g), v.painter.Next(g)
	stage.Still, stage.Followed = v.stage.Still, v.stage.Followed
	stage.Succeed(v.stage)
	v.graph, v.stage, v.painter = g, stage, painter
	v.world, v.laid, v.stale = nil, nil, true
	v.gpu.version = 0
	v.Redraw()
}

// SetPalette sets the colours.
func (v *View) SetPalette(p Palette) {
	v.painter.Palette = p
	v.painter.Refresh()
}

// SetAtlas sets the glyphs of all text; without them there is none. Their
// size decides how much room text takes. nil takes them away.
func (v *View) SetAtlas(a *Atlas) {
	v.atlas, v.stale = a, true
	v.painter.SetAtlas(a)
	v.gpu.forgetAtlas()
}

// SetReducedMotion chooses whether jobs and stations change place, and
// goroutines come and go, at once.
func (v *View) SetReducedMotion(on bool) { v.stage.Still, v.painter.Still = on, on }

// SetHover marks a station as the one under the pointer; "" marks none.
func (v *View) SetHover(station string) { v.painter.SetHover(station) }

// SetFollowed marks a job as the one that is followed; 0 marks none.
func (v *View) SetFollowed(job int64) { v.stage.Followed = int32(job) }

// SetOnCore tells which goroutines run on a core of the processor at this
// moment, where that is known. It takes over the list.
func (v *View) SetOnCore(goroutines []int) { v.painter.SetOnCore(goroutines) }

// Resize sets the size of the canvas in CSS pixels, and how many device
// pixels make one.
func (v *View) Resize(w, h, deviceScale float64) {
	c := v.canvas
	c.W, c.H = float32(w), float32(h)
	v.stale = v.stale || c != v.canvas || v.scale != float32(deviceScale)
	v.canvas, v.scale = c, float32(deviceScale)
}

// Update moves what is drawn by dt of wall time towards where w says it is.
// speed is virtual time over wall time, 0 while the clock stands; what is in
// flight then lands. When w has gone back or is another one, everything is
// at once where it says. w must not change between Update and Draw.
func (v *View) Update(w *world.World, dt time.Duration, speed float64) {
	v.world = w
	v.counts = v.stage.Census(w, v.counts)
	v.lay()
	v.stage.Update(w, dt, speed)
	v.painter.Tick(dt, speed)
}

// lay lays the scene out anew if something that it depends on has changed.
func (v *View) lay() {
	same := len(v.laid) == len(v.counts)
	for i := range v.laid {
		same = same && v.laid[i] == v.counts[i]
	}
	if same && !v.stale {
		return
	}
	v.canvas.Text = 1
	if v.atlas != nil {
		v.canvas.Text = v.atlas.TextScale(v.scale)
	}
	v.laid, v.stale = append(v.laid[:0], v.counts...), false
	v.stage.SetScene(layout.New(v.graph, v.canvas, v.counts))
	v.painter.SetScale(v.scale)
}

// Redraw lets the next Draw draw, though the screen shows its picture already.
func (v *View) Redraw() { v.still = still{} }

// Draw paints the last Update's picture over the whole screen, which has the
// canvas's size in device pixels and keeps what was drawn before. It draws
// nothing, and returns false, when the screen shows this picture already.
func (v *View) Draw(screen *ebiten.Image) bool {
	if v.world == nil {
		return false
	}
	v.painter.Paint(v.stage, v.world)
	if v.still.shows(screen.Bounds().Size(), v.painter, v.atlas) {
		return false
	}
	v.gpu.draw(screen, v.painter, v.atlas)
	return true
}

// Stats tells what the last frame took.
type Stats struct {
	Particles  int // drawn
	JobsPerDot int // that a particle in flight stands for
}

// Stats returns the last frame's statistics.
func (v *View) Stats() Stats {
	return Stats{v.painter.Drawn(), v.stage.JobsPerDot}
}
