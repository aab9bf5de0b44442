//go:build !js

package main

import (
	"sync"
	"time"
)

// counts are the service's numbers since it was started. At every moment
//
//	received = deciding + accepted + repeated + all refused
//	accepted + recovered = waiting + done + failed
type counts struct {
	Received  int     `json:"received"`  // requests to do a job
	Deciding  int     `json:"deciding"`  // of these, not answered yet
	Accepted  int     `json:"accepted"`  // with 202: stored, to be done once
	Repeated  int     `json:"repeated"`  // with a key whose job is known already
	Refused   refused `json:"refused"`   //
	Recovered int     `json:"recovered"` // jobs of former processes
	Waiting   int     `json:"waiting"`   // not done yet
	Done      int     `json:"done"`      //
	Failed    int     `json:"failed"`    //
	Retried   int     `json:"retried"`   // writes that the database was not ready for
}

// refused are requests by the reason why they were.
type refused struct {
	TooFast   int `json:"tooFast"`   // 429: by the rate limit
	QueueFull int `json:"queueFull"` // 503
	Stopping  int `json:"stopping"`  // 503: the service ends
	NotStored int `json:"notStored"` // 503: the disk or the database failed
	Invalid   int `json:"invalid"`   // 400, 413, 422
}

func (r refused) all() int { return r.TooFast + r.QueueFull + r.Stopping + r.NotStored + r.Invalid }

// ledger keeps the counts such that their laws hold whenever one looks.
type ledger struct {
	mu sync.Mutex
	counts
}

func (l *ledger) change(f func(c *counts)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f(&l.counts)
}

func (l *ledger) now() (c counts) {
	l.change(func(all *counts) { c = *all })
	return c
}

func (l *ledger) received() {
	l.change(func(c *counts) { c.Received++; c.Deciding++ })
}

func (l *ledger) accepted() {
	l.change(func(c *counts) { c.Deciding--; c.Accepted++; c.Waiting++ })
}

func (l *ledger) repeated() {
	l.change(func(c *counts) { c.Deciding--; c.Repeated++ })
}

// refused counts a request with the reason that of picks.
func (l *ledger) refused(of func(*refused) *int) {
	l.change(func(c *counts) { c.Deciding--; *of(&c.Refused)++ })
}

func (l *ledger) recovered(n int) {
	l.change(func(c *counts) { c.Recovered += n; c.Waiting += n })
}

func (l *ledger) finished(failure error) {
	l.change(func(c *counts) {
		c.Waiting--
		if failure == nil {
			c.Done++
		} else {
			c.Failed++
		}
	})
}

func (l *ledger) retried(int, time.Duration, error) {
	l.change(func(c *counts) { c.Retried++ })
}

func tooFast(r *refused) *int   { return &r.TooFast }
func queueFull(r *refused) *int { return &r.QueueFull }
func stopping(r *refused) *int  { return &r.Stopping }
func notStored(r *refused) *int { return &r.NotStored }
func invalid(r *refused) *int   { return &r.Invalid }
