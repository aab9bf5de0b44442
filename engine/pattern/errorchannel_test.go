package pattern_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// ends is a task that returns err after a time, or ctx's error before.
func ends(
	tr *trace, name string, after time.Duration, err error,
) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(after):
		case <-ctx.Done():
			err = fmt.Errorf("%s: %w", name, ctx.Err())
		}
		tr.note("%s ends", name)
		return err
	}
}

func TestFirstErrorCancelsTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		err := pattern.FirstError(t.Context(),
			ends(tr, "good", 1*time.Second, nil),
			ends(tr, "slow", 9*time.Second, nil),
			ends(tr, "bad", 2*time.Second, errBoom),
			ends(tr, "worse", 3*time.Second, errors.New("too late")),
		)
		tr.note("%v", err)
		tr.want(t, `
			1s good ends
			2s bad ends
			2s boom
			2s slow ends
			2s worse ends
		`)
	})
}

// It waits for those that do not listen, and cancels none when all succeed.
func TestFirstErrorWaitsForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		deaf := func(context.Context) error {
			time.Sleep(time.Minute)
			tr.note("deaf ends")
			return errors.New("too late")
		}
		tr.note("%v", pattern.FirstError(t.Context(),
			deaf, ends(tr, "bad", time.Second, errBoom)))
		tr.note("%v", pattern.FirstError(t.Context(),
			ends(tr, "a", time.Second, nil), ends(tr, "b", time.Hour, nil)))
		tr.want(t, `
			1s bad ends
			1m0s boom
			1m0s deaf ends
			1m1s a ends
			1h1m0s <nil>
			1h1m0s b ends
		`)
	})
}

func TestAllErrorsInTheOrderOfFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		disk := errors.New("disk is full")
		err := pattern.AllErrors(t.Context(),
			ends(tr, "second", 2*time.Second, disk),
			ends(tr, "good", 3*time.Second, nil),
			ends(tr, "first", 1*time.Second, errBoom),
		)
		tr.note("%q", err.Error())
		tr.want(t, `
			1s first ends
			2s second ends
			3s "boom\ndisk is full"
			3s good ends
		`)
		if !errors.Is(err, errBoom) || !errors.Is(err, disk) {
			t.Errorf("%v is not both", err)
		}
	})
}

func TestErrorsWhenCtxEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		tr.note("first: %v", pattern.FirstError(ctx, ends(tr, "a", time.Hour, nil)))
		tr.note("all: %v", pattern.AllErrors(ctx, ends(tr, "b", time.Hour, nil)))
		fine := func(context.Context) error { return nil }
		tr.note("fine: %v, %v",
			pattern.FirstError(ctx, fine), pattern.AllErrors(ctx, fine))
		tr.want(t, `
			1s a ends
			1s all: b: context deadline exceeded
			1s b ends
			1s fine: <nil>, <nil>
			1s first: a: context deadline exceeded
		`)
	})
}

func TestErrorsOfNothing(t *testing.T) {
	if err := pattern.FirstError(t.Context()); err != nil {
		t.Errorf("FirstError: %v", err)
	}
	if err := pattern.AllErrors(t.Context()); err != nil {
		t.Errorf("AllErrors: %v", err)
	}
	if err, ok := <-pattern.Errors(t.Context()); ok {
		t.Errorf("Errors: %v", err)
	}
}

// A reader may take the first error and leave: the other senders do not hang,
// or else the bubble would complain.
func TestErrorsWithoutReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTrace()
		errs := pattern.Errors(t.Context(),
			ends(tr, "a", 1*time.Second, errBoom),
			ends(tr, "b", 2*time.Second, errBoom),
			ends(tr, "c", 3*time.Second, errBoom))
		tr.note("%v", <-errs)
		time.Sleep(time.Minute)
		tr.want(t, `
			1s a ends
			1s boom
			2s b ends
			3s c ends
		`)
	})
}

// The error is that of the task that caused the others to end.
func TestFirstErrorIsTheCause(t *testing.T) {
	for range 200 {
		var tasks []func(context.Context) error
		for range 10 {
			tasks = append(tasks, func(ctx context.Context) error {
				<-ctx.Done()
				return ctx.Err()
			})
		}
		tasks[7] = func(context.Context) error { return errBoom }
		if err := pattern.FirstError(t.Context(), tasks...); err != errBoom {
			t.Fatalf("FirstError: %v", err)
		}
	}
}

// A nil task is found before any other is started.
func TestErrorsRefuseNonsense(t *testing.T) {
	started := make(chan bool, 3)
	start := func(context.Context) error {
		started <- true
		return nil
	}
	for name, f := range map[string]func(){
		"Errors":     func() { pattern.Errors(t.Context(), start, nil) },
		"FirstError": func() { _ = pattern.FirstError(t.Context(), start, nil) },
		"AllErrors":  func() { _ = pattern.AllErrors(t.Context(), start, nil) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if len(started) != 0 {
		t.Errorf("%d tasks were started", len(started))
	}
}
