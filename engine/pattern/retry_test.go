package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

var errBoom = errors.New("boom")

// failTimes fails so many times, notes each attempt, then succeeds.
func failTimes(tr *trace, failures int) func(context.Context) error {
	return func(context.Context) error {
		if failures--; failures >= 0 {
			tr.note("fails")
			return errBoom
		}
		tr.note("succeeds")
		return nil
	}
}

func TestRetryBacksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		r := pattern.Retry{
			MaxAttempts: 6, Base: time.Second, Cap: 3 * time.Second,
			Notify: func(attempt int, delay time.Duration, err error) {
				tr.note("no. %d: %v, wait %v", attempt, err, delay)
			},
		}
		tr.note("Do: %v", r.Do(t.Context(), failTimes(tr, 4)))
		tr.want(t, `
			0s fails
			0s no. 1: boom, wait 1s
			1s fails
			1s no. 2: boom, wait 2s
			3s fails
			3s no. 3: boom, wait 3s
			6s fails
			6s no. 4: boom, wait 3s
			9s Do: <nil>
			9s succeeds
		`)
	})
}

func TestRetryGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, told := newTrace(), 0
		r := pattern.Retry{
			MaxAttempts: 3, Base: time.Second,
			Notify: func(int, time.Duration, error) { told++ },
		}
		err := r.Do(t.Context(), failTimes(tr, 9))
		tr.note("Do: %v", err)
		tr.want(t, `
			0s fails
			1s fails
			3s Do: attempts used up (3): boom
			3s fails
		`)
		if !errors.Is(err, pattern.ErrAttempts) || !errors.Is(err, errBoom) {
			t.Errorf("%v does not wrap both errors", err)
		}
		if told != 2 {
			t.Errorf("Notify was told of %d retries, want 2", told)
		}
	})
}

func TestRetryZeroValueTriesOnce(t *testing.T) {
	tr := newTrace()
	err := pattern.Retry{}.Do(t.Context(), failTimes(tr, 9))
	if !errors.Is(err, pattern.ErrAttempts) || len(tr.lines) != 1 {
		t.Errorf("%d attempts, %v", len(tr.lines), err)
	}
}

func TestPermanentErrorEndsIt(t *testing.T) {
	attempts := 0
	err := pattern.Retry{MaxAttempts: 9}.Do(t.Context(),
		func(context.Context) error {
			attempts++
			return fmt.Errorf("read: %w", pattern.Permanent(io.ErrNoProgress))
		})
	if attempts != 1 || !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("%d attempts, %v", attempts, err)
	}
	if errors.Is(err, pattern.ErrAttempts) {
		t.Errorf("%v claims that the attempts were used up", err)
	}
	if want := "read: " + io.ErrNoProgress.Error(); err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
	if err := pattern.Permanent(nil); err != nil {
		t.Errorf("Permanent(nil) = %v", err)
	}
}

func TestRetryEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		r := pattern.Retry{MaxAttempts: 9, Base: time.Second}
		tr.note("Do: %v", r.Do(ctx, failTimes(tr, 9)))
		tr.note("again: %v", r.Do(ctx, failTimes(tr, 9)))
		tr.want(t, `
			0s fails
			1s fails
			1.5s Do: context deadline exceeded
			1.5s again: context deadline exceeded
		`)
	})
}

func TestRetryEndsWithContextAtZeroDelay(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	attempts := 0
	err := pattern.Retry{MaxAttempts: 9}.Do(ctx, func(context.Context) error {
		if attempts++; attempts == 3 {
			cancel()
		}
		return errBoom
	})
	if attempts != 3 || err != context.Canceled {
		t.Errorf("%d attempts, %v", attempts, err)
	}
}

// What an attempt that ends with ctx returned is worth more than ctx's error.
func TestRetryOutcomeOutlivesContext(t *testing.T) {
	r := pattern.Retry{MaxAttempts: 9}
	for _, want := range []error{nil, pattern.Permanent(errBoom)} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		err := r.Do(ctx, func(context.Context) error {
			cancel()
			return want
		})
		if err != want {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestRetryAllocatesNothing(t *testing.T) {
	ctx := t.Context()
	for _, failures := range []int{0, 3} {
		n := 0
		fn := func(context.Context) error {
			if n++; n%(failures+1) != 0 {
				return errBoom
			}
			return nil
		}
		r := pattern.Retry{ // zero delay: no timer is armed
			MaxAttempts: 5, MaxElapsed: time.Hour,
			Budget: pattern.NewRetryBudget(1, 1000),
		}
		allocs := testing.AllocsPerRun(100, func() {
			if err := r.Do(ctx, fn); err != nil {
				t.Error(err)
			}
		})
		if allocs != 0 {
			t.Errorf("%d failures: %v allocations", failures, allocs)
		}
	}
}

func TestDelays(t *testing.T) {
	const s, longest = time.Second, time.Duration(math.MaxInt64)
	for _, c := range []struct {
		name      string
		base, cap time.Duration
		attempts  []int
		want      []time.Duration
	}{
		{"doubling up to the cap", s, 10 * s,
			[]int{1, 2, 3, 4, 5, 6}, []time.Duration{s, 2 * s, 4 * s, 8 * s, 10 * s, 10 * s}},
		{"reaching the cap exactly", s, 8 * s,
			[]int{3, 4, 5}, []time.Duration{4 * s, 8 * s, 8 * s}},
		{"without a cap", s, 0,
			[]int{20, 34, 35, 64, 65, math.MaxInt}, []time.Duration{s << 19, s << 33, longest, longest, longest, longest}},
		{"base above the cap", s, s / 2,
			[]int{1, 2}, []time.Duration{s / 2, s / 2}},
		{"longest base", longest, 0,
			[]int{1, 2}, []time.Duration{longest, longest}},
		{"no base", 0, s,
			[]int{1, 9, math.MaxInt}, []time.Duration{0, 0, 0}},
		{"negative base", -s, s,
			[]int{1, 9}, []time.Duration{0, 0}},
		{"no such attempt", s, 10 * s,
			[]int{0, -1, math.MinInt}, []time.Duration{s, s, s}},
	} {
		r := pattern.Retry{Base: c.base, Cap: c.cap}
		var got []time.Duration
		for _, attempt := range c.attempts {
			got = append(got, r.Delay(attempt, 0))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestJitterStaysInBoundsAndSpreads(t *testing.T) {
	const d = time.Second
	for _, c := range []struct {
		jitter   pattern.Jitter
		name     string
		low, top time.Duration
	}{
		{pattern.NoJitter, "none", d, d},
		{pattern.FullJitter, "full", 0, d},
		{pattern.EqualJitter, "equal", d / 2, d},
		{pattern.DecorrelatedJitter, "decorrelated", d / 4, 3 * d / 2},
	} {
		r := pattern.Retry{Base: d / 4, Cap: 2 * d, Jitter: c.jitter}
		least, most := time.Duration(math.MaxInt64), time.Duration(0)
		for range 1000 {
			got := r.Delay(3, d/2)
			least, most = min(least, got), max(most, got)
		}
		// A thousand draws leave out a tenth at an end once in 10^45 times.
		slack := (c.top - c.low) / 10
		if least < c.low || least > c.low+slack ||
			most > c.top || most < c.top-slack {
			t.Errorf("%v: %v to %v", c.jitter, least, most)
		}
		if c.jitter.String() != c.name {
			t.Errorf("%v, want %s", c.jitter, c.name)
		}
	}
	if got := pattern.Jitter(9).String(); got != "Jitter(9)" {
		t.Error(got)
	}
}
