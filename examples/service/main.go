//go:build !js

// Service is an HTTP service that cannot be overloaded and loses no job that it
// has accepted, made of the patterns and of what goes with them in practice:
//
//	POST /jobs -> rate limit -> bounded queue -> workers -> SQLite -> GET /jobs/{id}
//
// A job is to find the prime factors of a number. It is accepted, with 202 and a
// Location, when it has a place in the queue and is on disk; whatever happens
// to the process then, it gets done, once. All others are refused, with 429 or
// 503, before they cost anything.
//
//	go run ./examples/service -h
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"sluice/practice/workers"
	"sluice/practice/workers/expvarhook"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err == flag.ErrHelp {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// settings are what can be set on the command line.
type settings struct {
	address  string
	dir      string
	workers  int
	capacity int
	rate     float64
	burst    int
	limit    time.Duration
	drain    time.Duration
}

func parse(args []string) (c settings, err error) {
	f := flag.NewFlagSet("service", flag.ContinueOnError)
	f.StringVar(&c.address, "addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	f.StringVar(&c.dir, "dir", "", "`folder` for the jobs, of one service at a time; a new temporary one if empty")
	f.IntVar(&c.workers, "workers", 4, "jobs that run at once")
	f.IntVar(&c.capacity, "queue", 1000, "jobs that may wait")
	f.Float64Var(&c.rate, "rate", 500, "requests a second of each client, in the long run")
	f.IntVar(&c.burst, "burst", 1000, "requests of each client at once")
	f.DurationVar(&c.limit, "limit", 5*time.Second, "how long a job may run before it fails")
	f.DurationVar(&c.drain, "drain", 20*time.Second, "how long to finish jobs after SIGTERM; the next start does the rest")
	return c, f.Parse(args)
}

// run serves until the process is told to end.
func run(args []string, out io.Writer) error {
	c, err := parse(args)
	if err != nil {
		return err
	}
	if c.dir == "" {
		c.dir, err = os.MkdirTemp("", "service-")
	} else {
		err = os.MkdirAll(c.dir, 0o700)
	}
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.address)
	if err != nil {
		return err
	}
	defer listener.Close()
	say := log.New(out, "", 0)
	s, err := newService(c, say, expvarhook.Publish("pool"))
	if err != nil {
		return err
	}
	defer s.store.close()

	server := &http.Server{Handler: s.handler(c.rate, c.burst), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	say.Printf("serving http://%s, jobs are kept in %s", listener.Addr(), c.dir)
	_, err = s.pool.Run(context.Background(), workers.Lifetime{
		Serve: func() error { return server.Serve(listener) },
		Stop:  server.Shutdown,
		Limit: c.drain,
	})
	say.Printf("ended; %d jobs are left to the next start", s.ledger.now().Waiting)
	return err
}
