package peers

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cenkalti/backoff/v5"
	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"

	"sluice/engine/pattern"
)

var errBoom = errors.New("boom")

const attempts = 5 // in all, at most

// A retrier calls a function until it succeeds, without a wait in between.
type retrier struct {
	name string
	do   func(context.Context, func() error) error
}

func retriers() []retrier {
	policy := pattern.Retry{MaxAttempts: attempts}
	executor := failsafe.With(retrypolicy.NewBuilder[any]().WithMaxAttempts(attempts).Build())
	return []retrier{
		{"sluice", func(ctx context.Context, fn func() error) error {
			return policy.Do(ctx, func(context.Context) error { return fn() })
		}},
		{"cenkalti-backoff", func(ctx context.Context, fn func() error) error {
			_, err := backoff.Retry(ctx,
				func() (struct{}, error) { return struct{}{}, fn() },
				backoff.WithBackOff(&backoff.ZeroBackOff{}),
				backoff.WithMaxTries(attempts))
			return err
		}},
		{"failsafe", func(ctx context.Context, fn func() error) error {
			return executor.WithContext(ctx).Run(fn)
		}},
	}
}

// BenchmarkRetry calls a function that fails so many times before it
// succeeds.
func BenchmarkRetry(b *testing.B) {
	ctx := context.Background()
	for _, failures := range []int{0, 3} {
		left := failures
		fn := func() error {
			if left--; left >= 0 {
				return errBoom
			}
			left = failures
			return nil
		}
		for _, r := range retriers() {
			b.Run(fmt.Sprintf("failures=%d/lib=%s", failures, r.name), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					if err := r.do(ctx, fn); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
