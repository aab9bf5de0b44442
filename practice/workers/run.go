package workers

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Lifetime says how a service that submits jobs runs and how it ends.
type Lifetime struct {
	// Serve lets jobs in. It returns when Stop is called, or before, when it
	// cannot go on. (*http.Server).ListenAndServe is one. It may be nil.
	Serve func() error

	// Stop lets no more in and returns when Serve has nothing left to do, or
	// ctx ends. (*http.Server).Shutdown is one. It may be nil.
	Stop func(ctx context.Context) error

	// Limit is how long Stop and the jobs that are left may take together.
	Limit time.Duration
}

// Run serves until the process gets SIGTERM or an interrupt, ctx ends, or Serve
// returns. Then it stops what lets jobs in, finishes the accepted ones within
// the Limit, and returns those that no worker has begun, as Shutdown does.
//
// A second signal ends the Limit at once; a third is no longer caught and ends
// the process. The signals are caught before Serve is called, so that no job
// can be accepted that a signal would lose.
//
// The error joins those of Serve, if it returned by itself, of Stop, and of
// Shutdown. It is nil when all was done.
func (p *Pool) Run(ctx context.Context, l Lifetime) (left []Job, err error) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)

	failed := make(chan error, 1) // Serve may return when nobody listens any more
	if l.Serve != nil {
		go func() { failed <- l.Serve() }()
	}
	select {
	case <-signals:
	case <-ctx.Done():
	case err = <-failed:
	}

	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.Limit)
	defer cancel()
	go func() {
		select {
		case <-signals:
			signal.Stop(signals)
			cancel()
		case <-limit.Done():
		}
	}()
	if l.Stop != nil {
		err = errors.Join(err, l.Stop(limit))
	}
	left, late := p.Shutdown(limit)
	return left, errors.Join(err, late)
}
