package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// fuse is a breaker that opens after 3 failures, for 10 seconds, and notes
// each change.
func fuse(tr *trace) *pattern.Breaker {
	b := pattern.NewBreaker(3, 10*time.Second)
	b.OnChange = func(s pattern.BreakerState) { tr.note("is %v", s) }
	return b
}

// try calls something that ends so, and notes when it was not called.
func try(tr *trace, b *pattern.Breaker, outcomes ...error) {
	for _, outcome := range outcomes {
		called := false
		err := b.Do(context.Background(), func(context.Context) error {
			called = true
			return outcome
		})
		if !called {
			tr.note("refused: %v", err)
		} else if err != outcome {
			tr.note("%v became %v", outcome, err)
		}
	}
}

func TestBreakerOpensAndCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := fuse(tr)
		try(tr, b, errBoom, errBoom, nil, errBoom, errBoom) // not in a row
		time.Sleep(time.Second)
		try(tr, b, errBoom)
		time.Sleep(10*time.Second - 1)
		try(tr, b, nil)
		time.Sleep(time.Nanosecond)
		try(tr, b, errBoom) // the probe fails
		time.Sleep(5 * time.Second)
		try(tr, b, nil)
		time.Sleep(5 * time.Second)
		if b.State() != pattern.BreakerOpen {
			t.Errorf("%v without a call", b.State())
		}
		try(tr, b, nil) // the probe succeeds
		time.Sleep(time.Second)
		try(tr, b, errBoom, errBoom)
		tr.note("stays %v", b.State())
		tr.want(t, `
			1s is open
			10.999999999s refused: circuit breaker is open
			11s is half-open
			11s is open
			16s refused: circuit breaker is open
			21s is closed
			21s is half-open
			22s stays closed
		`)
	})
}

func TestBreakerLetsOneProbeThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := fuse(tr)
		try(tr, b, errBoom, errBoom, errBoom)
		time.Sleep(10 * time.Second)
		for range 3 {
			go func() {
				err := b.Do(t.Context(), func(context.Context) error {
					time.Sleep(time.Second)
					return nil
				})
				tr.note("Do: %v", err)
			}()
		}
		time.Sleep(time.Minute)
		tr.want(t, `
			0s is open
			10s Do: circuit breaker is open
			10s Do: circuit breaker is open
			10s is half-open
			11s Do: <nil>
			11s is closed
		`)
	})
}

// Calls that began before the breaker opened end while it is open, half-open
// and closed again. None of that is the probe's outcome.
func TestBreakerIgnoresLateOutcomes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := fuse(tr)
		late, err := b.Allow()
		if err != nil {
			t.Fatal(err)
		}
		lateCalls := func(when string) {
			for range 5 {
				b.Record(late, nil)
				b.Record(late, errBoom)
			}
			tr.note("%s: %v", when, b.State())
		}
		try(tr, b, errBoom, errBoom, errBoom)
		lateCalls("late 1")
		time.Sleep(10 * time.Second)
		probe, err := b.Allow()
		if err != nil {
			t.Fatal(err)
		}
		lateCalls("late 2")
		b.Record(probe, nil)
		b.Record(late, errBoom)
		b.Record(late, errBoom)
		b.Record(late, errBoom)
		tr.note("late 3: %v", b.State())
		tr.want(t, `
			0s is open
			0s late 1: open
			10s is closed
			10s is half-open
			10s late 2: half-open
			10s late 3: closed
		`)
	})
}

// Who gives up says nothing about the other side; a deadline does.
func TestBreakerAndContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		b := fuse(tr)
		gaveUp := fmt.Errorf("get: %w", context.Canceled)
		try(tr, b, errBoom, errBoom, gaveUp, gaveUp, context.DeadlineExceeded)
		time.Sleep(10 * time.Second)
		try(tr, b, gaveUp)
		time.Sleep(time.Second)
		try(tr, b, nil)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := b.Do(ctx, func(context.Context) error {
			t.Error("called with a ctx that has ended")
			return nil
		})
		tr.note("Do: %v", err)
		tr.want(t, `
			0s is open
			10s is half-open
			10s is open
			11s Do: context canceled
			11s is closed
			11s is half-open
		`)
	})
}

func TestBreakerCountsAPanic(t *testing.T) {
	b := pattern.NewBreaker(1, time.Hour)
	value := func() (value any) {
		defer func() { value = recover() }()
		b.Do(t.Context(), func(context.Context) error { panic("bang") })
		return nil
	}()
	if value != "bang" || b.State() != pattern.BreakerOpen {
		t.Errorf("recovered %v, %v", value, b.State())
	}
}

func TestBreakerWithoutCooldown(t *testing.T) {
	tr, b := newTrace(), pattern.NewBreaker(1, 0)
	try(tr, b, errBoom, errBoom, nil)
	if len(tr.lines) > 0 || b.State() != pattern.BreakerClosed {
		t.Errorf("%v, %v", tr.lines, b.State())
	}
}

func TestBreakerRefusesNonsense(t *testing.T) {
	if !panics(func() { pattern.NewBreaker(0, 1) }) {
		t.Error("threshold 0: no panic")
	}
	if !panics(func() { pattern.NewBreaker(1, -1) }) {
		t.Error("cooldown -1: no panic")
	}
	if got := pattern.BreakerState(9).String(); got != "BreakerState(9)" {
		t.Error(got)
	}
}

// However calls interleave: at most one is under way while the breaker is
// half-open, and each state follows from the one before.
func TestBreakerUnderContention(t *testing.T) {
	b := pattern.NewBreaker(2, 0)
	last, probes := pattern.BreakerClosed, 0
	b.OnChange = func(s pattern.BreakerState) {
		legal := s == pattern.BreakerOpen || // a failure
			s == pattern.BreakerHalfOpen && last == pattern.BreakerOpen ||
			s == pattern.BreakerClosed && last == pattern.BreakerHalfOpen
		if !legal || s == last {
			t.Errorf("from %v to %v", last, s)
		}
		if s == pattern.BreakerHalfOpen {
			probes++
		}
		last = s
	}
	var calls, refused atomic.Int64
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 500 {
				err := b.Do(t.Context(), func(context.Context) error {
					calls.Add(1)
					if (g+i)%3 > 0 {
						return errBoom
					}
					return nil
				})
				if errors.Is(err, pattern.ErrOpen) {
					refused.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if calls.Load()+refused.Load() != 8*500 || probes == 0 {
		t.Errorf("%d calls, %d refused, %d probes",
			calls.Load(), refused.Load(), probes)
	}
	if s := b.State(); s == pattern.BreakerHalfOpen {
		t.Errorf("%v with no probe under way", s)
	}
}

func TestBreakerAllocatesNothing(t *testing.T) {
	b := pattern.NewBreaker(1, time.Hour)
	ctx, outcome := t.Context(), error(nil)
	fn := func(context.Context) error { return outcome }
	for _, outcome = range []error{nil, errBoom} {
		if n := testing.AllocsPerRun(100, func() { b.Do(ctx, fn) }); n != 0 {
			t.Errorf("%v: %v allocations", b.State(), n)
		}
	}
}
