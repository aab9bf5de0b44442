package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// The attempts at 0s, 1s and 3s fit into 6s. The next one, at 7s, would not.
func TestRetryGivesUpBeforeItsTimeIsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		r := pattern.Retry{
			MaxAttempts: 9, MaxElapsed: 6 * time.Second, Base: time.Second,
		}
		err := r.Do(t.Context(), failTimes(tr, 9))
		tr.note("Do: %v", err)
		tr.want(t, `
			0s fails
			1s fails
			3s Do: time used up (6s): boom
			3s fails
		`)
		if !errors.Is(err, pattern.ErrElapsed) || !errors.Is(err, errBoom) {
			t.Errorf("%v does not wrap both errors", err)
		}
	})
}

// What the attempts take counts, and a delay that ends in time is waited for.
func TestRetryTimeIncludesTheAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		fails := failTimes(tr, 9)
		r := pattern.Retry{
			MaxAttempts: 9, MaxElapsed: 7 * time.Second,
			Base: time.Second, Strategy: pattern.Fixed,
		}
		tr.note("Do: %v", r.Do(t.Context(), func(ctx context.Context) error {
			time.Sleep(2 * time.Second)
			return fails(ctx)
		}))
		tr.want(t, `
			2s fails
			5s fails
			8s Do: time used up (7s): boom
			8s fails
		`)
		r.MaxElapsed--
		tr = newTrace()
		tr.note("Do: %v", r.Do(t.Context(), func(context.Context) error {
			time.Sleep(6 * time.Second)
			tr.note("fails")
			return errBoom
		}))
		tr.want(t, `
			6s Do: time used up (6.999999999s): boom
			6s fails
		`)
	})
}

func TestRetryAfterRaisesTheDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		hints := []time.Duration{5 * time.Second, time.Second, -time.Second, 0}
		r := pattern.Retry{
			MaxAttempts: 5, Base: 2 * time.Second, Cap: 4 * time.Second,
			Notify: func(attempt int, delay time.Duration, err error) {
				tr.note("no. %d: %v, wait %v", attempt, err, delay)
			},
		}
		err := r.Do(t.Context(), func(context.Context) error {
			if len(hints) == 0 {
				return nil
			}
			err := pattern.RetryAfter(errBoom, hints[0])
			hints = hints[1:]
			return fmt.Errorf("get: %w", err)
		})
		tr.note("Do: %v", err)
		tr.want(t, `
			0s no. 1: get: boom, wait 5s
			5s no. 2: get: boom, wait 4s
			9s no. 3: get: boom, wait 4s
			13s no. 4: get: boom, wait 4s
			17s Do: <nil>
		`)
	})
}

func TestRetryAfterLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := pattern.RetryAfter(errBoom, time.Hour)
		fn := func(context.Context) error { return busy }
		start := time.Now()
		r := pattern.Retry{MaxAttempts: 9, MaxElapsed: time.Minute}
		if err := r.Do(t.Context(), fn); !errors.Is(err, pattern.ErrElapsed) {
			t.Errorf("an hour in a minute: %v", err)
		}
		busy = pattern.Permanent(busy)
		if err := r.Do(t.Context(), fn); err != busy {
			t.Errorf("permanent: %v", err)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("waited for %v in vain", took)
		}
	})
	if err := pattern.RetryAfter(nil, time.Hour); err != nil {
		t.Errorf("RetryAfter(nil) = %v", err)
	}
}

// A hint is for one wait: the delays then grow as they would have.
func TestRetryAfterDoesNotGrowDecorrelatedDelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var waits []time.Duration
		r := pattern.Retry{
			MaxAttempts: 3, Base: time.Second, Jitter: pattern.DecorrelatedJitter,
			Notify: func(_ int, delay time.Duration, _ error) {
				waits = append(waits, delay)
			},
		}
		err := r.Do(t.Context(), func(context.Context) error {
			if len(waits) == 0 {
				return pattern.RetryAfter(errBoom, 1000*time.Hour)
			}
			return errBoom
		})
		if !errors.Is(err, pattern.ErrAttempts) {
			t.Error(err)
		}
		if waits[0] != 1000*time.Hour || waits[1] > 9*time.Second {
			t.Error(waits)
		}
	})
}

