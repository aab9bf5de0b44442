//go:build !js

// Loadtest starts the example service as a process, sends it 100,000 requests
// over loopback, and checks that nothing is lost: what the requests were answered
// with must be what the service has counted, and each accepted job is done once.
//
// The load is open-loop: a request is due at its time whether or not the service
// keeps up, and its latency counts from then. It comes in steps of 10, 100, 1,000
// and so on, each ten times the one before.
//
//	make loadtest
//	go run ./examples/loadtest -h
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

// settings are what can be set on the command line.
type settings struct {
	service     string
	address     string
	out         string
	requests    int
	rate        float64
	connections int
	timeout     time.Duration
	limit       time.Duration
	large       int
	period      int
	sample      int

	workers, queue, burst int
	admitted              float64
}

var (
	errSettings = errors.New("requests, rate, connections and period must be positive")
	errLimit    = errors.New("it takes longer than -limit")
)

func parse(args []string, messages io.Writer) (c settings, err error) {
	f := flag.NewFlagSet("loadtest", flag.ContinueOnError)
	f.SetOutput(messages)
	f.StringVar(&c.service, "service", "build/service", "the example service's `program`")
	f.StringVar(&c.address, "addr", "127.0.0.1:0", "loopback `address` for the service; port 0 takes a free one")
	f.StringVar(&c.out, "out", "build/loadtest", "`path` of the report, to which .md and .json are added")
	f.IntVar(&c.requests, "requests", 100_000, "requests of the last step")
	f.Float64Var(&c.rate, "rate", 1000, "requests a second that are due")
	f.IntVar(&c.connections, "connections", 256, "connections at most; when all are busy, requests are sent late")
	f.DurationVar(&c.timeout, "timeout", 30*time.Second, "how long to wait for an answer")
	f.DurationVar(&c.limit, "limit", 10*time.Minute, "how long all may take")
	f.IntVar(&c.large, "large", 80, "jobs in a row that take long, in each period")
	f.IntVar(&c.period, "period", 10_000, "jobs after which they come again")
	f.IntVar(&c.sample, "sample", 1000, "accepted jobs to ask for when all are done")
	f.IntVar(&c.workers, "workers", 16, "the service's workers")
	f.IntVar(&c.queue, "queue", 500, "jobs that may wait in the service")
	f.Float64Var(&c.admitted, "admitted", 950, "requests a second that the service's rate limit admits")
	f.IntVar(&c.burst, "burst", 500, "requests at once that it admits")
	if err := f.Parse(args); err != nil {
		return c, err
	}
	if c.requests < 1 || !(c.rate > 0) || c.connections < 1 || c.period < 1 {
		return c, errSettings
	}
	return c, nil
}

// steps are the sizes of the load: tenfold each, up to n.
func steps(n int) (sizes []int) {
	for size := 10; size < n; size *= 10 {
		sizes = append(sizes, size)
	}
	return append(sizes, n)
}

// run does the load test and writes the report. It returns errLaw when the
// numbers do not fit, and errLimit when there was no time to tell.
func run(ctx context.Context, args []string, out, progress io.Writer) (err error) {
	c, err := parse(args, progress)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.limit, errLimit)
	defer cancel()
	dir, err := os.MkdirTemp("", "loadtest-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s, err := start(ctx, c, dir, progress)
	if err != nil {
		return errors.Join(context.Cause(ctx), err)
	}
	r, broken := loadAll(ctx, c, s, progress)
	broken = errors.Join(context.Cause(ctx), broken)
	if err := s.end(); err != nil {
		broken = errors.Join(broken, fmt.Errorf("after SIGTERM: %w", err))
	}
	if broken != nil {
		r.Problem = broken.Error()
	}
	if _, err := io.WriteString(out, r.markdown()); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.out), 0o755); err != nil {
		return err
	}
	return errors.Join(broken, r.write(c.out))
}

// loadAll sends all steps and asks for some of the jobs. The report has the
// steps until the numbers did not fit.
func loadAll(ctx context.Context, c settings, s *service, progress io.Writer) (r report, err error) {
	r = newReport(c)
	jobs := map[string]uint64{}
	var before counts
	for _, n := range steps(c.requests) {
		fmt.Fprintf(progress, "%d requests, %.0f a second\n", n, c.rate)
		l := attack(ctx, c, s, n)
		after, err := s.idle(ctx)
		if err != nil {
			return r, fmt.Errorf("the service is not done with %d requests: %w", n, err)
		}
		finished := time.Since(l.begin)
		v, err := s.vars(ctx)
		if err != nil {
			return r, err
		}
		r.Steps = append(r.Steps, newStep(l, c.rate, finished, after.minus(before), v))
		if err := errors.Join(l.problem, check(l, n, after.minus(before)), checkRuns(after, v)); err != nil {
			return r, err
		}
		before = after
		for id, number := range l.jobs {
			jobs[id] = number
		}
	}
	r.Sampled, err = checkSample(ctx, s, jobs, c.sample)
	return r, err
}
