package time

import (
	"time"

	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// Now returns the current time; in a run its virtual time, in UTC and
// without a monotonic reading.
func Now() Time {
	g := probe.Self()
	if g == nil {
		return time.Now()
	}
	g.Step()
	return at(g.Run())
}

// at returns the virtual time of r.
func at(r *probe.Run) Time { return vtime.Start.Add(r.Now()) }

// Since returns the time that has gone by since t.
func Since(t Time) Duration {
	if probe.Self() == nil {
		return time.Since(t)
	}
	return Now().Sub(t)
}

// Until returns the duration until t.
func Until(t Time) Duration {
	if probe.Self() == nil {
		return time.Until(t)
	}
	return t.Sub(Now())
}

// Sleep blocks the calling goroutine for at least d; in a run for exactly d
// of virtual time. It returns at once if d is not positive.
func Sleep(d Duration) {
	if g := probe.Self(); g != nil {
		g.Sleep(d)
		return
	}
	time.Sleep(d)
}
