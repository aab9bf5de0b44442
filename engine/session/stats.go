package session

import (
	"time"

	"sluice/engine/metrics"
)

// Stats are the numbers of a session at its playhead.
type Stats struct {
	Now, Playhead time.Duration
	Events        int64 // up to the playhead
	metrics.Counts
	InFlight   int
	Goroutines int
	Leaked     int
	Deadlock   bool
	Balanced   bool
	LogBytes   int64

	P50, P95, P99, Max time.Duration // latency of all completed jobs
	Samples            int           // how many that are

	Throughput float64 // completed jobs per second in the last world.Window
	Refused    float64 // rejected jobs in it, as a share of those that ended
}

// Stats returns the numbers at the playhead.
func (s *Session) Stats() Stats {
	w := s.World()
	st := Stats{
		Now: s.end(), Playhead: w.Now, Events: w.Seq, Counts: w.Counts,
		InFlight: w.InFlight(), Goroutines: w.Running(), Leaked: w.Leaked(),
		Deadlock: w.Ended == "deadlock", Balanced: s.Err() == nil,
		LogBytes: s.rec.Log().Bytes(), Samples: w.Latency.Count(),
	}
	st.P50, st.P95, st.P99 = w.Latency.Quantile(0.5), w.Latency.Quantile(0.95), w.Latency.Quantile(0.99)
	st.Max = w.Latency.Max()
	recent, span := w.Recent()
	if span > 0 {
		st.Throughput = float64(recent.Completed) / span.Seconds()
	}
	if ended := recent.Completed + recent.Rejected + recent.Failed + recent.Cancelled; ended > 0 {
		st.Refused = float64(recent.Rejected) / float64(ended)
	}
	return st
}

// LogHash returns the hash of the whole log: equal for equal runs.
func (s *Session) LogHash() uint64 { return s.rec.Log().Hash() }
