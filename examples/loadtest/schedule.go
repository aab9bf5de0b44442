//go:build !js

package main

import (
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// schedule is when requests are due: a number of them at a constant rate, the
// first at once.
type schedule struct {
	requests int
	rate     float64 // a second
}

var _ vegeta.Pacer = schedule{}

// due is how long after the begin request i is due, from 0 on.
func (s schedule) due(i uint64) time.Duration {
	return time.Duration(float64(i) / s.rate * float64(time.Second))
}

// Pace tells the attacker how long to wait before the next request. Those that
// are late already are sent at once.
func (s schedule) Pace(elapsed time.Duration, hits uint64) (wait time.Duration, stop bool) {
	return s.due(hits) - elapsed, hits >= uint64(s.requests)
}

// Rate is the same at any time.
func (s schedule) Rate(time.Duration) float64 { return s.rate }

// late is how long after it was due a request was sent. A load generator that
// falls behind, as it waits for a connection or for the processor, does not see
// the time that a real client would have waited, unless this is added.
func (s schedule) late(begin time.Time, r *vegeta.Result) time.Duration {
	return r.Timestamp.Sub(begin) - s.due(r.Seq)
}
