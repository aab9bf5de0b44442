package bridge

import (
	"errors"
	"fmt"
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
	core := object{"version": Version, "frameFields": textValues(frameFields)}
	command := func(name string, do func(args []js.Value) error) {
		core[name] = js.FuncOf(func(_ js.Value, args []js.Value) any {
			return sentence(do(append(args, js.Undefined(), js.Undefined(), js.Undefined())))
		})
	}
	onSession := func(name string, do func(s *session.Session, args []js.Value) error) {
		command(name, func(args []js.Value) error {
			if g.session == nil {
				return errNothing
			}
			return do(g.session, args)
		})
	}
	ask := func(name string, answer func(args []js.Value) any) {
		core[name] = js.FuncOf(func(_ js.Value, args []js.Value) any { return answer(args) })
	}
	askSession := func(name string, answer func(s *session.Session) any) {
		ask(name, func([]js.Value) any {
			if g.session == nil {
				return nil
			}
			return answer(g.session)
		})
	}

	command("load", func(a []js.Value) error { return g.load(text(a[0]), a[1]) })
	command("theme", func(a []js.Value) error { return g.setTheme(a[0], a[1].Truthy()) })
	command("reducedMotion", func(a []js.Value) error {
		g.still = a[0].Truthy()
		g.view.SetReducedMotion(g.still)
		return nil
	})
	command("hidden", func(a []js.Value) error { g.hidden = a[0].Truthy(); return nil })

	onSession("inject", func(s *session.Session, a []js.Value) error { return s.Inject(number(a[0]), text(a[1])) })
	onSession("act", func(s *session.Session, a []js.Value) error { return s.Act(text(a[0])) })
	onSession("set", func(s *session.Session, a []js.Value) error {
		value, err := knobNumber(s.Spec, text(a[0]), a[1])
		if err != nil {
			return err
		}
		return s.Set(text(a[0]), value)
	})
	onSession("play", func(s *session.Session, _ []js.Value) error { s.Play(); g.state(); return nil })
	onSession("pause", func(s *session.Session, _ []js.Value) error { s.Pause(); g.state(); return nil })
	onSession("speed", func(s *session.Session, a []js.Value) error {
		defer g.state()
		return s.SetSpeed(number(a[0]))
	})
	onSession("step", func(s *session.Session, a []js.Value) error {
		defer g.state()
		return s.Step(number(a[0]))
	})
	onSession("seek", func(*session.Session, []js.Value) error {
		return fmt.Errorf("%w: this version cannot seek", session.ErrNotYet)
	})
	onSession("importLog", func(*session.Session, []js.Value) error {
		return fmt.Errorf("%w: this version cannot import a run", session.ErrNotYet)
	})

	ask("scenes", func([]js.Value) any {
		list := []any{}
		for _, s := range scene.All() {
			list = append(list, sceneValue(s))
		}
		return list
	})
	ask("glossary", func([]js.Value) any {
		words := object{}
		for word, meaning := range scene.Glossary {
			words[word] = meaning
		}
		return words
	})
	ask("advance", g.advance)
	askSession("stats", func(s *session.Session) any { return statsValue(s, g) })
	askSession("world", func(s *session.Session) any { return worldValue(s) })
	askSession("source", func(s *session.Session) any { return sourceValue(s) })
	askSession("output", func(s *session.Session) any { return textValues(s.Output()) })
	askSession("exportLog", func(s *session.Session) any { return bytesValue(s.Export()) })
	js.Global().Set("sluiceCore", core)
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
	if g.session != nil {
		next.SetSpeed(g.session.Speed())
		g.session.Close()
	}
	g.session, g.endTold, g.lawTold, g.told = next, false, false, 0
	g.show(next.Graph())
	g.state()
	return nil
}

// advance runs for a[0] ms of virtual time in at most a[1] ms of wall time.
func (g *game) advance(a []js.Value) any {
	if g.session == nil || len(a) < 2 {
		return object{"leftMs": 0, "ended": false, "error": sentence(errNothing)}
	}
	d := time.Duration(math.Round(number(a[0]) * float64(time.Millisecond)))
	left, err := g.session.Advance(d, time.Duration(number(a[1])*float64(time.Millisecond)))
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
		g.palette = palette
		g.view.SetPalette(palette)
	}
	return err
}

func bytesValue(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}
