package pattern

import (
	"context"
	"sync"
	"sync/atomic"
)

// Crew is a number of workers that can be told to go home.
//
// A worker that only receives its jobs leaves when somebody
// closes that channel. If nobody does, it waits for ever: a
// blocked goroutine is never collected, and what it refers
// to stays in memory. So each worker listens to a second
// channel, which carries no data.
type Crew[T any] struct {
	jobs    <-chan T
	do      func(T)
	quit    chan struct{} // closed: all leave
	quitOne chan struct{} // a send: one leaves
	once    sync.Once     // a second close would panic
	working atomic.Int64  // workers that have not left
	done    chan struct{} // closed: the last worker left
}

// NewCrew starts workers that call do for each job. They
// leave when they are told to quit, or when jobs is closed
// and empty. A panic in do ends the program. NewCrew panics
// when the number of workers is not positive.
func NewCrew[T any](
	workers int, jobs <-chan T, do func(job T),
) *Crew[T] {
	if workers <= 0 {
		panic("pattern: number of workers is not positive")
	}
	c := &Crew[T]{
		jobs:    jobs,
		do:      do,
		quit:    make(chan struct{}),
		quitOne: make(chan struct{}),
		done:    make(chan struct{}),
	}
	c.working.Store(int64(workers))
	for range workers {
		go c.worker()
	}
	return c
}

func (c *Crew[T]) worker() {
	defer c.leave()
	for !c.quitting() {
		select {
		case job, open := <-c.jobs:
			if !open {
				return
			}
			c.do(job)
		case <-c.quit:
			return
		case <-c.quitOne:
			return
		}
	}
}

// quitting looks at quit alone. The select in worker knows
// no priority: while there are jobs, chance might choose
// them many times over.
func (c *Crew[T]) quitting() bool {
	select {
	case <-c.quit:
		return true
	default:
		return false
	}
}

func (c *Crew[T]) leave() {
	if c.working.Add(-1) == 0 {
		close(c.done)
	}
}

// Quit tells all workers to leave. A close is a broadcast:
// each receive from a closed channel succeeds, now and
// later. Who has a job finishes it; at most one more each
// is begun, by a worker that was just about to look. The
// other jobs stay in their channel. Quit does not block and
// may be called often.
func (c *Crew[T]) Quit() {
	c.once.Do(func() { close(c.quit) })
}

// QuitOne tells one worker to leave: a value that is sent
// is received once. It blocks until a worker without a job
// takes it. When none is left it returns ErrShutdown; when
// ctx ends first it tells nobody and returns ctx's error.
func (c *Crew[T]) QuitOne(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case c.quitOne <- struct{}{}:
		return nil
	case <-c.done:
		return ErrShutdown
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Wait blocks until all workers have left. It does not tell
// them to. A job that calls it waits for itself.
func (c *Crew[T]) Wait() {
	<-c.done
}
