package bridge

import (
	"syscall/js"
	"time"

	"sluice/engine/playback"
	"sluice/engine/session"
)

// lanesAtOnce is how many events are folded for one answer, and mostLanes how
// many goroutines it tells of.
const (
	lanesAtOnce = 20_000
	mostLanes   = 200
)

// strip keeps what each goroutine did, as far as the page has asked.
type strip struct {
	rec   *playback.Recording
	lanes *playback.Lanes
}

// lanes is what the page may ask about what goroutines did over time.
func (t *table) lanes() {
	t.ask("lanes", func(a []js.Value) any {
		if t.g.session == nil || len(a) < 3 {
			return nil
		}
		from, errFrom := momentOf(number(a[0]))
		to, errTo := momentOf(number(a[1]))
		columns := number(a[2])
		if errFrom != nil || errTo != nil || from < 0 || to <= from || !(columns >= 1 && columns <= 10_000) {
			return nil
		}
		return t.g.strip.value(t.g.session.Session, from, to, (to-from)/time.Duration(columns))
	})
	t.ask("laneAt", func(a []js.Value) any {
		if t.g.session == nil || len(a) < 2 || t.g.strip.lanes == nil {
			return nil
		}
		at, err := momentOf(number(a[1]))
		if err != nil {
			return nil
		}
		return t.g.strip.spanValue(t.g.session.Session, int(number(a[0])), at)
	})
}

func (p *strip) value(s *session.Session, from, to, width time.Duration) object {
	if p.rec != s.Recording() || from < p.lanes.From() || p.lanes.Full() && from > p.lanes.From() {
		p.rec = s.Recording()
		p.lanes = p.rec.Lanes(from)
	}
	done := p.lanes.Fold(to, lanesAtOnce)
	all := p.lanes.Between(from, to)
	list := []any{}
	for _, lane := range all[:min(len(all), mostLanes)] {
		var rows []float64
		for _, span := range lane.Coarse(from, max(width, 1)).Spans {
			rows = append(rows, ms(span.From), ms(span.To), float64(span.State), flag(span.Works))
		}
		list = append(list, object{"g": lane.G, "name": lane.Name, "spans": float64Values(rows)})
	}
	return object{
		"done": done, "untilMs": ms(p.lanes.To()), "lanes": list, "more": len(all) - len(list),
	}
}

// spanValue is all that is known of what a goroutine did at a moment.
func (p *strip) spanValue(s *session.Session, g int, at time.Duration) any {
	span, ok := p.lanes.At(g, at)
	if !ok {
		return nil
	}
	head := p.rec.Playhead()
	head.Seek(span.From)
	w := head.World()
	if g >= len(w.Goroutines) {
		return nil
	}
	site := s.Site(span.Site)
	by := ""
	if span.By != 0 && span.By < len(p.rec.World().Goroutines) {
		by = p.rec.World().Goroutines[span.By].Name
	}
	return object{
		"g": g, "name": w.Goroutines[g].Name, "state": span.State.String(), "waitingOn": w.WaitingOn(g),
		"job": span.Job, "fromMs": ms(span.From), "toMs": ms(span.To), "file": site.File, "line": site.Line,
		"by": by, "byGoroutine": span.By,
	}
}
