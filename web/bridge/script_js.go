package bridge

import (
	"syscall/js"

	"sluice/engine/playback"
	"sluice/engine/scene"
	"sluice/engine/session"
)

// scripts is what makes a link and opens one.
func (t *table) scripts() {
	g := t.g
	t.command("replay", g.replay)
	t.onSession("replayBeside", func(c *session.Comparison, a []js.Value) error {
		next, err := replayed(a)
		if err != nil {
			return err
		}
		if err := c.Join(next); err != nil {
			return err
		}
		g.show(c.Sessions()...)
		return nil
	})
	t.ask("script", func(a []js.Value) any {
		if g.session == nil || len(a) < 1 {
			return nil
		}
		if i := number(a[0]); i >= 0 && i < float64(len(g.session.Sessions())) {
			return scriptValue(g.session.Sessions()[int(i)])
		}
		return nil
	})
}

// replay loads a scene and runs it as a script tells, to a moment in
// milliseconds.
func (g *game) replay(a []js.Value) error {
	next, err := replayed(a)
	if err == nil {
		g.take(next)
	}
	return err
}

// replayed is the session of a replay: its scene, options, script and moment.
func replayed(a []js.Value) (*session.Session, error) {
	spec, err := scene.Find(text(a[0]))
	if err != nil {
		return nil, err
	}
	o, err := optionsOf(spec, a[1])
	if err != nil {
		return nil, err
	}
	script, err := playback.ParseScript(text(a[2]))
	if err != nil {
		return nil, err
	}
	moment, err := momentOf(number(a[3]))
	if err != nil {
		return nil, err
	}
	return session.Replay(spec.ID, o, script, moment)
}

// scriptValue is what somebody needs to come to the same run and moment.
func scriptValue(s *session.Session) any {
	script := s.Script()
	run, err := script.Text()
	first := s.Options().Knobs
	return object{
		"run": run, "problem": sentence(err), "inputs": len(script.Inputs),
		"atMs": ms(s.World().Now), "knobs": namedKnobs(s.Spec, func(k *scene.Knob) float64 { return first[k.ID] }),
	}
}