// Twenty calls that all fail: two retries to begin with, and then one for four
// calls.
func TestRetryBudgetBoundsTheRetriesOfAll(t *testing.T) {
	tr := newTrace()
	budget := pattern.NewRetryBudget(0.25, 2)
	r := pattern.Retry{MaxAttempts: 2, Budget: budget}
	attempts, refused := 0, 0
	for range 20 {
		err := r.Do(t.Context(), func(context.Context) error {
			attempts++
			return errBoom
		})
		switch {
		case !errors.Is(err, errBoom):
			t.Errorf("%v does not wrap the error", err)
		case errors.Is(err, pattern.ErrBudget):
			refused++
			if refused == 1 {
				tr.note("%v", err)
			}
		}
	}
	if attempts != 26 || refused != 14 || budget.Tokens() != 0.75 {
		t.Errorf("%d attempts, %d retries refused, %v tokens",
			attempts, refused, budget.Tokens())
	}
	if len(tr.lines) != 1 || tr.lines[0].text != "retry budget is empty: boom" {
		t.Error(tr.lines)
	}
}

// What will not be retried anyway costs nothing.
func TestRetryBudgetIsSpentLast(t *testing.T) {
	budget := pattern.NewRetryBudget(0, 1)
	fail := func(err error) func(context.Context) error {
		return func(context.Context) error { return err }
	}
	for _, r := range []pattern.Retry{
		{MaxAttempts: 1, Budget: budget},
		{MaxAttempts: 9, Budget: budget, MaxElapsed: 1, Base: time.Hour},
	} {
		if err := r.Do(t.Context(), fail(errBoom)); errors.Is(err, pattern.ErrBudget) {
			t.Error(err)
		}
	}
	r := pattern.Retry{MaxAttempts: 9, Budget: budget}
	if err := r.Do(t.Context(), fail(pattern.Permanent(errBoom))); errors.Is(err, pattern.ErrBudget) {
		t.Error(err)
	}
	if budget.Tokens() != 1 {
		t.Errorf("%v tokens are left of 1", budget.Tokens())
	}
}

func TestRetryBudgetHoldsItsBurst(t *testing.T) {
	b := pattern.NewRetryBudget(0.1, 1)
	for range 99 {
		b.Deposit()
	}
	if !b.Withdraw() || b.Withdraw() {
		t.Error("not one token, but none or two")
	}
	for range 9 {
		b.Deposit()
	}
	if b.Withdraw() {
		t.Error("a retry for nine calls")
	}
	b.Deposit()
	if !b.Withdraw() {
		t.Error("no retry for ten calls")
	}
	for _, burst := range []int{0, math.MaxInt} {
		b := pattern.NewRetryBudget(1, burst)
		b.Deposit()
		if got, want := b.Withdraw(), burst > 0; got != want {
			t.Errorf("burst %d: a retry %v, want %v", burst, got, want)
		}
	}
	for _, ratio := range []float64{-0.1, 1.1, math.NaN(), math.Inf(1)} {
		if !panics(func() { pattern.NewRetryBudget(ratio, 1) }) {
			t.Errorf("ratio %v: no panic", ratio)
		}
	}
	if !panics(func() { pattern.NewRetryBudget(0, -1) }) {
		t.Error("burst -1: no panic")
	}
}

func TestRetryBudgetUnderContention(t *testing.T) {
	const callers, calls = 8, 1000
	b := pattern.NewRetryBudget(0.5, callers*calls)
	for b.Withdraw() {
	}
	var wg sync.WaitGroup
	var taken atomic.Int64
	for range callers {
		wg.Go(func() {
			for range calls {
				b.Deposit()
				if b.Withdraw() {
					taken.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if got := float64(taken.Load()) + b.Tokens(); got != callers*calls/2 {
		t.Errorf("%v tokens of %v", got, callers*calls/2)
	}
}
