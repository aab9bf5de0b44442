package pattern_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
)

// guard gives the service a breaker that opens at once, for 4 seconds.
func (h *house) guard() *pattern.Breaker {
	b := pattern.NewBreaker(1, 4*time.Second)
	b.OnChange = func(s pattern.BreakerState) { h.tr.note("is %v", s) }
	h.SetBreaker(b)
	return b
}

// While the breaker is open an attempt takes no time. The task backs off: a is
// back in time to be the probe, b has no attempt left by then.
func TestServiceFailsFastWhileTheBreakerIsOpen(t *testing.T) {
	for _, parking := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := open(3, 9, parking)
			h.guard()
			h.submit("a", 1)
			time.Sleep(1500 * time.Millisecond)
			h.submit("b", 0)
			time.Sleep(7 * time.Second)
			h.submit("c", 0)
			shutdown(t, h)
			h.tr.want(t, `
				1s a no. 1: boom, wait 2s
				1s is open
				1.5s b no. 1: circuit breaker is open, wait 2s
				3s a no. 2: circuit breaker is open, wait 4s
				3.5s b no. 2: circuit breaker is open, wait 4s
				7s is half-open
				7.5s b done: attempts used up (3): circuit breaker is open
				8s a done: <nil>
				8s is closed
				9.5s c done: <nil>
			`)
		})
	}
}

func TestServiceWithoutItsBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 9, true)
		h.guard()
		h.submit("a", 1)
		time.Sleep(1500 * time.Millisecond)
		h.SetBreaker(nil)
		h.submit("b", 0)
		shutdown(t, h)
		h.tr.want(t, `
			1s a no. 1: boom, wait 2s
			1s is open
			2.5s b done: <nil>
			4s a done: <nil>
		`)
	})
}

// A panic is the task's failure, a Shutdown is not.
func TestServiceBreakerTellsWhoFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(1, 9, false)
		h.pool.OnPanic = func(pattern.Job, any) {}
		b := h.guard()
		if err := h.Submit(&explosive{errand{tr: h.tr, name: "a"}}); err != nil {
			t.Error(err)
		}
		time.Sleep(4 * time.Second)
		h.submit("b", 0)
		time.Sleep(2 * time.Second)
		h.submit("c", 0)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		h.tr.note("shut down: %v", h.Shutdown(ctx))
		h.tr.note("stays %v", b.State())
		h.tr.want(t, `
			0s a done: attempt panicked: bang
			0s is open
			4s is half-open
			5s b done: <nil>
			5s is closed
			6.5s c done: context canceled
			6.5s shut down: context deadline exceeded
			6.5s stays closed
		`)
	})
}

// The time limit and the budget go for a task wherever it backs off. The limit
// counts from its first attempt, over all its turns.
func TestServiceKeepsTheLimitsOfRetry(t *testing.T) {
	for _, parking := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h := open(3, 9, parking)
			policy := pattern.Retry{
				MaxAttempts: 9, Base: 2 * time.Second, Strategy: pattern.Fixed,
				MaxElapsed: 5 * time.Second,
			}
			h.SetRetry(policy)
			h.submit("a", 9)
			time.Sleep(10 * time.Second)
			policy.Budget = pattern.NewRetryBudget(0.5, 1)
			policy.Budget.Withdraw()
			h.SetRetry(policy)
			h.submit("b", 9)
			time.Sleep(5 * time.Second)
			h.submit("c", 9)
			shutdown(t, h)
			h.tr.want(t, `
				1s a no. 1: boom, wait 2s
				4s a done: time used up (5s): boom
				11s b done: retry budget is empty: boom
				16s c no. 1: boom, wait 2s
				19s c done: time used up (5s): boom
			`)
		})
	}
}
