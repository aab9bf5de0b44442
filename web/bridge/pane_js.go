package bridge

import (
	"image"
	"math"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"sluice/engine/graph"
	"sluice/engine/narration"
	"sluice/engine/session"
	"sluice/render"
)

// caption is the height above each of several pictures that the page writes
// their names into, in CSS pixels; divider is the width of the line between
// them.
const (
	caption = 36
	divider = 1
)

// pane is one scene's picture and its place on the canvas, in CSS pixels. A
// picture that stands alone is drawn on the screen itself.
type pane struct {
	session    *session.Session // nil before the first load
	picture    *graph.Graph
	view       *render.View
	words      *narration.Picture
	x, y, w, h float64
	shown      time.Time
	changes    int // of a program's picture, up to this one
	image      *ebiten.Image
}

// show starts views of the compared scenes, dressed as the last ones were.
func (g *game) show(sessions ...*session.Session) {
	for _, p := range g.panes {
		p.free()
	}
	g.panes = nil
	for _, s := range sessions {
		p := &pane{session: s, picture: &graph.Graph{}, shown: time.Now()}
		if s != nil {
			if program := s.Program(); program != nil {
				p.changes = program.Changes()
			}
			p.picture = s.Graph()
		}
		p.view, p.words = render.New(p.picture), narration.NewPicture(p.picture)
		p.view.SetPalette(g.palette)
		p.view.SetReducedMotion(g.still)
		if g.glyphs != nil {
			p.view.SetAtlas(g.glyphs)
		}
		g.panes = append(g.panes, p)
	}
	g.panes[0].view.SetFollowed(g.followed)
	g.arrange()
}

// arrange gives each picture its part of the canvas: columns on a wide one,
// rows on a tall one.
func (g *game) arrange() {
	if g.width <= 0 || g.height <= 0 || g.scale <= 0 {
		return // no canvas yet
	}
	g.torn = true
	n := float64(len(g.panes))
	for i, p := range g.panes {
		p.x, p.y, p.w, p.h = 0, 0, g.width, g.height
		switch {
		case n == 1:
		case g.columns():
			p.w = (g.width - (n-1)*divider) / n
			p.x = float64(i) * (p.w + divider)
			p.y, p.h = caption, g.height-caption
		default:
			part := (g.height - (n-1)*divider) / n
			p.y, p.h = float64(i)*(part+divider)+caption, part-caption
		}
		p.w, p.h = max(p.w, 1), max(p.h, 1)
		p.view.Resize(p.w, p.h, g.scale)
		p.free()
	}
}

// columns reports whether pictures stand side by side.
func (g *game) columns() bool { return g.width >= 1.1*g.height }

func (p *pane) free() {
	if p.image != nil {
		p.image.Deallocate()
		p.image = nil
	}
}

// paint draws all pictures, and on a canvas that was divided anew what is
// between them.
func (g *game) paint(screen *ebiten.Image) {
	if len(g.panes) == 1 {
		g.panes[0].view.Draw(screen)
		return
	}
	if g.torn {
		screen.Fill(g.palette.Line)
	}
	for _, p := range g.panes {
		area := image.Rect(g.pixel(p.x), g.pixel(p.y), g.pixel(p.x+p.w), g.pixel(p.y+p.h))
		if g.torn {
			above := image.Rect(area.Min.X, area.Min.Y-g.pixel(caption), area.Max.X, area.Min.Y)
			screen.SubImage(above).(*ebiten.Image).Fill(g.palette.Bg)
		}
		if p.image == nil {
			p.image = ebiten.NewImageWithOptions(
				image.Rectangle{Max: area.Size()}, &ebiten.NewImageOptions{Unmanaged: true})
		}
		if p.view.Draw(p.image) || g.torn {
			o := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
			o.GeoM.Translate(float64(area.Min.X), float64(area.Min.Y))
			screen.DrawImage(p.image, o)
		}
	}
	g.torn = false
}

// pixel is a place in CSS pixels as a device pixel.
func (g *game) pixel(x float64) int { return int(math.Round(x * g.scale)) }

// at returns the pane at a device pixel and the place in it in CSS pixels; nil
// if there is none.
func (g *game) at(x, y int) (p *pane, px, py float64) {
	cx, cy := float64(x)/g.scale, float64(y)/g.scale
	for _, p := range g.panes {
		if px, py := cx-p.x, cy-p.y; px >= 0 && py >= 0 && px < p.w && py < p.h {
			return p, px, py
		}
	}
	return nil, 0, 0
}

// paneValues is where the pictures are, with the room for their names.
func (g *game) paneValues() []any {
	list := []any{}
	for _, p := range g.panes {
		above := 0.0
		if len(g.panes) > 1 {
			above = caption
		}
		list = append(list, object{"x": p.x, "y": p.y - above, "w": p.w, "h": p.h + above})
	}
	return list
}
