package probe_test

import (
	"context"
	"runtime/pprof"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
)

var at [8]probe.Site

func init() { probe.Register("probe_test.go", at[:]) }

// either receives from a or b, as the instrumenter writes it.
func either(a, b <-chan int) int {
	h0, h1 := probe.RecvCase(&at[0], a), probe.RecvCase(&at[1], b)
	switch probe.Select(&at[2], false, func(i int) int {
		switch i {
		case 0:
			return h0.Try(0)
		case 1:
			return h1.Try(1)
		}
		select {
		case h0.V, h0.OK = <-h0.C:
			return 0
		case h1.V, h1.OK = <-h1.C:
			return 1
		case <-h0.Over:
			return -1
		}
	}, h0.Case(), h1.Case()) {
	case 0:
		return h0.Value()
	default:
		return h1.Value()
	}
}

func TestASelectChoosesEvenlyAmongReadyCases(t *testing.T) {
	const n = 20_000
	a, b := make(chan int), make(chan int)
	close(a)
	close(b)
	chosen := 0
	r := driver.Execute(driver.Options{Seed: 4}, func() {
		h := probe.RecvCase(&at[0], a)
		for range n {
			probe.Select(&at[2], false, func(i int) int {
				if i == 0 {
					chosen++
				}
				return i
			}, h.Case(), h.Case())
		}
	})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	// 5 standard deviations of n fair coins: sqrt(n)/2 each.
	if off := chosen - n/2; off < -354 || off > 354 {
		t.Errorf("the first of two ready cases was chosen %d times of %d", chosen, n)
	}
}

func TestOutsideARunProbesAreThePlainConstructs(t *testing.T) {
	c := probe.Make[int](&at[0], 1)
	probe.To(&at[1], c).Send(7)
	if v, ok := probe.Recv2(&at[2], c); v != 7 || !ok {
		t.Fatalf("received %d, %v", v, ok)
	}
	done := make(chan int)
	probe.Go(&at[3], func() { probe.Close(&at[4], done) })
	if v := either(done, nil); v != 0 {
		t.Fatalf("received %d from a closed channel", v)
	}
	probe.Offer(1, 1)
	if probe.NewBucket() != 0 || probe.Self() != nil {
		t.Fatal("there is no run")
	}
}

func TestAForeignLabelIsNoGoroutineOfARun(t *testing.T) {
	pprof.Do(context.Background(), pprof.Labels("sluice", "goroutine"), func(context.Context) {
		if probe.Self() != nil {
			t.Fatal("a profiler's label was taken for a goroutine of a run")
		}
	})
}

// TestEndingARunLetsDeferredCodeRun leaves a goroutine in each kind of wait
// and looks whether each of them came to its deferred call.
func TestEndingARunLetsDeferredCodeRun(t *testing.T) {
	left := map[string]bool{}
	d := driver.New(1, nil, func(*probe.Run) {
		full, empty := probe.Make[int](&at[0], 0), probe.Make[int](&at[1], 0)
		for name, wait := range map[string]func(){
			"send":        func() { probe.To(&at[2], full).Send(1) },
			"receive":     func() { probe.Recv(&at[3], empty) },
			"range":       func() { probe.Range(&at[3], empty)(func(int) bool { return true }) },
			"another":     func() { probe.Recv(&at[3], empty) },
			"select":      func() { either(empty, nil) },
			"select nil":  func() { either(nil, empty) },
			"select none": func() { either(nil, nil) },
			"nil channel": func() { probe.Recv(&at[4], (chan int)(nil)) },
			"empty":       func() { probe.Forever(&at[5]) },
			"sleep":       func() { probe.Self().Sleep(time.Hour) },
			"sync":        func() { probe.Self().Park(1, "mutex") },
		} {
			probe.Go(&at[6], func() {
				defer func() { left[name] = true }()
				defer probe.To(&at[7], full).Send(2) // does nothing by then
				wait()
				t.Errorf("%s came back after the run's end", name)
			})
		}
		probe.Self().Sleep(time.Hour)
	})
	d.Advance(time.Second, time.Minute)
	if len(left) != 0 {
		t.Fatalf("already gone: %v", left)
	}
	d.Close()
	if len(left) != 11 {
		t.Fatalf("left: %v", left)
	}
}

func TestDeferredCodeThatLoopsOnProbesIsEnded(t *testing.T) {
	ended := false
	d := driver.New(1, nil, func(*probe.Run) {
		c := probe.Make[int](&at[0], 0)
		defer func() { ended = true }()
		defer func() {
			for {
				probe.Recv(&at[1], c)
			}
		}()
		probe.Recv(&at[2], c)
	})
	d.Advance(time.Second, time.Minute)
	d.Close()
	if !ended {
		t.Fatal("the goroutine is still there")
	}
}

func TestAReleasedNumberIsGivenAgain(t *testing.T) {
	d := driver.New(1, nil, func(*probe.Run) {
		g := probe.Self()
		for range 100 {
			if g.Enter() {
				c := probe.MakeFor[time.Time](g, "timer", 1)
				probe.ReleaseFor(g, c)
				probe.ReleaseFor(g, c) // once is enough
				g.Run().Unlock()
			}
		}
	})
	d.Advance(time.Second, time.Minute)
	if n := len(d.World().Channels); n != 2 {
		t.Fatalf("a hundred short-lived channels took %d numbers", n-1)
	}
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
}
