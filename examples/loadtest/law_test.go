//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"
)

// fitting is a load of ten requests and what the service counted, which fit.
func fitting() (*load, counts) {
	l := newLoad(schedule{requests: 10, rate: 1}, time.Now())
	l.sent, l.answers, l.unanswered = 10, map[int]int{202: 5, 429: 2, 503: 1, 400: 1}, 1
	for i := range 5 {
		l.jobs[fmt.Sprint(i)] = small
	}
	c := counts{Received: 9, Accepted: 5, Done: 4, Failed: 1}
	c.Refused.TooFast, c.Refused.QueueFull, c.Refused.Invalid = 2, 1, 1
	return l, c
}

func TestNumbersThatFitPass(t *testing.T) {
	l, c := fitting()
	if err := check(l, 10, c); err != nil {
		t.Error(err)
	}
	c.Received, c.Accepted, c.Done = 10, 6, 5 // its answer was lost
	if err := check(l, 10, c); err != nil {
		t.Error(err)
	}
}

func TestEachNumberThatDoesNotFitIsNamed(t *testing.T) {
	for named, change := range map[string]func(l *load, c *counts){
		"requests due 10, sent 9":                         func(l *load, c *counts) { l.sent--; l.unanswered-- },
		"requests sent 10, answers and errors 9":          func(l *load, c *counts) { l.unanswered-- },
		"different jobs in them 4":                        func(l *load, c *counts) { delete(l.jobs, "0") },
		"requests answered 9, received 8":                 func(l *load, c *counts) { c.Received-- },
		"answers with 202 5, accepted 4":                  func(l *load, c *counts) { c.Accepted-- },
		"answers with 202 5, accepted 7":                  func(l *load, c *counts) { c.Accepted += 2 },
		"answers with 429 2, refused by the rate limit":   func(l *load, c *counts) { c.Refused.TooFast-- },
		"answers with 503 1, refused for want of a place": func(l *load, c *counts) { c.Refused.QueueFull-- },
		"other answers 1, refused as invalid 0":           func(l *load, c *counts) { c.Refused.Invalid-- },
		"received 9, decided 10":                          func(l *load, c *counts) { c.Repeated++ },
		"accepted 5, done, failed and waiting 4":          func(l *load, c *counts) { c.Done-- },
		"accepted 5, done, failed and waiting 6":          func(l *load, c *counts) { c.Done++ },
		"waiting at the end 1, allowed 0":                 func(l *load, c *counts) { c.Waiting++; c.Done-- },
	} {
		l, c := fitting()
		change(l, &c)
		if err := check(l, 10, c); !errors.Is(err, errLaw) || !strings.Contains(err.Error(), named) {
			t.Errorf("not %q, but %v", named, err)
		}
	}
}

func TestAJobThatRanTwiceIsFound(t *testing.T) {
	_, c := fitting()
	var v vars
	for started, fits := range map[int]bool{4: false, 5: true, 6: false} {
		v.Pool.Started = started
		if err := checkRuns(c, v); (err == nil) != fits || !fits && !errors.Is(err, errLaw) {
			t.Errorf("%d runs of 5 jobs: %v", started, err)
		}
	}
}

func TestCountsAreThoseSince(t *testing.T) {
	_, c := fitting()
	if got := c.minus(c); got != (counts{}) {
		t.Errorf("nothing happened, and it is %+v", got)
	}
}

func TestASampleOfTheJobsMustBeDone(t *testing.T) {
	shown := map[string]job{
		"done":   {Number: 12, State: "done", Factors: []uint64{2, 2, 3}},
		"failed": {Number: 12, State: "failed", Problem: "late"},
		"early":  {Number: 12, State: "waiting"},
		"wrong":  {Number: 12, State: "done", Factors: []uint64{2, 3}},
		"mixed":  {Number: 6, State: "done", Factors: []uint64{2, 3}},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		j, known := shown[path.Base(r.URL.Path)]
		if !known {
			http.NotFound(w, r)
			return
		}
		j.ID = path.Base(r.URL.Path)
		json.NewEncoder(w).Encode(j)
	}))
	defer server.Close()
	s := &service{url: server.URL, client: server.Client()}
	for id, fits := range map[string]bool{"done": true, "failed": true, "early": false, "wrong": false, "mixed": false, "lost": false} {
		_, err := checkSample(t.Context(), s, map[string]uint64{id: 12}, 10)
		if (err == nil) != fits || !fits && !errors.Is(err, errLaw) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if asked, err := checkSample(t.Context(), s, map[string]uint64{"done": 12, "failed": 12}, 1); asked != 1 || err != nil {
		t.Errorf("%d of at most one asked for: %v", asked, err)
	}
}
