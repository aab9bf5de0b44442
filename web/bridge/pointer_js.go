package bridge

import (
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"sluice/engine/graph"
)

// How far beside a job a pointer still means it, in CSS pixels.
const (
	cursorReach = 5
	fingerReach = 14
)

// target is what a pointer is at. A client comes first, so that fast clicks
// on it never mean the job that the last one sent. Jobs and goroutines are
// told of in the first picture only: the panels are about it.
type target struct {
	pane      *pane
	client    *graph.Station
	group     *graph.Station // of a program's goroutines, that can be opened, or a member of one
	job       int64
	goroutine int
}

// target returns what is at a device pixel.
func (g *game) target(x, y int, reach float64) target {
	p, px, py := g.at(x, y)
	if p == nil {
		return target{}
	}
	id, job, goroutine := p.view.HitTest(px, py, reach)
	if station := p.picture.Station(id); station != nil && station.Kind == graph.Client {
		return target{pane: p, client: station}
	}
	if p != g.panes[0] {
		return target{}
	}
	if station := p.picture.Station(id); job == 0 && goroutine == 0 && station != nil && (station.Members > 0 || station.Within != "") {
		return target{pane: p, group: station}
	}
	if job == 0 && goroutine == 0 {
		return target{}
	}
	return target{pane: p, job: job, goroutine: goroutine}
}

// pointers does what clicks and taps ask for.
func (g *game) pointers() {
	if inpututil.IsMouseButtonJustPressed(ebiten.MouseButtonLeft) {
		x, y := ebiten.CursorPosition()
		g.click(g.target(x, y, cursorReach))
	}
	g.touches = inpututil.AppendJustPressedTouchIDs(g.touches[:0])
	for _, id := range g.touches {
		x, y := ebiten.TouchPosition(id)
		g.click(g.target(x, y, fingerReach))
	}
}

// hover shows what can be clicked.
func (g *game) hover() {
	x, y := ebiten.CursorPosition()
	shape := ebiten.CursorShapeDefault
	at := g.target(x, y, cursorReach)
	if at.pane != nil {
		shape = ebiten.CursorShapePointer
	}
	for _, p := range g.panes {
		switch {
		case p == at.pane && at.client != nil:
			p.view.SetHover(at.client.ID)
		case p == at.pane && at.group != nil:
			p.view.SetHover(at.group.ID)
		default:
			p.view.SetHover("")
		}
	}
	ebiten.SetCursorShape(shape)
}

// click offers a job at a client, and opens or closes a group; of a job and of
// a goroutine it tells the page.
func (g *game) click(at target) {
	switch {
	case at.client != nil:
		g.offer(at.pane, at.client.ID)
	case at.group != nil:
		g.turn(at.pane.session.Program(), at.group)
	case at.job != 0:
		g.event("pick", object{"job": at.job})
	case at.goroutine != 0:
		s := at.pane.session
		site := s.Site(int(s.World().Goroutines[at.goroutine].Site))
		g.event("pick", object{"job": 0, "file": site.File, "line": site.Line})
	}
}

// offer sends one job from a source, or from the first one if there is no
// such source.
func (g *game) offer(p *pane, client string) {
	source := ""
	for _, s := range p.session.Spec.Sources {
		if s == client {
			source = s
		}
	}
	if err := g.session.Inject(1, source); err != nil {
		g.event("error", object{"message": sentence(err)})
	}
}
