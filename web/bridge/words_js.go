package bridge

import "syscall/js"

// narration is what the page may ask in words.
func (t *table) narration() {
	t.ask("words", func([]js.Value) any { return t.g.wordValues() })
}

// wordValues is each picture in words, and the last events of the first one.
func (g *game) wordValues() any {
	if g.session == nil {
		return nil
	}
	pictures, events := []any{}, []any{}
	for _, p := range g.panes {
		stations := []any{}
		for _, s := range p.words.Stations(p.session.World()) {
			stations = append(stations, object{"name": s.Name, "text": s.Text})
		}
		pictures = append(pictures, stations)
	}
	for _, l := range g.session.Told() {
		events = append(events, object{"seq": l.Seq, "atMs": ms(l.At), "mark": int(l.Mark), "text": l.Text})
	}
	return object{"pictures": pictures, "events": events}
}
