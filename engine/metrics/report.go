package metrics

// Report is what was measured over one window.
type Report struct {
	Bin           // the bins of the window as one
	Window Series // those bins

	// How long the jobs took that completed in it: from the offer to the
	// first attempt, in attempts, and from offer to completion.
	Wait, Service, Total Histogram
}

// L is the time average of the jobs in flight.
func (r *Report) L() float64 { return r.Mean(r.InFlight) }

// Lambda is how many jobs ended a second.
func (r *Report) Lambda() float64 { return r.PerSecond(r.Ended()) }

// W is how many seconds the jobs that ended had been in flight, on average.
// By Little's law L is Lambda times W, as long as a window ends as it began.
func (r *Report) W() float64 { return r.MeanSojourn() }
