//go:build !js

package main

import (
	"fmt"
	"testing"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

func TestRequestsAreDueAtAConstantRate(t *testing.T) {
	s := schedule{requests: 3, rate: 4}
	for i, want := range []time.Duration{0, 250 * time.Millisecond, 500 * time.Millisecond} {
		if wait, stop := s.Pace(0, uint64(i)); wait != want || stop {
			t.Errorf("request %d is to be sent after %v, stop %v", i, wait, stop)
		}
	}
	if wait, _ := s.Pace(600*time.Millisecond, 2); wait > 0 {
		t.Errorf("one that is late has to wait for %v", wait)
	}
	if _, stop := s.Pace(0, 3); !stop {
		t.Error("it goes on after the last request")
	}
}

// A service that stalls keeps the only connection busy. The requests that were
// due meanwhile are sent late, and answered fast from then on.
func TestLatencyCountsFromWhenARequestWasDue(t *testing.T) {
	begin := time.Now()
	l := newLoad(schedule{requests: 10, rate: 10}, begin)
	free := begin
	for i := range 10 {
		took := 10 * time.Millisecond
		if i == 2 {
			took = time.Second
		}
		sent := begin.Add(time.Duration(i) * 100 * time.Millisecond)
		if sent.Before(free) {
			sent = free
		}
		free = sent.Add(took)
		answer := vegeta.Result{Seq: uint64(i), Timestamp: sent, Latency: took, Code: 202, Body: fmt.Appendf(nil, `{"id": "%d"}`, i)}
		if i == 9 {
			answer.Code = 503
		}
		if err := l.add(&answer); err != nil {
			t.Fatal(err)
		}
	}
	l.sent = 10
	// Those due at 300, 400, ... 900 are sent at 1200, 1210, ... 1260.
	for what, c := range map[string]struct{ got, want float64 }{
		"sent, median":      {newQuantiles(l.fromSent).P50, 10},
		"due, median":       {newQuantiles(l.fromDue).P50, 550}, // of 10, 10, 370, 460, 550, 640, ... 1000
		"due, 90 %":         {newQuantiles(l.fromDue).P90, 910},
		"accepted, median":  {newQuantiles(l.accepted).P50, 640}, // without the last, of 370
		"due, the longest":  {newQuantiles(l.fromDue).Max, 1000},
		"sent, the longest": {newQuantiles(l.fromSent).Max, 1000},
		"sent a second":     {l.achieved(), 9 / 1.26}, // the last one at 1260
		"answered":          {l.answered.Sub(begin).Seconds(), 1.27},
	} {
		if c.got < c.want*0.998 || c.got > c.want*1.002 {
			t.Errorf("%s: %v, not %v", what, c.got, c.want)
		}
	}
}

func TestAnswersAreCountedByTheirStatus(t *testing.T) {
	begin := time.Now()
	l := newLoad(schedule{requests: 5, rate: 1000}, begin)
	for i, code := range []uint16{202, 429, 429, 503, 0} {
		if err := l.add(&vegeta.Result{Seq: uint64(i), Timestamp: begin.Add(l.due(uint64(i))), Code: code, Body: []byte(`{"id": "A", "number": 6}`)}); err != nil {
			t.Fatal(err)
		}
	}
	if l.answers[202] != 1 || l.answers[429] != 2 || l.answers[503] != 1 || l.unanswered != 1 {
		t.Errorf("%v and %d", l.answers, l.unanswered)
	}
	if len(l.jobs) != 1 || l.jobs["A"] != 6 {
		t.Errorf("the jobs are %v", l.jobs)
	}
	if l.fromSent.TotalCount() != 4 || l.accepted.TotalCount() != 1 {
		t.Errorf("%d and %d measured", l.fromSent.TotalCount(), l.accepted.TotalCount())
	}
	if err := l.add(&vegeta.Result{Timestamp: begin, Code: 202, Body: []byte("OK")}); err == nil {
		t.Error("any answer goes for a job")
	}
}
