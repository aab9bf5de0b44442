package bridge

import (
	"errors"
	"math"
	"syscall/js"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/engine/driver"
	"sluice/engine/probe"
	"sluice/engine/session"
	"sluice/render"
)

// frameShare is how much of a frame's wall time the scene may use.
const frameShare = 6 * time.Millisecond

// longestFrame is the most wall time that one frame stands for: after a
// pause of the page the scene goes on where it was.
const longestFrame = 100 * time.Millisecond

// textStyles are the renderer's styles at text scale 1, in the order of
// paint.Style: label, sub, mono and number.
var textStyles = []struct {
	px, weight float64
	mono       bool
}{{13, 550, false}, {11.5, 400, false}, {11, 400, true}, {22, 600, false}}

// ErrPlain is returned by Run for a binary whose scenes are not instrumented.
var ErrPlain = errors.New("built without instrumentation: run make")

// game is what Ebitengine calls once per frame.
type game struct {
	session *session.Comparison // nil before the first load
	panes   []*pane
	torn    bool // the canvas was divided anew
	palette render.Palette
	glyphs  *render.Atlas
	still   bool // reduced motion
	width   float64
	height  float64
	host    js.Value
	out     *outbox
	strip   strip
	vetting vetting

	cost     costs
	spent    time.Duration // Go time of the present frame
	last     time.Time
	drawn    render.Stats
	scale    float64 // device pixels in a CSS pixel
	text     float64 // scale of all text
	larger   float64 // what the page multiplies that scale by
	hidden   bool
	ready    bool
	endTold  bool
	told     int // tasks that the page knows to be ticked off
	lawTold  bool
	touches  []ebiten.TouchID
	followed int64 // job that the page follows; 0 for none
}

// Run puts the core's functions on the window and draws until the page goes.
func Run() error {
	if !probe.Instrumented() {
		return ErrPlain
	}
	g := &game{host: js.Global().Get("sluiceHost"), out: newOutbox(), palette: render.Dark, larger: 1}
	g.show(nil)
	g.publish()
	driver.OnHold = func(held bool) { g.host.Call("hold", held) }
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetRunnableOnUnfocused(true)
	ebiten.SetScreenClearedEveryFrame(false)
	return ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{InitUnfocused: true})
}

// Update lets the scene go on for as long as the last frame took.
func (g *game) Update() error {
	begin := time.Now()
	g.cost.begin(begin)
	dt := min(begin.Sub(g.last), longestFrame)
	g.last = begin
	if g.session == nil {
		return nil
	}
	g.pointers()
	g.hover()
	if !g.hidden {
		g.session.Frame(dt, frameShare)
	}
	g.keep()
	g.reshape(redrawn)
	for _, p := range g.panes {
		p.view.Update(p.session.World(), dt, g.pace(p.session))
	}
	g.tell()
	g.spent = time.Since(begin)
	return nil
}

// Draw paints the world at the playhead and sends its numbers.
func (g *game) Draw(screen *ebiten.Image) {
	if g.session == nil {
		return
	}
	begin := time.Now()
	g.paint(screen)
	g.drawn = g.panes[0].view.Stats()
	g.cost.add(g.spent + time.Since(begin))
	g.out.values = g.frameValues(g.out.values[:0])
	g.out.send(g.host)
	if !g.ready {
		g.ready = true
		g.event("ready", object{})
	}
}

// Layout is not called: LayoutF is.
func (g *game) Layout(int, int) (int, int) { panic("bridge: LayoutF is used") }

// LayoutF makes the picture as fine as the screen.
func (g *game) LayoutF(width, height float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	text := math.Round(render.TextScale(width, height, g.larger)*10) / 10 // few atlases
	if scale != g.scale || text != g.text {
		g.scale, g.text = scale, text
		atlas, err := g.atlas()
		if err != nil {
			g.event("error", object{"message": sentence(err)})
		}
		g.glyphs = atlas
		for _, p := range g.panes {
			p.view.SetAtlas(atlas)
		}
		g.width = 0 // all is arranged anew
	}
	if width != g.width || height != g.height {
		g.width, g.height = width, height
		g.arrange()
	}
	return width * scale, height * scale
}

// pace is how fast a scene's time goes, 0 while it stands.
func (g *game) pace(s *session.Session) float64 {
	if g.hidden || !s.Playing() {
		return 0
	}
	return s.Pace()
}

// atlas asks the page for its glyphs, so that no font is in the program.
func (g *game) atlas() (*render.Atlas, error) {
	styles := []any{}
	for _, t := range textStyles {
		styles = append(styles, object{"px": t.px * g.text, "weight": t.weight, "mono": t.mono})
	}
	a := g.host.Call("glyphs", styles, g.scale)
	alpha := make([]byte, a.Get("pixels").Length())
	js.CopyBytesToGo(alpha, a.Get("pixels"))
	rows := a.Get("glyphs")
	glyphs := make([]render.Glyph, rows.Length())
	for i := range glyphs {
		row := rows.Index(i)
		at := func(k int) float32 { return float32(row.Index(k).Float()) }
		glyphs[i] = render.Glyph{
			Style: render.Style(row.Index(0).Int()), Rune: rune(row.Index(1).Int()),
			X: at(2), Y: at(3), W: at(4), H: at(5),
			Advance: at(6), OffX: at(7), OffY: at(8),
		}
	}
	return render.NewAtlas(a.Get("width").Int(), a.Get("height").Int(), alpha, glyphs)
}

// tell sends what happened since the last frame and is told once.
func (g *game) tell() {
	if err := g.session.Err(); err != nil && !g.lawTold {
		g.lawTold = true
		g.event("error", object{"message": sentence(err)})
	}
	if err := g.session.Trouble(); err != nil {
		g.event("error", object{"message": sentence(err)})
		g.state()
	}
	for _, task := range g.session.Ticked()[g.told:] {
		g.told++
		g.event("task", object{"scene": g.session.Spec.ID, "task": task})
	}
	if ended := g.session.Ended() != ""; ended != g.endTold {
		g.endTold = ended // false: one has gone back from the end
		if ended {
			g.event("end", endValue(g.session.Session))
		}
		g.state()
	}
}

func (g *game) state() {
	if s := g.session; s != nil {
		g.event("state", object{"playing": s.Playing(), "speed": s.Speed()})
	}
}

func (g *game) event(name string, detail object) { g.host.Call("event", name, detail) }
