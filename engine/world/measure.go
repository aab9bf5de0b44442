package world

import (
	"time"

	"sluice/engine/metrics"
)

// levels are what there is now. Nobody works on more than one job at a time,
// but a finished one may still be in somebody's hands.
func (w *World) levels() metrics.Levels {
	return metrics.Levels{
		InFlight: len(w.Live), Queued: w.states[Queued],
		Busy: min(w.states[Working], w.workers), Workers: w.workers,
	}
}

// enlist makes workers of all goroutines of a name: who works on a job is one
// of a crew, of which the others work on none at the moment.
func (w *World) enlist(name string) {
	if w.crews[name] {
		return
	}
	w.crews[name] = true
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.Name == name && g.State < Done {
			w.workers++
		}
	}
}

// Series returns what happened so far, over time.
func (w *World) Series() metrics.Series {
	return w.meter.Series(w.Now, w.levels(), &w.Counts)
}

// Report measures the last stretch of virtual time, or a little more so that
// it holds whole bins; the whole run if last is 0.
func (w *World) Report(last time.Duration) *metrics.Report {
	window := w.Series()
	if last > 0 {
		window = window.Last(last)
	}
	r := &metrics.Report{Bin: window.Sum(), Window: window}
	if window.From == 0 {
		r.Wait, r.Service, r.Total = w.Wait.Copy(), w.Service.Copy(), w.Latency.Copy()
		return r
	}
	for i := len(w.Finished) - 1; i >= 0; i-- {
		j := &w.Jobs[w.Finished[i]]
		if j.Since < window.From {
			break
		}
		if j.State == Completed {
			r.Wait.Add(j.waited())
			r.Service.Add(j.Served)
			r.Total.Add(j.Since - j.Offered)
		}
	}
	return r
}
