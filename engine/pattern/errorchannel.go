package pattern

import (
	"context"
	"errors"
	"sync"
)

// Errors starts each task in a goroutine of its own and
// returns the channel of their errors, in the order in
// which they fail. The channel closes when all tasks have
// ended. A task that succeeds sends nothing.
//
// Errors does not block, and its reader may leave at any
// time: no goroutine outlives its task but the one that
// closes the channel after the last. A task should watch
// its ctx. Errors panics when a task is nil. A panic in a
// task is not caught.
func Errors(
	ctx context.Context,
	tasks ...func(context.Context) error,
) <-chan error {
	for _, task := range tasks {
		if task == nil {
			panic("pattern: task is nil")
		}
	}
	// There is room for an error of every task, so a sender
	// never waits. Without it, all that fail after the
	// reader has left would wait for ever: a leak.
	errs := make(chan error, len(tasks))
	var running sync.WaitGroup
	running.Add(len(tasks))
	for _, task := range tasks {
		go runTask(ctx, task, errs, &running)
	}
	go closeAfter(&running, errs)
	return errs
}

func runTask(
	ctx context.Context, task func(context.Context) error,
	errs chan<- error, running *sync.WaitGroup,
) {
	defer running.Done()
	if err := task(ctx); err != nil {
		errs <- err // never blocks
	}
}

// FirstError runs all tasks at once and waits until all
// have ended. The first error ends the ctx of the others,
// and is returned. Nil says that all succeeded, even if ctx
// has ended. It panics when a task is nil.
func FirstError(
	ctx context.Context,
	tasks ...func(context.Context) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := Errors(ctx, tasks...)
	first := <-errs // nil if it closes without any
	cancel()
	for range errs { // what failed later, until all ended
	}
	return first
}

// AllErrors runs all tasks at once and waits until all have
// ended; an error does not disturb the others. It returns
// their errors, joined by errors.Join in the order in which
// they came, or nil if there were none. It panics when a
// task is nil.
func AllErrors(
	ctx context.Context,
	tasks ...func(context.Context) error,
) error {
	var all []error
	for err := range Errors(ctx, tasks...) {
		all = append(all, err)
	}
	return errors.Join(all...)
}
