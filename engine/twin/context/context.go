// Package context is the twin of package context. In a run, deadlines are
// due by the run's clock and Done channels are channels of the run.
//
// Contexts of a run and those of the original may be each other's parents.
package context

import (
	"context"
	"time"

	"sluice/engine/probe"
	twintime "sluice/engine/twin/time"
)

// The original's types.
type (
	Context         = context.Context
	CancelFunc      = context.CancelFunc
	CancelCauseFunc = context.CancelCauseFunc
)

// Canceled is the original's.
var Canceled = context.Canceled

// DeadlineExceeded is the original's.
var DeadlineExceeded error = context.DeadlineExceeded

// Background is the original's.
func Background() Context { return context.Background() }

// TODO is the original's.
func TODO() Context { return context.TODO() }

// WithValue is the original's.
func WithValue(parent Context, key, val any) Context {
	return context.WithValue(parent, key, val)
}

// WithoutCancel is the original's.
func WithoutCancel(parent Context) Context { return context.WithoutCancel(parent) }

// Cause returns why c was cancelled: the error given to its CancelCauseFunc
// or Cause variant, or what c.Err returns; nil if it has not been cancelled.
func Cause(c Context) error { return context.Cause(c) }

// WithCancel returns a child of parent that is cancelled when the function
// returned is called or when parent is.
func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	g := probe.Self()
	if g == nil {
		return context.WithCancel(parent)
	}
	c := withCancel(g, parent)
	return c, func() { c.end(Canceled, nil) }
}

// WithCancelCause is WithCancel with a function that says why.
func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	g := probe.Self()
	if g == nil {
		return context.WithCancelCause(parent)
	}
	c := withCancel(g, parent)
	return c, func(cause error) { c.end(Canceled, cause) }
}

func withCancel(g *probe.G, parent Context) *cancelCtx {
	mustHave(parent)
	c := &cancelCtx{run: g.Run()}
	c.follow(g, parent)
	return c
}

func mustHave(parent Context) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
}

// WithTimeout is WithDeadline for the time that is timeout from now.
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadlineCause(parent, twintime.Now().Add(timeout), nil)
}

// WithTimeoutCause is WithTimeout that says why when the time has gone by.
func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, twintime.Now().Add(timeout), cause)
}

// WithDeadline returns a child of parent that is cancelled at d, when the
// function returned is called, or when parent is, whichever is first.
func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithDeadlineCause is WithDeadline that says why at d.
func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	g := probe.Self()
	if g == nil {
		return context.WithDeadlineCause(parent, d, cause)
	}
	mustHave(parent)
	if sooner, ok := parent.Deadline(); ok && sooner.Before(d) {
		return WithCancel(parent)
	}
	c := &timerCtx{cancelCtx: cancelCtx{run: g.Run()}, deadline: d}
	c.follow(g, parent)
	expire := func() { c.end(DeadlineExceeded, cause) }
	if left := twintime.Until(d); left > 0 {
		c.arm(g, left, expire)
	} else {
		expire()
	}
	return c, func() { c.end(Canceled, nil) }
}

// AfterFunc calls f in a goroutine of its own once ctx is cancelled. The
// function returned prevents that; it reports whether it did.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	g := probe.Self()
	if g == nil {
		return context.AfterFunc(ctx, f)
	}
	return after(g, ctx, f)
}
