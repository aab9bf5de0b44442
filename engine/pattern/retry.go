package pattern

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrAttempts says that the last allowed attempt failed. It
// wraps that attempt's error.
var ErrAttempts = errors.New("attempts used up")

// Retry says how often and when to try again.
type Retry struct {
	MaxAttempts int           // in all; below 1 counts as 1
	Base        time.Duration // the first delay
	Cap         time.Duration // the longest; 0: no limit
	Jitter      Jitter

	// Notify, if set, is told of every failure that will be
	// retried, before the wait of delay begins.
	Notify func(attempt int, delay time.Duration, err error)
}

// Do calls fn until it succeeds, and waits between the
// attempts. It gives up with
//   - fn's error, when that is Permanent,
//   - fn's error and ErrAttempts, after MaxAttempts,
//   - ctx's error, when ctx ends: before an attempt, in the
//     wait (at once), or while an attempt fails.
func (r Retry) Do(
	ctx context.Context, fn func(context.Context) error,
) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for attempt := 1; ; attempt++ {
		delay, again, err := r.next(ctx, attempt, fn(ctx))
		if !again {
			return err
		}
		if err := sleep(ctx, delay); err != nil {
			return err
		}
	}
}

// next judges an attempt that ended with err. It says to
// try again after delay, or gives the outcome of it all.
func (r Retry) next(
	ctx context.Context, attempt int, err error,
) (delay time.Duration, again bool, outcome error) {
	switch {
	case err == nil || isPermanent(err):
		return 0, false, err
	case ctx.Err() != nil:
		return 0, false, ctx.Err()
	case attempt >= r.MaxAttempts:
		return 0, false, fmt.Errorf("%w (%d): %w",
			ErrAttempts, attempt, err)
	}
	delay = r.Delay(attempt)
	if r.Notify != nil {
		r.Notify(attempt, delay, err)
	}
	return delay, true, nil
}

// sleep waits, but not longer than ctx lasts. It arms no
// timer for nothing.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Permanent marks err as not worth another attempt. The
// mark is invisible to errors.Is and errors.As, which see
// err. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

type permanent struct{ err error }

func (p permanent) Error() string { return p.err.Error() }
func (p permanent) Unwrap() error { return p.err }

func isPermanent(err error) bool {
	_, ok := errors.AsType[permanent](err)
	return ok
}
