package workers

import (
	"context"
	"runtime/debug"
	"time"

	"sluice/engine/pattern"
)

// task is a Job on its way through the pool.
type task struct {
	pool   *Pool
	job    Job
	ctx    context.Context // of who submitted it
	queued time.Time       // set if somebody wants to know
	own    detached
}

func (p *Pool) task(ctx context.Context, job Job) *task {
	t := &task{pool: p, job: job, ctx: ctx}
	if p.config.Started != nil {
		t.queued = time.Now()
	}
	return t
}

// Do is the task's turn on a worker.
func (t *task) Do(pool context.Context) {
	hooks := &t.pool.config.Hooks
	if hooks.Started != nil {
		hooks.Started(t.job, time.Since(t.queued))
	}
	if hooks.Ended == nil {
		t.run(pool)
		return
	}
	begun := time.Now()
	err := t.run(pool)
	hooks.Ended(t.job, time.Since(begun), err)
}

// run makes an error of a panic.
func (t *task) run(pool context.Context) (err error) {
	defer func() {
		if value := recover(); value != nil {
			panicked := &PanicError{value, debug.Stack()}
			t.pool.config.panicked(t.job, panicked)
			err = panicked
		}
	}()
	ctx, cancel := t.context(pool)
	defer cancel()
	if limit := t.pool.config.Timeout; limit > 0 {
		var late context.CancelFunc
		ctx, late = context.WithTimeoutCause(ctx, limit, pattern.ErrLate)
		defer late()
	}
	return t.job.Do(ctx)
}

// context has the values of who submitted the job. It ends when that one's ends
// or the pool's does.
func (t *task) context(pool context.Context) (context.Context, context.CancelFunc) {
	if t.ctx.Done() == nil { // which saves a context and its goroutine's share
		t.own = detached{pool, t.ctx}
		return &t.own, func() {}
	}
	ctx, cancel := context.WithCancelCause(t.ctx)
	stop := context.AfterFunc(pool, func() { cancel(pattern.ErrShutdown) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// detached is a context with the end of one and the values of another, which
// has no end.
type detached struct {
	context.Context
	values context.Context
}

func (d *detached) Value(key any) any { return d.values.Value(key) }

// AfterFunc is how package context learns of the end without a goroutine.
func (d *detached) AfterFunc(f func()) (stop func() bool) {
	return context.AfterFunc(d.Context, f)
}
