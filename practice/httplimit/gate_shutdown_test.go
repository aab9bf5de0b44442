package httplimit_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"sluice/practice/httplimit"
)

func TestShutdownLetsThoseFinishWhoCameBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1, Waiting: 5})
		var b busy
		var c came
		h := g.Handler(&b)
		for range 3 {
			c.send(t.Context(), h, "/")
		}
		start := time.Now()
		var callers came
		for range 2 { // more than one may ask
			callers.Go(func() {
				if err := g.Shutdown(t.Context()); err != nil || time.Since(start) != 3*time.Second {
					t.Errorf("%v after %v", err, time.Since(start))
				}
			})
		}
		synctest.Wait()
		expect(t, serve(h, request("192.0.2.1:1")), 503, "Connection", "close", "Retry-After", "1")
		callers.Wait()
		c.Wait()
		if c.statuses[200] != 3 {
			t.Errorf("%v", c.statuses)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := g.Shutdown(ended); err != nil {
			t.Errorf("all are gone, but: %v", err)
		}
	})
}

func TestShutdownThatRunsOutOfTimeSendsThoseAwayWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1, Waiting: 5})
		var b busy
		var c came
		for range 4 {
			c.send(t.Context(), g.Handler(&b), "/")
		}
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		start := time.Now()
		if err := g.Shutdown(ctx); err != context.DeadlineExceeded || time.Since(start) != 100*time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		synctest.Wait()
		if g.Waiting() != 0 || g.Running() != 1 {
			t.Errorf("%d wait and %d run", g.Waiting(), g.Running())
		}
		c.Wait()
		if c.statuses[200] != 1 || c.statuses[503] != 3 {
			t.Errorf("%v", c.statuses)
		}
	})
}

func TestAnIdleGateShutsAtOnce(t *testing.T) {
	g := httplimit.NewGate(httplimit.GateConfig{Running: 1})
	for range 2 {
		if err := g.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if got := ask(g.Handler(ok), "192.0.2.1:1"); got != 503 {
		t.Errorf("%d", got)
	}
}
