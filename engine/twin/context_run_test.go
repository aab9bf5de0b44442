package twin_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"
	"weak"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
	twincontext "sluice/engine/twin/context"
	twintime "sluice/engine/twin/time"
)

func TestContextsHaveTheOriginalsErrors(t *testing.T) {
	if twincontext.Canceled != context.Canceled || twincontext.DeadlineExceeded != context.DeadlineExceeded {
		t.Error("the sentinels are not the original's")
	}
	if twincontext.Background() != context.Background() || twincontext.TODO() != context.TODO() {
		t.Error("the roots are not the original's")
	}
}

func TestOutsideARunContextsAreTheOriginals(t *testing.T) {
	ctx, cancel := twincontext.WithTimeoutCause(root, time.Nanosecond, errFirst)
	defer cancel()
	<-ctx.Done()
	if twincontext.Cause(ctx) != errFirst || fmt.Sprintf("%T", ctx) != "*context.timerCtx" {
		t.Errorf("%T ended by %v", ctx, twincontext.Cause(ctx))
	}
	called := make(chan bool)
	twincontext.AfterFunc(ctx, func() { close(called) })
	<-called
}

func TestChildrenAreCancelledInTheOrderInWhichTheyCame(t *testing.T) {
	execute(t, func() {
		ctx, cancel := twincontext.WithCancel(root)
		var order []int
		for i := range 20 {
			child, _ := twincontext.WithCancel(ctx)
			child.(interface{ AfterFunc(func()) func() bool }).AfterFunc(func() {
				order = append(order, i)
			})
		}
		cancel()
		for i, got := range order {
			if i != got {
				t.Fatalf("the order is %v", order)
			}
		}
		if len(order) != 20 {
			t.Errorf("%d of 20 were called", len(order))
		}
	})
}

func TestAFunctionAfterACancelledContext(t *testing.T) {
	execute(t, func() {
		ctx, cancel := twincontext.WithCancel(root)
		cancel()
		called := false
		stop := ctx.(interface{ AfterFunc(func()) func() bool }).AfterFunc(func() { called = true })
		if called {
			t.Error("called before AfterFunc returned")
		}
		nap()
		if !called || stop() {
			t.Error("not called, or stopped after it")
		}
	})
}

func TestACancelledChildIsForgotten(t *testing.T) {
	var kept weak.Pointer[[1 << 10]int]
	d := driver.New(1, nil, func(*probe.Run) {
		parent, cancelParent := twincontext.WithCancel(root)
		defer cancelParent()
		value := new([1 << 10]int)
		kept = weak.Make(value)
		_, cancel := twincontext.WithTimeout(twincontext.WithValue(parent, "key", value), time.Hour)
		cancel()
		twintime.Sleep(time.Hour)
	})
	defer d.Close()
	d.Advance(time.Second, time.Minute)
	runtime.GC()
	if kept.Value() != nil {
		t.Error("its parent keeps it")
	}
	if d.Ended() != "" {
		t.Errorf("ended %q", d.Ended())
	}
}

// events returns how many events of kind the run's log holds.
func events(d *driver.Driver, kind eventlog.Kind) (n int) {
	r := eventlog.NewReader(d.Log())
	for e := (eventlog.Event{}); r.Next(&e); {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func TestAnEarlyCancelDisarmsTheDeadline(t *testing.T) {
	d := driver.New(1, nil, func(*probe.Run) {
		for range 3 {
			_, cancel := twincontext.WithTimeout(root, time.Hour)
			cancel()
		}
	})
	d.Advance(time.Minute, time.Minute)
	if d.Ended() != "done" || d.Now() != 0 {
		t.Errorf("ended %q at %v", d.Ended(), d.Now())
	}
	if armed, stopped := events(d, eventlog.TimerArm), events(d, eventlog.TimerStop); armed != 3 || stopped != 3 {
		t.Errorf("%d armed, %d stopped", armed, stopped)
	}
	if n := events(d, eventlog.ChanMake); n != 0 {
		t.Errorf("%d channels that nobody asked for", n)
	}
}

// The page cancels from the driver's side; the run sees it.
func TestCancelFromOutside(t *testing.T) {
	var cancel context.CancelCauseFunc
	var ctx context.Context
	called := false
	d := driver.New(1, nil, func(*probe.Run) {
		ctx, cancel = twincontext.WithCancelCause(root)
		twincontext.AfterFunc(ctx, func() { called = true })
		ctx.Done()
		twintime.Sleep(time.Hour)
	})
	d.Advance(time.Second, time.Minute)
	if ctx.Err() != nil {
		t.Fatalf("cancelled by %v", ctx.Err())
	}
	child, cancelChild := twincontext.WithCancel(ctx)
	defer cancelChild()
	cancel(errFirst)
	if twincontext.Cause(child) != errFirst {
		t.Errorf("a child outside was cancelled for %v", twincontext.Cause(child))
	}
	d.Advance(2*time.Hour, time.Minute)
	if d.Ended() != "done" || !called {
		t.Errorf("ended %q, called %v", d.Ended(), called)
	}
	if n := events(d, eventlog.Close); n != 1 {
		t.Errorf("%d channels were closed", n)
	}
	if ctx.Err() != context.Canceled || child.Err() != context.Canceled {
		t.Error("forgotten when the run was over")
	}
}
