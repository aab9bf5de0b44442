package metrics

import "time"

// Result is what came of one step of a load test, which offers so many jobs.
type Result struct {
	Number      int                // from 1
	Size        int                // the jobs that the step offers in all
	Knobs       map[string]float64 // as they were when it began
	From, Until time.Duration      // Until is its end, or the moment up to which it has come
	Over        bool               // all of its jobs have ended
	Events      int64              // of the log
	Bytes       int64              // of the log

	Counts
	Refused map[string]int // rejected jobs by the reason
	Latency Histogram      // of completed jobs, from offer to completion
}

// InFlight is the number of jobs that have been offered and not ended.
func (r *Result) InFlight() int { return r.Offered - r.Ended() }

// Throughput is the completed jobs per second of virtual time.
func (r *Result) Throughput() float64 {
	return ratio(float64(r.Completed), (r.Until - r.From).Seconds())
}
