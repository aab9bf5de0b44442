package bridge

import (
	"syscall/js"

	"sluice/engine/scene"
	"sluice/engine/session"
)

// results is what the page may ask about the steps of a load test.
func (t *table) results() {
	t.ask("results", func([]js.Value) any {
		list := []any{}
		if s := t.g.session; s != nil { // there is none yet when a new program takes over from one that has gone
			for _, r := range s.Results() {
				list = append(list, resultValue(s.Spec, &r))
			}
		}
		return list
	})
	t.askSession("atEnd", func(s *session.Session) any {
		_, again := s.Rerunning()
		st := s.Stats()
		return !again && st.Playhead >= st.Now
	})
	t.ask("stepping", func([]js.Value) any {
		if t.g.session == nil {
			return false
		}
		for _, s := range t.g.session.Sessions() {
			if w := s.World(); w.Steps() > len(w.Finals()) {
				return true
			}
		}
		return false
	})
}

func resultValue(spec *scene.Spec, r *session.Result) object {
	refused := object{}
	for reason, n := range r.Refused {
		refused[reason] = n
	}
	value := object{
		"number": r.Number, "requests": r.Size, "over": r.Over,
		"fromMs": ms(r.From), "virtualMs": ms(r.Until - r.From),
		"offered": r.Offered, "completed": r.Completed, "rejected": r.Rejected, "refused": refused,
		"failed": r.Failed, "cancelled": r.Cancelled, "inFlight": r.InFlight(), "retries": r.Retries,
		"throughput": r.Throughput(),
		"latencyMs": object{
			"p50": ms(r.Latency.Quantile(0.5)), "p95": ms(r.Latency.Quantile(0.95)),
			"p99": ms(r.Latency.Quantile(0.99)), "max": ms(r.Latency.Max()), "count": r.Latency.Count(),
		},
		"events": r.Events, "logBytes": r.Bytes, "wallMs": nil, "memoryBytes": nil,
		"knobs": namedKnobs(spec, func(k *scene.Knob) float64 { return stood(k, r.Knobs) }),
	}
	if r.Known {
		value["wallMs"], value["memoryBytes"] = ms(r.Wall), float64(r.Memory)
	}
	return value
}

// stood is how a knob stood; its default if the log, being forged, does not
// tell or tells what cannot be.
func stood(k *scene.Knob, at map[string]float64) float64 {
	if x, ok := at[k.ID]; ok && k.Check(x) == nil {
		return x
	}
	return k.Default
}
