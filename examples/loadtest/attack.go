//go:build !js

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// The numbers to factor. The large one is a prime.
const (
	small = 600_851_475_143
	large = 1<<50 - 27
)

// number is what job i is about: in the middle of each period a few in a row are
// large, so that the workers are busy for a while and the queue fills.
func number(i, period, inARow int) uint64 {
	if at := i%period - period/2; at >= 0 && at < inARow {
		return large
	}
	return small
}

// load is what came of the requests of one step, as the client sees it.
type load struct {
	schedule
	begin       time.Time
	sent        int         // requests handed to the attacker
	answers     map[int]int // by status
	unanswered  int
	jobs        map[string]uint64 // the accepted ones: the number by the id
	first, last time.Time         // when a request was sent
	answered    time.Time         // when the last answer was there
	problem     error             // what could not be understood

	fromDue, fromSent, accepted *hdrhistogram.Histogram // of answers, in µs; accepted from due
}

func newLoad(s schedule, begin time.Time) *load {
	h := func() *hdrhistogram.Histogram { return hdrhistogram.New(1, time.Hour.Microseconds(), 3) }
	return &load{schedule: s, begin: begin, answers: map[int]int{}, jobs: map[string]uint64{}, fromDue: h(), fromSent: h(), accepted: h()}
}

// attack sends n requests and waits for their answers, or until ctx ends.
func attack(ctx context.Context, c settings, s *service, n int) *load {
	attacker := vegeta.NewAttacker(vegeta.Client(s.client), vegeta.MaxWorkers(uint64(c.connections)))
	defer context.AfterFunc(ctx, func() { attacker.Stop() })()
	var sent atomic.Int64
	target := func(t *vegeta.Target) error {
		t.Method, t.URL = http.MethodPost, s.url+"/jobs"
		t.Body = fmt.Appendf(nil, `{"number": %d}`, number(int(sent.Add(1)-1), c.period, c.large))
		return nil
	}
	// Vegeta does not tell its begin. This one is earlier, by no more than the call.
	l := newLoad(schedule{n, c.rate}, time.Now())
	for r := range attacker.Attack(target, l.schedule, 0, "") {
		l.problem = errors.Join(l.problem, l.add(r))
	}
	l.sent = int(sent.Load())
	return l
}

// add counts a result.
func (l *load) add(r *vegeta.Result) error {
	if l.first.IsZero() || r.Timestamp.Before(l.first) {
		l.first = r.Timestamp
	}
	if r.Timestamp.After(l.last) {
		l.last = r.Timestamp
	}
	if r.End().After(l.answered) {
		l.answered = r.End()
	}
	if r.Code == 0 {
		l.unanswered++
		return nil
	}
	l.answers[int(r.Code)]++
	due := l.late(l.begin, r) + r.Latency
	err := errors.Join(l.fromSent.RecordValue(r.Latency.Microseconds()), l.fromDue.RecordValue(due.Microseconds()))
	if r.Code != http.StatusAccepted {
		return err
	}
	var j job
	if err := json.Unmarshal(r.Body, &j); err != nil {
		return fmt.Errorf("an answer with 202 is not a job: %w in %q", err, r.Body)
	}
	l.jobs[j.ID] = j.Number
	return errors.Join(err, l.accepted.RecordValue(due.Microseconds()))
}

// achieved is the rate at which requests were sent, a second.
func (l *load) achieved() float64 {
	if l.sent < 2 {
		return l.rate
	}
	return float64(l.sent-1) / l.last.Sub(l.first).Seconds()
}
