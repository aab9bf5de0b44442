package pattern_test

import (
	"context"
	"testing"
	"time"

	"sluice/engine/pattern"
)

// The floor is the call without the breaker.
func BenchmarkBreaker(b *testing.B) {
	ctx := context.Background()
	breaker := pattern.NewBreaker(3, time.Hour)
	fn := func(context.Context) error { return nil }
	compare(b, func(n int) {
		for range n {
			if err := fn(ctx); err != nil {
				b.Error(err)
			}
		}
	}, func(n int) {
		for range n {
			if err := breaker.Do(ctx, fn); err != nil {
				b.Error(err)
			}
		}
	})
}

// The floor is the same policy without a budget.
func BenchmarkRetryBudget(b *testing.B) {
	ctx := context.Background()
	plain := pattern.Retry{MaxAttempts: 3}
	bounded := plain
	bounded.Budget = pattern.NewRetryBudget(0.1, 10)
	fn := func(context.Context) error { return nil }
	do := func(r pattern.Retry, n int) {
		for range n {
			if err := r.Do(ctx, fn); err != nil {
				b.Error(err)
			}
		}
	}
	compare(b,
		func(n int) { do(plain, n) },
		func(n int) { do(bounded, n) })
}
