package workers

import (
	"context"
	"time"

	"sluice/engine/pattern"
)

// Job is one piece of work. Do is called once for each job that was accepted
// and not handed back by Shutdown. It should return soon when ctx ends. An
// error and a panic end the job, not the worker; both are told to the Hooks.
// It must not call runtime.Goexit, which would end the worker.
type Job interface {
	Do(ctx context.Context) error
}

// JobFunc makes a Job of a function.
type JobFunc func(ctx context.Context) error

// Do calls f.
func (f JobFunc) Do(ctx context.Context) error { return f(ctx) }

// Config says how large a Pool is and what it tells of.
type Config struct {
	Workers  int           // at least 0: without any the queue only fills
	Capacity int           // jobs that may wait; at 0 one is handed to a free worker or refused
	Timeout  time.Duration // of each job from its beginning; 0: none
	Hooks
}

// Pool is a bounded queue in front of workers. It is safe for use by many
// goroutines. Its own are gone when Shutdown has returned.
type Pool struct {
	config Config
	jobs   *pattern.Distributor
}

// New starts the workers. It panics when a number is negative.
func New(c Config) *Pool {
	if c.Timeout < 0 {
		panic("workers: timeout is negative")
	}
	return &Pool{config: c, jobs: pattern.NewDistributor(c.Workers, c.Capacity)}
}

// Submit puts job into the queue. It never blocks: it returns
// pattern.ErrQueueFull or pattern.ErrShutdown instead.
//
// The job's context is made from ctx. It has its values and ends when ctx ends,
// when the Timeout is over, or when Shutdown runs out of time. The context of an
// HTTP request ends with the response; for a job that goes on after it, pass
//
//	context.WithoutCancel(r.Context())
func (p *Pool) Submit(ctx context.Context, job Job) error {
	t := p.task(ctx, job)
	return p.told(job, p.jobs.Submit(t))
}

// SubmitWait is Submit, but waits while the queue is full. When ctx ends
// first, it returns ctx's error. A job that calls it can block its own pool.
func (p *Pool) SubmitWait(ctx context.Context, job Job) error {
	t := p.task(ctx, job)
	return p.told(job, p.jobs.SubmitWait(ctx, t))
}

// told passes the answer to a Submit on to the hooks.
func (p *Pool) told(job Job, err error) error {
	switch {
	case err != nil && p.config.Refused != nil:
		p.config.Refused(job, err)
	case err == nil && p.config.Accepted != nil:
		p.config.Accepted(job)
	}
	return err
}

// Shutdown refuses new jobs, lets the accepted ones finish, and returns when
// the workers are gone. When ctx ends first, it takes back the jobs that no
// worker has begun, ends the contexts of the others, still waits for them, and
// returns what is left with ctx's error. What becomes of those jobs is up to
// the caller. It may be called often and concurrently, but not by a job.
func (p *Pool) Shutdown(ctx context.Context) (left []Job, err error) {
	tasks, err := p.jobs.Shutdown(ctx)
	for _, t := range tasks {
		job := t.(*task).job
		left = append(left, job)
		if p.config.HandedBack != nil {
			p.config.HandedBack(job)
		}
	}
	return left, err
}

// SetWorkers changes the number of workers; see pattern.Distributor.
func (p *Pool) SetWorkers(n int) { p.jobs.SetWorkers(n) }

// Workers is the number of workers asked for.
func (p *Pool) Workers() int { return p.jobs.Workers() }

// Len is the number of jobs that wait.
func (p *Pool) Len() int { return p.jobs.Len() }
