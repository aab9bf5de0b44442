//go:build !js

package main

import (
	"context"
	"errors"
	"log"
	"path/filepath"
	"sync/atomic"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/workers"
)

// service does jobs.
type service struct {
	store  *store
	pool   *workers.Pool
	limit  time.Duration // of each job
	say    *log.Logger
	ledger ledger

	before atomic.Int64 // jobs of former processes that are not done yet
}

// newService opens the store and begins with what former processes left there.
func newService(c settings, say *log.Logger, hooks workers.Hooks) (*service, error) {
	s := &service{limit: c.limit, say: say}
	jobs, err := openStore(filepath.Join(c.dir, "jobs.db"), s.ledger.retried)
	if err != nil {
		return nil, err
	}
	s.store = jobs
	s.pool = workers.New(workers.Config{Workers: c.workers, Capacity: c.capacity, Hooks: hooks})
	if err := s.resume(context.Background()); err != nil {
		jobs.close()
		return nil, err
	}
	return s, nil
}

// errNotStored says that a job had a place in the queue but is not on disk.
var errNotStored = errors.New("not stored")

// job is a record on its way through the pool.
type job struct {
	*service
	record
	settled chan struct{} // closed: it is known whether the job is on disk
	stored  bool          // it is; to be read once settled
	old     bool          // of a former process
}

// Do waits until the job is on disk, works, and writes down what came of it. A
// job that is interrupted stays as it was, for the next start.
func (j *job) Do(ctx context.Context) error {
	<-j.settled
	if !j.stored {
		return errNotStored
	}
	limited, cancel := context.WithTimeoutCause(ctx, j.limit, pattern.ErrLate)
	defer cancel()
	factors, failure := factor(limited, j.Number)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := j.store.finish(j.ID, factors, failure); err != nil {
		j.say.Printf("job %s is left to the next start: %v", j.ID, err)
		return err
	}
	j.ledger.finished(failure)
	if j.old && j.before.Add(-1) == 0 {
		j.say.Print("done with the jobs from before")
	}
	return failure
}

// resume does what former processes accepted and did not finish. It does not
// wait for that.
func (s *service) resume(ctx context.Context) error {
	records, err := s.store.waiting(ctx)
	if err != nil || len(records) == 0 {
		return err
	}
	s.say.Printf("%d jobs from before", len(records))
	s.before.Store(int64(len(records)))
	s.ledger.recovered(len(records))
	settled := make(chan struct{})
	close(settled)
	go func() {
		for _, r := range records {
			err := s.pool.SubmitWait(ctx, &job{service: s, record: r, settled: settled, stored: true, old: true})
			if err != nil {
				return // shut down: the next start does the rest
			}
		}
	}()
	return nil
}
