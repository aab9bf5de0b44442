package pattern_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

func TestAllowN(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pattern.NewTokenBucket(5, 10)
		for _, step := range []struct {
			n    int
			want bool
			left float64
		}{
			{6, false, 5}, // more than the bucket holds
			{3, true, 2},
			{3, false, 2}, // all or nothing
			{2, true, 0},
			{0, true, 0},
		} {
			got, left := b.AllowN(step.n), b.Tokens()
			if got != step.want || left != step.left {
				t.Errorf("AllowN(%d) = %v, %v left", step.n, got, left)
			}
		}
		time.Sleep(300 * time.Millisecond)
		if !b.AllowN(3) {
			t.Errorf("no 3 tokens at %v", b.Tokens())
		}
	})
}

func TestWaitN(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(5, 10)
		wait := func(name string, ctx context.Context, n int) {
			tr.note("%s got %v", name, b.WaitN(ctx, n))
		}
		wait("4", t.Context(), 4)
		go wait("3", t.Context(), 3)
		synctest.Wait()
		go wait("1", t.Context(), 1) // queues up, although there is 1
		time.Sleep(time.Second)
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		wait("hasty 6", short, 6) // more than the bucket holds
		go wait("6", t.Context(), 6)
		time.Sleep(time.Second)
		b.SetCapacity(6)
		time.Sleep(time.Second)
		tr.want(t, `
			0s 4 got <nil>
			200ms 3 got <nil>
			300ms 1 got <nil>
			2s hasty 6 got context deadline exceeded
			3.1s 6 got <nil>
		`)
	})
}

func TestReserveTellsWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(3, 10)
		run := func(name string, n int) {
			r, err := b.Reserve(n)
			if err != nil {
				tr.note("%s: %v", name, err)
				return
			}
			tr.note("%s in %v", name, r.Delay())
			time.Sleep(r.Delay())
			tr.note("%s, in %v", name, r.Delay())
		}
		run("none", 4)
		go run("a", 2)
		synctest.Wait()
		go run("b", 3)
		synctest.Wait()
		go run("c", 1)
		synctest.Wait()
		go func() { // pays after the others' debt
			tr.note("waiter got %v", b.Wait(t.Context()))
		}()
		time.Sleep(250 * time.Millisecond)
		if b.Allow() || b.Tokens() != 0 {
			t.Errorf("%v tokens in debt", b.Tokens())
		}
		time.Sleep(time.Minute)
		tr.want(t, `
			0s a in 0s
			0s a, in 0s
			0s b in 200ms
			0s c in 300ms
			0s none: no token
			200ms b, in 0s
			300ms c, in 0s
			400ms waiter got <nil>
		`)
	})
}

// A slow rate must not make of rounding a time that is odd or early.
func TestSlowBucketIsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 0.001)
		for range 3 {
			r, err := b.Reserve(1)
			if err != nil {
				t.Fatal(err)
			}
			tr.note("in %v", r.Delay())
		}
		tr.note("got %v", b.Wait(t.Context()))
		tr.want(t, `
			0s in 0s
			0s in 16m40s
			0s in 33m20s
			50m0s got <nil>
		`)
	})
}

func TestReserveWhatNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pattern.NewTokenBucket(2, 0)
		if r, err := b.Reserve(2); err != nil || r.Delay() != 0 {
			t.Errorf("two that are there: %v", err)
		}
		if _, err := b.Reserve(1); err != pattern.ErrNoToken {
			t.Errorf("a third at no rate: %v", err)
		}
		time.Sleep(1000 * time.Hour)
		b.SetRate(1.0843e-10) // a token in 292 years, when the clock ends
		if _, err := b.Reserve(1); err != pattern.ErrNoToken {
			t.Errorf("at the end of time: %v", err)
		}
	})
}

// The last reservation can be given back, then the one before it.
func TestCancelGivesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(2, 10)
		reserve := func(n int) *pattern.Reservation {
			r, err := b.Reserve(n)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		reserve(2)
		first, second := reserve(1), reserve(2)
		go func() { tr.note("waiter got %v", b.Wait(t.Context())) }()
		time.Sleep(50 * time.Millisecond)
		tr.note("second: %v", second.Cancel())
		tr.note("second again: %v", second.Cancel())
		tr.note("first: %v", first.Cancel())
		time.Sleep(time.Minute)
		tr.note("%v tokens", b.Tokens())
		tr.want(t, `
			50ms first: true
			50ms second again: false
			50ms second: true
			100ms waiter got <nil>
			1m0.05s 2 tokens
		`)
	})
}

func TestCancelKeepsTheTimesOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr, b := newTrace(), pattern.NewTokenBucket(1, 10)
		var rs []*pattern.Reservation
		for range 4 { // due after 0, 100, 200 and 300ms
			r, err := b.Reserve(1)
			if err != nil {
				t.Fatal(err)
			}
			rs = append(rs, r)
		}
		tr.note("0, due already: %v", rs[0].Cancel())
		tr.note("1, with two behind: %v", rs[1].Cancel())
		tr.note("3, the last: %v", rs[3].Cancel())
		time.Sleep(200 * time.Millisecond)
		tr.note("2, due now: %v", rs[2].Cancel())
		tr.note("token: %v", b.Allow())
		time.Sleep(100 * time.Millisecond)
		tr.note("token: %v", b.Allow())
		tr.note("1, once more: %v", rs[1].Cancel())
		tr.want(t, `
			0s 0, due already: false
			0s 1, with two behind: false
			0s 3, the last: true
			200ms 2, due now: false
			200ms token: false
			300ms 1, once more: false
			300ms token: true
		`)
	})
}

func TestTokensRefuseNonsense(t *testing.T) {
	b := pattern.NewTokenBucket(1, 1)
	for name, f := range map[string]func(){
		"AllowN":  func() { b.AllowN(-1) },
		"WaitN":   func() { _ = b.WaitN(t.Context(), -1) },
		"Reserve": func() { _, _ = b.Reserve(-1) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
	if !b.Allow() { // a panic must not leave the lock held
		t.Error("the bucket lost its token")
	}
}
