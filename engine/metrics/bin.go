package metrics

import "time"

// Counts are the jobs of a run so far: the terms of the conservation law and
// what goes with them.
type Counts struct {
	Offered, Completed, Rejected, Failed, Cancelled int
	Retries                                         int

	Sojourn float64 // seconds from offer to end, of all that ended
}

// Ended is the number of jobs that came to an end, whichever it was.
func (c *Counts) Ended() int { return c.Completed + c.Rejected + c.Failed + c.Cancelled }

// Since returns what was counted after earlier.
func (c *Counts) Since(earlier *Counts) Counts {
	return Counts{
		c.Offered - earlier.Offered, c.Completed - earlier.Completed, c.Rejected - earlier.Rejected,
		c.Failed - earlier.Failed, c.Cancelled - earlier.Cancelled, c.Retries - earlier.Retries,
		c.Sojourn - earlier.Sojourn,
	}
}

func (c *Counts) add(o *Counts) {
	c.Offered += o.Offered
	c.Completed += o.Completed
	c.Rejected += o.Rejected
	c.Failed += o.Failed
	c.Cancelled += o.Cancelled
	c.Retries += o.Retries
	c.Sojourn += o.Sojourn
}

// Levels are what there is at a moment.
type Levels struct {
	InFlight int // jobs that have been offered and not ended
	Queued   int // of them those in the buffers of channels
	Busy     int // workers with a job that they work on
	Workers  int // goroutines of a kind that works on jobs
}

// Bin is what happened in one stretch of virtual time. Levels are summed over
// it: a level of 3 for 2 s is 6.
type Bin struct {
	Counts
	Span                            time.Duration
	InFlight, Queued, Busy, Workers float64
	Deepest                         int // the most queued jobs at once, for longer than an instant
}

// pass lets time go by while the levels stay.
func (b *Bin) pass(d time.Duration, l Levels) {
	if d <= 0 {
		return
	}
	s := d.Seconds()
	b.Span += d
	b.InFlight += s * float64(l.InFlight)
	b.Queued += s * float64(l.Queued)
	b.Busy += s * float64(l.Busy)
	b.Workers += s * float64(l.Workers)
	b.Deepest = max(b.Deepest, l.Queued)
}

// add makes b the stretch of both.
func (b *Bin) add(o *Bin) {
	b.Counts.add(&o.Counts)
	b.Span += o.Span
	b.InFlight += o.InFlight
	b.Queued += o.Queued
	b.Busy += o.Busy
	b.Workers += o.Workers
	b.Deepest = max(b.Deepest, o.Deepest)
}

// PerSecond is a number of jobs as a rate; 0 in a bin without time.
func (b *Bin) PerSecond(jobs int) float64 { return ratio(float64(jobs), b.Span.Seconds()) }

// Mean is the time average of a summed level.
func (b *Bin) Mean(level float64) float64 { return ratio(level, b.Span.Seconds()) }

// Utilisation is the share of the workers' time in which they worked on a
// job, from 0 to 1; 0 without workers.
func (b *Bin) Utilisation() float64 { return ratio(b.Busy, b.Workers) }

// Refused is the share of the jobs that ended which were rejected, from 0 to 1.
func (b *Bin) Refused() float64 { return ratio(float64(b.Rejected), float64(b.Ended())) }

// MeanSojourn is how many seconds a job that ended had been in flight.
func (b *Bin) MeanSojourn() float64 { return ratio(b.Sojourn, float64(b.Ended())) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
