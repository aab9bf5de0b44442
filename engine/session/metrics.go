package session

import (
	"time"

	"sluice/engine/metrics"
)

// Report measures the last stretch of virtual time before the playhead; all
// until there if last is 0.
func (s *Session) Report(last time.Duration) *metrics.Report { return s.World().Report(last) }

// Series returns what the recording holds over time, ahead of the playhead
// too.
func (s *Session) Series() metrics.Series { return s.rec.World().Series() }
