package probe

import (
	"math"
	"time"

	"sluice/engine/eventlog"
)

// The calls below record what happens to a job. Scenes make them where they
// hand a job to the pattern and where they get its outcome; the patterns
// themselves know nothing of them. Outside a run they do nothing.
//
// A job has one life: offered, then at the end exactly one of rejected,
// completed, failed and cancelled.

// Offer records that a job enters at a source, counted from 1.
func Offer(job int64, source int) {
	record(&eventlog.Event{Kind: eventlog.JobOffer, Job: job, Obj: source})
}

// Reject records that a job was refused, and why.
func Reject(job int64, reason string) {
	happens(&eventlog.Event{Kind: eventlog.JobReject, Job: job, Text: reason})
}

// Complete records that a job is done.
func Complete(job int64) {
	happens(&eventlog.Event{Kind: eventlog.JobComplete, Job: job})
}

// Fail records that a job was given up, with its last error.
func Fail(job int64, reason string) {
	happens(&eventlog.Event{Kind: eventlog.JobFail, Job: job, Text: reason})
}

// Cancel records that a job was cancelled.
func Cancel(job int64, reason string) {
	happens(&eventlog.Event{Kind: eventlog.JobCancel, Job: job, Text: reason})
}

// Attempt records that attempt n of a job begins, counted from 1.
func Attempt(job int64, n int) {
	look()
	happens(&eventlog.Event{Kind: eventlog.JobAttempt, Job: job, N: int64(n)})
}

// Backoff records that attempt n of a job failed and that the next one is
// due after d.
func Backoff(job int64, n int, d time.Duration, reason string) {
	happens(&eventlog.Event{
		Kind: eventlog.JobBackoff, Job: job, N: int64(n), M: int64(d), Text: reason,
	})
}

// NewBucket numbers a bucket for SetBucket and Take; 0 outside a run.
func NewBucket() int {
	g := Self()
	if g == nil {
		return 0
	}
	g.run.Lock()
	defer g.run.Unlock()
	g.run.buckets++
	return g.run.buckets
}

// SetBucket records a bucket's capacity in tokens, its refill rate in tokens
// per second, and that it now holds level tokens.
func SetBucket(bucket int, name string, capacity int, rate, level float64) {
	record(&eventlog.Event{
		Kind: eventlog.BucketSet, Obj: bucket, N: int64(capacity), M: thousandths(rate), Text: name,
	})
	record(&eventlog.Event{Kind: eventlog.BucketTake, Obj: bucket, N: thousandths(level), M: 2})
}

// Take records that a token was asked for, whether it was given, and the
// level after it.
func Take(bucket int, given bool, level float64) {
	e := eventlog.Event{Kind: eventlog.BucketTake, Obj: bucket, N: thousandths(level)}
	if given {
		e.M = 1
	}
	record(&e)
}

func thousandths(x float64) int64 { return int64(math.Round(x * 1000)) }

func record(e *eventlog.Event) {
	if g := Self(); g != nil {
		g.record(e)
	}
}

// happens is record for an event that has a place: the caller's, of which At
// has told.
func happens(e *eventlog.Event) {
	g := Self()
	if g == nil {
		return
	}
	r := g.run
	r.Lock()
	if !r.Over() {
		e.Site = r.site(g.site)
		r.event(g, e)
	}
	r.Unlock()
}
