package bridge

import (
	"errors"
	"math"
	"syscall/js"
	"time"

	"sluice/engine/scene"
	"sluice/engine/session"
	"sluice/render"
)

// Version is the version of Sluice that the page shows.
const Version = "0.1.0"

var nan = math.NaN()

// errNothing is returned by commands before the first load.
var errNothing = errors.New("no scene is loaded yet: load one first")

// publish puts the page's functions on the window.
func (g *game) publish() {
	t := &table{g, object{"version": Version, "frameFields": textValues(frameFields), "box": boxAddress()}}
	t.page()
	t.commands()
	t.travel()
	t.programs()
	t.compare()
	t.measures()
	t.results()
	t.lanes()
	t.vet()
	t.scripts()
	t.narration()
	t.questions()
	t.code()
	js.Global().Set("sluiceCore", t.core)
}

// page is what concerns the picture and not the scene.
func (t *table) page() {
	g := t.g
	t.command("load", func(a []js.Value) error { return g.load(text(a[0]), a[1]) })
	t.command("theme", func(a []js.Value) error { return g.setTheme(a[0], a[1].Truthy()) })
	t.command("reducedMotion", func(a []js.Value) error {
		g.still = a[0].Truthy()
		for _, p := range g.panes {
			p.view.SetReducedMotion(g.still)
		}
		return nil
	})
	t.command("redraw", func([]js.Value) error {
		g.torn = true
		for _, p := range g.panes {
			p.view.Redraw()
		}
		return nil
	})
	t.command("enlarge", func(a []js.Value) error { return g.enlarge(number(a[0])) })
	t.command("budget", func(a []js.Value) error { return setBudget(number(a[0])) })
	t.ask("memory", func([]js.Value) any { return memoryValue() })
	t.command("hidden", func(a []js.Value) error {
		if g.hidden = a[0].Truthy(); g.hidden && g.session != nil {
			g.session.Rest()
		}
		return nil
	})
}

// commands is what a running scene is told.
func (t *table) commands() {
	g := t.g
	t.onSession("inject", func(s *session.Comparison, a []js.Value) error { return s.Inject(number(a[0]), text(a[1])) })
	t.onSession("act", func(s *session.Comparison, a []js.Value) error { return s.Act(text(a[0])) })
	t.onSession("set", func(s *session.Comparison, a []js.Value) error {
		value, err := knobNumber(s.Spec, text(a[0]), a[1])
		if err != nil {
			return err
		}
		return s.Set(text(a[0]), value)
	})
	t.onSession("play", func(s *session.Comparison, _ []js.Value) error { s.Play(); g.state(); return nil })
	t.onSession("pause", func(s *session.Comparison, _ []js.Value) error { s.Pause(); g.state(); return nil })
	t.onSession("speed", func(s *session.Comparison, a []js.Value) error {
		defer g.state()
		return s.SetSpeed(number(a[0]))
	})
	t.ask("advance", g.advance)
}

// questions is what the page may ask.
func (t *table) questions() {
	g := t.g
	t.ask("scenes", func([]js.Value) any {
		list := []any{}
		for _, s := range scene.All() {
			list = append(list, sceneValue(s))
		}
		return list
	})
	t.ask("glossary", func([]js.Value) any {
		words := object{}
		for word, meaning := range scene.Glossary {
			words[word] = meaning
		}
		return words
	})
	t.askSession("stats", func(s *session.Session) any { return statsValue(s, s.Stats(), g) })
	t.ask("world", func(a []js.Value) any {
		if g.session == nil {
			return nil
		}
		most := math.Inf(1)
		if len(a) > 0 && a[0].Type() == js.TypeNumber {
			most = a[0].Float()
		}
		return worldValue(g.session.Session, most)
	})
	t.askSession("source", func(s *session.Session) any { return sourceValue(s) })
	t.askSession("output", func(s *session.Session) any { return textValues(s.Output()) })
}

func (g *game) load(id string, options js.Value) error {
	spec, err := scene.Find(id)
	if err != nil {
		return err
	}
	o, err := optionsOf(spec, options)
	if err != nil {
		return err
	}
	next, err := session.Load(id, o)
	if err != nil {
		return err
	}
	g.take(next)
	return nil
}

// take goes over to another session.
func (g *game) take(next *session.Session) {
	if g.session != nil {
		if next.Program() == nil && g.session.Program() == nil {
			next.SetSpeed(g.session.Speed())
		}
		g.session.Close()
	}
	g.session, g.endTold, g.lawTold, g.told = session.NewComparison(next), false, false, 0
	g.strip, g.vetting = strip{}, vetting{} // they hold the last run
	g.show(next)
	g.state()
}

// advance runs for a[0] ms of virtual time in at most a[1] ms of wall time.
func (g *game) advance(a []js.Value) any {
	if g.session == nil || len(a) < 2 {
		return object{"leftMs": 0, "ended": false, "error": sentence(errNothing)}
	}
	d := time.Duration(math.Round(number(a[0]) * float64(time.Millisecond)))
	left, err := g.session.Advance(d, time.Duration(number(a[1])*float64(time.Millisecond)))
	g.keep()
	return object{"leftMs": ms(left), "ended": g.session.Ended() != "", "error": sentence(err)}
}

func (g *game) setTheme(tokens js.Value, dark bool) error {
	hex := map[string]string{}
	keys := js.Global().Get("Object").Call("keys", tokens)
	for i := range keys.Length() {
		name := keys.Index(i).String()
		hex[name] = tokens.Get(name).String()
	}
	palette, err := render.PaletteFromHex(hex, dark)
	if err == nil {
		g.palette, g.torn = palette, true
		for _, p := range g.panes {
			p.view.SetPalette(palette)
		}
	}
	return err
}

// errEnlarge is returned for a factor that text cannot be drawn with.
var errEnlarge = errors.New("text is enlarged by a factor from 1 to 3")

// enlarge multiplies the size of all text from the next frame on.
func (g *game) enlarge(factor float64) error {
	if !(factor >= 1 && factor <= 3) {
		return errEnlarge
	}
	g.larger = factor
	return nil
}

func bytesValue(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}
