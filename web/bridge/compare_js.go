package bridge

import (
	"syscall/js"

	"sluice/engine/scene"
	"sluice/engine/session"
)

// compare is what concerns scenes that stand side by side.
func (t *table) compare() {
	g := t.g
	t.onSession("beside", func(c *session.Comparison, a []js.Value) error {
		spec, err := scene.Find(text(a[0]))
		if err != nil {
			return err
		}
		o, err := optionsOf(spec, a[1])
		if err != nil {
			return err
		}
		if err := c.Add(spec.ID, o); err != nil {
			return err
		}
		g.show(c.Sessions()...)
		return nil
	})
	t.onSession("setIn", func(c *session.Comparison, a []js.Value) error {
		i := number(a[0])
		if !(i >= 0 && i < float64(len(c.Sessions()))) {
			return c.SetIn(i, "", 0)
		}
		value, err := knobNumber(c.Sessions()[int(i)].Spec, text(a[1]), a[2])
		if err != nil {
			return err
		}
		return c.SetIn(i, text(a[1]), value)
	})
	t.ask("panes", func([]js.Value) any { return g.paneValues() })
	t.ask("compared", func([]js.Value) any {
		list := []any{}
		if g.session == nil {
			return list
		}
		for _, s := range g.session.Sessions() {
			st := s.Stats()
			value := statsValue(s, st, g)
			value["throughput"], value["refusedPct"] = st.Throughput, 100*st.Refused
			value["knobs"], value["ended"] = knobValues(s), s.Ended()
			list = append(list, value)
		}
		return list
	})
}
