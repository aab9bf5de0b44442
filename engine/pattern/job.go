package pattern

import (
	"context"
	"log"
)

// Job is one piece of work. Its ctx ends when a Shutdown
// runs out of time; Do should then return soon. A panic in
// Do ends the job, not the worker.
type Job interface {
	Do(ctx context.Context)
}

// JobFunc makes a Job of a function.
type JobFunc func(ctx context.Context)

// Do calls f.
func (f JobFunc) Do(ctx context.Context) { f(ctx) }

// do is where a worker meets a job. Without the recover,
// one bad job would end the whole program.
func (d *Distributor) do(job Job) {
	defer func() {
		if value := recover(); value != nil {
			d.panicked(job, value)
		}
	}()
	job.Do(d.ctx)
}

func (d *Distributor) panicked(job Job, value any) {
	if d.OnPanic == nil {
		log.Printf("pattern: a job panicked: %v", value)
		return
	}
	d.OnPanic(job, value)
}
