package pattern_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// delays retries so often, and returns the waits that Notify is told of.
func delays(t *testing.T, r pattern.Retry, retries int) (waits []time.Duration) {
	t.Helper()
	r.MaxAttempts = retries + 1
	r.Notify = func(_ int, delay time.Duration, _ error) {
		waits = append(waits, delay)
	}
	synctest.Test(t, func(t *testing.T) {
		start, total := time.Now(), time.Duration(0)
		err := r.Do(t.Context(), func(context.Context) error { return errBoom })
		if !errors.Is(err, pattern.ErrAttempts) {
			t.Error(err)
		}
		for _, wait := range waits {
			total += wait
		}
		if took := time.Since(start); took != total {
			t.Errorf("took %v, but was to wait for %v", took, total)
		}
	})
	return waits
}

func TestStrategies(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		strategy pattern.Strategy
		name     string
		want     []time.Duration
	}{
		{pattern.Exponential, "exponential", []time.Duration{s, 2 * s, 4 * s, 8 * s, 8 * s}},
		{pattern.Fixed, "fixed", []time.Duration{s, s, s, s, s}},
		{pattern.Immediate, "immediate", []time.Duration{0, 0, 0, 0, 0}},
	} {
		r := pattern.Retry{Base: s, Cap: 8 * s, Strategy: c.strategy}
		if got := delays(t, r, 5); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.strategy, got, c.want)
		}
		if got := c.strategy.String(); got != c.name {
			t.Errorf("%v, want %s", got, c.name)
		}
	}
	r := pattern.Retry{Base: 9 * s, Cap: 8 * s, Strategy: pattern.Fixed}
	if got := r.Delay(1, 0); got != 8*s {
		t.Errorf("fixed at 9s, capped at 8s: %v", got)
	}
	if got := pattern.Strategy(9).String(); got != "Strategy(9)" {
		t.Error(got)
	}
}

// Each delay is drawn from the one before, and each Do begins anew.
func TestDecorrelatedJitterRemembersWithinOneDo(t *testing.T) {
	const base, limit = time.Second, time.Hour
	r := pattern.Retry{Base: base, Cap: limit, Jitter: pattern.DecorrelatedJitter}
	for range 10 {
		previous, longest := base, time.Duration(0)
		for i, d := range delays(t, r, 40) {
			if d < base || d > min(3*previous, limit) {
				t.Fatalf("delay %d is %v, after %v", i, d, previous)
			}
			previous, longest = d, max(longest, d)
		}
		if longest <= 3*base {
			t.Errorf("the longest of 40 delays is %v", longest)
		}
	}
	r.Strategy = pattern.Fixed
	if longest := slices.Max(delays(t, r, 40)); longest > 3*base {
		t.Errorf("fixed, but a delay of %v", longest)
	}
	r.Strategy = pattern.Immediate
	if longest := slices.Max(delays(t, r, 40)); longest > 0 {
		t.Errorf("immediate, but a delay of %v", longest)
	}
}

// Brooker's formula cuts what was drawn, not what is drawn from: when the
// range reaches far beyond the cap, nearly each delay is the cap.
func TestDecorrelatedJitterIsCutAtTheCap(t *testing.T) {
	r := pattern.Retry{
		Base: time.Second, Cap: 2 * time.Second,
		Jitter: pattern.DecorrelatedJitter,
	}
	capped := 0
	for range 1000 {
		if r.Delay(1, time.Hour) == r.Cap {
			capped++
		}
	}
	if capped < 900 {
		t.Errorf("%d of 1000 delays are the cap", capped)
	}
}

func FuzzDelay(f *testing.F) {
	f.Add(int64(time.Second), int64(8*time.Second), int64(0), 0, 1, 4)
	f.Add(int64(math.MaxInt64), int64(0), int64(1), 0, 2, math.MaxInt)
	f.Add(int64(-1), int64(1), int64(-1), 1, 1, -1)
	f.Add(int64(1), int64(math.MaxInt64), int64(math.MaxInt64), 0, 3, 1)
	f.Add(int64(5), int64(3), int64(4), 2, 3, 1)
	f.Fuzz(func(t *testing.T, base, limit, previous int64, strategy, jitter, n int) {
		r := pattern.Retry{
			Base: time.Duration(base), Cap: time.Duration(limit),
			Strategy: pattern.Strategy(strategy),
		}
		first, most := max(r.Base, 0), r.Cap
		if most <= 0 {
			most = math.MaxInt64
		}
		attempts, before := n, max(time.Duration(previous), first)
		switch r.Strategy {
		case pattern.Immediate:
			first, before = 0, 0
		case pattern.Fixed:
			attempts, before = 1, first
		}
		// The loop that one writes first, without its overflow.
		want := first
		for i := 1; i < attempts && 0 < want && want < most; i++ {
			want *= 2
			if want < 0 {
				want = most
			}
		}
		want = min(want, most)
		if got := r.Delay(n, time.Duration(previous)); got != want {
			t.Fatalf("%+v: got %v, want %v", r, got, want)
		}
		r.Jitter = pattern.Jitter(jitter)
		low, high := want, want
		switch r.Jitter {
		case pattern.FullJitter:
			low = 0
		case pattern.EqualJitter:
			low = want / 2
		case pattern.DecorrelatedJitter:
			low, high = min(first, most), most
			if before <= most/3 {
				high = min(most, 3*before)
			}
		}
		if got := r.Delay(n, time.Duration(previous)); got < low || got > high {
			t.Fatalf("%+v: got %v, want %v to %v", r, got, low, high)
		}
	})
}
