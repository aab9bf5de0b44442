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

// ErrElapsed says that the next attempt would have come too
// late. It wraps the last attempt's error.
var ErrElapsed = errors.New("time used up")

// Retry says how often and when to try again. It is a plain
// value, to be copied and shared. Its zero value tries once
// and never waits.
type Retry struct {
	MaxAttempts int           // in all; below 1 counts as 1
	MaxElapsed  time.Duration // in all; 0: no limit
	Base        time.Duration // the first delay
	Cap         time.Duration // the longest; 0: no limit
	Strategy    Strategy
	Jitter      Jitter
	Budget      *RetryBudget // shared with others, or nil

	// Notify, if set, is told of every failure that will be
	// retried, before the wait of delay begins.
	Notify func(attempt int, delay time.Duration, err error)
}

// Do calls fn until it succeeds, and waits between the
// attempts. It gives up with
//   - fn's error, when that is Permanent,
//   - fn's error and ErrAttempts, after MaxAttempts,
//   - fn's error and ErrElapsed, when the next delay would
//     end later than MaxElapsed after the start,
//   - fn's error and ErrBudget, when the Budget is empty,
//   - ctx's error, when ctx ends: before an attempt, in the
//     wait (at once), or while an attempt fails.
func (r Retry) Do(
	ctx context.Context, fn func(context.Context) error,
) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var s series
	for {
		s.begin(&r)
		delay, again, err := r.next(ctx, &s, fn(ctx))
		if !again {
			return err
		}
		if err := sleep(ctx, delay); err != nil {
			return err
		}
	}
}

// series is how far one Do has come. It is not part of the
// policy, which many share.
type series struct {
	attempts int
	start    time.Time     // set if there is a MaxElapsed
	delay    time.Duration // the last one, without a hint
}

// begin counts an attempt.
func (s *series) begin(r *Retry) {
	s.attempts++
	if r.MaxElapsed > 0 && s.start.IsZero() {
		s.start = time.Now()
	}
	if r.Budget != nil && s.attempts == 1 {
		r.Budget.Deposit()
	}
}

// next judges an attempt that ended with err. It says to
// try again after delay, or gives the outcome of it all.
func (r *Retry) next(
	ctx context.Context, s *series, err error,
) (delay time.Duration, again bool, outcome error) {
	switch {
	case err == nil || isPermanent(err):
		return 0, false, err
	case ctx.Err() != nil:
		return 0, false, ctx.Err()
	case s.attempts >= r.MaxAttempts:
		return 0, false, fmt.Errorf("%w (%d): %w",
			ErrAttempts, s.attempts, err)
	}
	s.delay = r.Delay(s.attempts, s.delay)
	delay = max(s.delay, hint(err))
	switch {
	case r.MaxElapsed > 0 &&
		delay > r.MaxElapsed-time.Since(s.start):
		return 0, false, fmt.Errorf("%w (%v): %w",
			ErrElapsed, r.MaxElapsed, err)
	case r.Budget != nil && !r.Budget.Withdraw():
		return 0, false, fmt.Errorf("%w: %w",
			ErrBudget, err)
	}
	if r.Notify != nil {
		r.Notify(s.attempts, delay, err)
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
