package metrics

// Report is what was measured over one window. By Little's law the mean of
// InFlight is the jobs that ended per second times their mean sojourn, as long
// as the window ends as it began.
type Report struct {
	Bin           // the bins of the window as one
	Window Series // those bins

	// How long the jobs took that completed in it: from the offer to the
	// first attempt, in attempts, and from offer to completion.
	Wait, Service, Total Histogram
}
