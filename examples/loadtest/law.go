//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
)

// counts are the service's own numbers, as at /stats.
type counts struct {
	Received  int
	Deciding  int
	Accepted  int
	Repeated  int
	Refused   struct{ TooFast, QueueFull, Stopping, NotStored, Invalid int }
	Recovered int
	Waiting   int
	Done      int
	Failed    int
	Retried   int
}

// minus is what happened since.
func (c counts) minus(before counts) counts {
	c.Received -= before.Received
	c.Accepted -= before.Accepted
	c.Repeated -= before.Repeated
	c.Refused.TooFast -= before.Refused.TooFast
	c.Refused.QueueFull -= before.Refused.QueueFull
	c.Refused.Stopping -= before.Refused.Stopping
	c.Refused.NotStored -= before.Refused.NotStored
	c.Refused.Invalid -= before.Refused.Invalid
	c.Recovered -= before.Recovered
	c.Done -= before.Done
	c.Failed -= before.Failed
	c.Retried -= before.Retried
	return c
}

func (c counts) unavailable() int {
	return c.Refused.QueueFull + c.Refused.Stopping + c.Refused.NotStored
}

var errLaw = errors.New("the numbers do not fit")

// equal returns an errLaw unless two numbers that have to be the same are.
func equal(what string, a int, whose string, b int) error {
	if a == b {
		return nil
	}
	return fmt.Errorf("%w: %s %d, %s %d", errLaw, what, a, whose, b)
}

// check compares what a client saw of n requests with what the service counted
// meanwhile. The service may have decided either way about a request that was
// not answered, or not have seen it: so much its numbers may be above.
func check(l *load, n int, c counts) error {
	all := 0
	for _, answers := range l.answers {
		all += answers
	}
	accepted, tooFast, unavailable := l.answers[http.StatusAccepted], l.answers[http.StatusTooManyRequests], l.answers[http.StatusServiceUnavailable]
	refused := c.Refused.TooFast + c.unavailable() + c.Refused.Invalid
	return errors.Join(
		equal("requests due", n, "sent", l.sent),
		equal("requests sent", l.sent, "answers and errors", all+l.unanswered),
		equal("answers with 202", accepted, "different jobs in them", len(l.jobs)),
		within("requests answered", all, "received", c.Received, l.unanswered),
		within("answers with 202", accepted, "accepted", c.Accepted, l.unanswered),
		within("answers with 429", tooFast, "refused by the rate limit", c.Refused.TooFast, l.unanswered),
		within("answers with 503", unavailable, "refused for want of a place", c.unavailable(), l.unanswered),
		within("other answers", all-accepted-tooFast-unavailable, "refused as invalid", c.Refused.Invalid, l.unanswered),
		equal("received", c.Received, "decided", c.Deciding+c.Accepted+c.Repeated+refused),
		equal("accepted", c.Accepted+c.Recovered, "done, failed and waiting", c.Done+c.Failed+c.Waiting),
		equal("waiting at the end", c.Waiting, "allowed", 0),
	)
}

// within returns an errLaw unless the service's number is the client's, or above
// by no more than the requests without an answer.
func within(what string, client int, whose string, service, unanswered int) error {
	if service >= client && service <= client+unanswered {
		return nil
	}
	return fmt.Errorf("%w: %s %d, %s %d, with %d unanswered", errLaw, what, client, whose, service, unanswered)
}

// checkRuns checks that each job was run once, since the process started: by the
// number of runs that the pool has counted. Those that were not accepted after
// all had a place in it, too.
func checkRuns(c counts, v vars) error {
	return equal("jobs that the workers took", v.Pool.Started, "accepted, repeated and not stored",
		c.Accepted+c.Recovered+c.Repeated+c.Refused.NotStored)
}

// checkSample asks for some of the jobs, picked at random: each must be there and
// done. It returns how many it asked for.
func checkSample(ctx context.Context, s *service, jobs map[string]uint64, most int) (asked int, err error) {
	ids := slices.Collect(maps.Keys(jobs))
	rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	ids = ids[:min(most, len(ids))]
	var broken []error
	for _, id := range ids {
		var j job
		if err := s.get(ctx, "/jobs/"+id, &j); err != nil {
			return 0, fmt.Errorf("%w: an accepted job is not there: %w", errLaw, err)
		}
		broken = append(broken, checkJob(id, jobs[id], j))
	}
	return len(ids), errors.Join(broken...)
}

// checkJob checks what came of a job.
func checkJob(id string, number uint64, j job) error {
	product := uint64(1)
	for _, f := range j.Factors {
		product *= f
	}
	failed := j.State == "failed" && j.Problem != ""
	if j.ID == id && j.Number == number && (failed || j.State == "done" && product == number) {
		return nil
	}
	return fmt.Errorf("%w: job %s about %d is %+v", errLaw, id, number, j)
}
