package workers

import (
	"fmt"
	"log/slog"
	"time"
)

// Hooks are told what becomes of each job. Each may be nil, and then costs
// nothing, not even a look at the clock. They are called by many goroutines at
// once and should return soon.
//
// Of each job that was submitted, one of Accepted and Refused is told, and of
// each that was accepted Started and Ended, or HandedBack. Started can come
// before Accepted: a worker is sometimes quicker than who submits.
type Hooks struct {
	// Accepted is told of a job that is in the queue.
	Accepted func(job Job)

	// Refused is told of a job that is not, and why: pattern.ErrQueueFull,
	// pattern.ErrShutdown or the error of a context.
	Refused func(job Job, why error)

	// Started is told of a job when a worker takes it up, and how long it
	// waited.
	Started func(job Job, waited time.Duration)

	// Ended is told how long a job ran, and its error: nil, what Do returned,
	// or a *PanicError.
	Ended func(job Job, ran time.Duration, err error)

	// HandedBack is told of a job that Shutdown returns.
	HandedBack func(job Job)

	// Panicked is told of a panic, on the goroutine where it happened, before
	// Ended is. If nil, panic and stack are logged.
	Panicked func(job Job, err *PanicError)
}

// PanicError is how a job fails that panicked.
type PanicError struct {
	Value any    // given to panic
	Stack []byte // as debug.Stack has it
}

// Error tells the value, without the stack.
func (e *PanicError) Error() string { return fmt.Sprintf("job panicked: %v", e.Value) }

// Unwrap returns the value if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

func (h *Hooks) panicked(job Job, err *PanicError) {
	if h.Panicked != nil {
		h.Panicked(job, err)
		return
	}
	slog.Error(err.Error(), "job", fmt.Sprintf("%T", job), "stack", string(err.Stack))
}
