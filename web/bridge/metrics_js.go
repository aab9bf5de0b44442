package bridge

import (
	"encoding/binary"
	"math"
	"syscall/js"
	"time"

	"sluice/engine/metrics"
	"sluice/engine/session"
)

// columns is the most bins that the page gets for a chart.
const columns = 100

// measures is what the page may ask about rates and durations.
func (t *table) measures() {
	t.ask("metrics", func(a []js.Value) any {
		if t.g.session == nil || len(a) < 1 {
			return nil
		}
		last := min(number(a[0]), ms(session.MaxRun)) // all of the run, if it is as long
		return metricsValue(t.g.session.Session, time.Duration(last*float64(time.Millisecond)))
	})
	t.askSession("csv", func(s *session.Session) any { return s.Series().CSV() })
}

func metricsValue(s *session.Session, last time.Duration) object {
	r := s.Report(last)
	value := object{
		"ended": r.PerSecond(r.Ended()), "sojournMs": 1000 * r.MeanSojourn(),
		"waitMs": durationsValue(&r.Wait), "serviceMs": durationsValue(&r.Service),
		"totalMs": durationsValue(&r.Total),
		"series":  seriesValue(s.Series().Coarse(columns)),
	}
	for i, x := range figures(nil, r.Window.From, &r.Bin) {
		value[figureNames[i]] = x
	}
	return value
}

// figureNames name what figures appends, in its order.
var figureNames = [...]string{
	"fromMs", "spanMs", "offered", "throughput", "refusals", "refusedPct",
	"queueMean", "queueMax", "inFlight", "utilisationPct",
}

func figures(list []float64, from time.Duration, b *metrics.Bin) []float64 {
	utilisation := nan // without workers
	if b.Workers > 0 {
		utilisation = 100 * b.Utilisation()
	}
	return append(list, ms(from), ms(b.Span),
		b.PerSecond(b.Offered), b.PerSecond(b.Completed), b.PerSecond(b.Rejected), 100*b.Refused(),
		b.Mean(b.Queued), float64(b.Deepest), b.Mean(b.InFlight), utilisation)
}

func durationsValue(h *metrics.Histogram) object {
	bars := []any{}
	for _, n := range h.Bars() {
		bars = append(bars, n)
	}
	return object{
		"count": h.Count(), "p50": ms(h.Quantile(0.5)), "p95": ms(h.Quantile(0.95)),
		"p99": ms(h.Quantile(0.99)), "max": ms(h.Max()), "bars": bars,
	}
}

// seriesValue is a series as rows of numbers, each with its names' order.
func seriesValue(s metrics.Series) object {
	var rows []float64
	from := s.From
	for i := range s.Bins {
		rows = figures(rows, from, &s.Bins[i])
		from += s.Bins[i].Span
	}
	return object{
		"widthMs": ms(s.Width), "fields": textValues(figureNames[:]), "rows": float64Values(rows),
	}
}

func float64Values(list []float64) js.Value {
	raw := make([]byte, 0, 8*len(list))
	for _, x := range list {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(x))
	}
	return js.Global().Get("Float64Array").New(bytesValue(raw).Get("buffer"))
}
