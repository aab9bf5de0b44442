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
	t.command("replay", func(a []js.Value) error { return g.replay(text(a[0]), a[1], text(a[2]), number(a[3])) })
	t.askSession("script", scriptValue)
}

// replay loads a scene and runs it as a script tells, to a moment in
// milliseconds.
func (g *game) replay(id string, options js.Value, script string, at float64) error {
	spec, err := scene.Find(id)
	if err != nil {
		return err
	}
	o, err := optionsOf(spec, options)
	if err != nil {
		return err
	}
	parsed, err := playback.ParseScript(script)
	if err != nil {
		return err
	}
	moment, err := momentOf(at)
	if err != nil {
		return err
	}
	next, err := session.Replay(id, o, parsed, moment)
	if err != nil {
		return err
	}
	g.take(next)
	return nil
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
