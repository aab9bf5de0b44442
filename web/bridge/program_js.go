package bridge

import (
	"errors"
	"syscall/js"
	"time"

	"sluice/engine/graph"
	"sluice/engine/narration"
	"sluice/engine/session"
)

// redrawn is how often the picture of a program that goes on may change its
// shape.
const redrawn = 500 * time.Millisecond

// errNoProgram is returned for what only the recording of a program can be
// asked.
var errNoProgram = errors.New("no program is shown: open a recorded run first")

// programs is what concerns programs that are no scenes.
func (t *table) programs() {
	g := t.g
	onProgram := func(name string, do func(s *session.Session, p *session.Program, args []js.Value) error) {
		t.onSession(name, func(c *session.Comparison, a []js.Value) error {
			p := c.Program()
			if p == nil {
				return errNoProgram
			}
			return do(c.Session, p, a)
		})
	}
	onProgram("expand", func(_ *session.Session, p *session.Program, a []js.Value) error {
		defer g.reshape(0)
		return p.Expand(text(a[0]), a[1].Truthy())
	})
	t.askSession("groups", groupValues)
	t.command("watch", func(a []js.Value) error {
		part, err := bytesOf(a[0])
		if err != nil {
			return err
		}
		next, err := session.Watch(part)
		if err == nil {
			g.take(next)
		}
		return err
	})
	onProgram("feed", func(s *session.Session, _ *session.Program, a []js.Value) error {
		part, err := bytesOf(a[0])
		if err != nil {
			return err
		}
		until, err := momentOf(number(a[1]))
		if err != nil {
			return err
		}
		return s.Feed(part, until)
	})
	onProgram("toPresent", func(s *session.Session, _ *session.Program, _ []js.Value) error {
		defer g.state()
		s.ToPresent()
		return nil
	})
	onProgram("unwatch", func(s *session.Session, _ *session.Program, a []js.Value) error {
		s.Unwatch(a[0].String())
		return nil
	})
}

// reshape shows a program's picture as it is by now, if it has changed and has
// stayed long enough.
func (g *game) reshape(stays time.Duration) {
	p := g.panes[0]
	if p.session == nil || p.session.Program() == nil {
		return
	}
	if changes := p.session.Program().Changes(); changes != p.changes && time.Since(p.shown) >= stays {
		p.become(p.session.Graph(), changes)
	}
}

// become shows another picture of the same run.
func (p *pane) become(picture *graph.Graph, changes int) {
	p.picture, p.words = picture, narration.NewPicture(picture)
	p.view.SetGraph(picture)
	p.shown, p.changes = time.Now(), changes
}

// turn opens a group of goroutines, or closes the one that the station is a
// member of.
func (g *game) turn(p *session.Program, station *graph.Station) {
	id, on := station.ID, true
	if station.Within != "" {
		id, on = station.Within, false
	}
	if err := p.Expand(id, on); err != nil {
		g.event("error", object{"message": sentence(err)})
		return
	}
	g.reshape(0)
	g.event("groups", object{})
}

// programValue is the program that is shown, described like a scene; null if a
// scene is.
func programValue(s *session.Session) any {
	p := s.Program()
	if p == nil {
		return nil
	}
	rec := s.Recording()
	w := rec.World()
	return object{
		"package": p.Package, "clock": p.Clock, "scene": sceneValue(s.Spec), "live": s.Live(),
		"seen":   s.World().Notes["watched"],
		"events": float64(rec.Log().Events()), "lastedMs": ms(w.Now),
		"goroutines": len(w.Goroutines) - 1, "channels": len(w.Channels) - 1, "values": w.Offered,
	}
}

func groupValues(s *session.Session) any {
	list := []any{}
	if p := s.Program(); p != nil {
		for _, x := range p.Groups() {
			list = append(list, object{
				"id": x.ID, "label": x.Label, "file": x.Site.File, "line": x.Site.Line,
				"members": x.Members, "open": x.Open,
			})
		}
	}
	return list
}
