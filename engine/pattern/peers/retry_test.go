package peers

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cenkalti/backoff/v5"

	"sluice/engine/pattern"
)

var errBoom = errors.New("boom")

// BenchmarkRetry calls a function that fails so many times before it succeeds,
// without a wait in between.
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
		policy := pattern.Retry{MaxAttempts: 5}
		for name, do := range map[string]func() error{
			"sluice": func() error {
				return policy.Do(ctx, func(context.Context) error { return fn() })
			},
			"cenkalti-backoff": func() error {
				_, err := backoff.Retry(ctx,
					func() (struct{}, error) { return struct{}{}, fn() },
					backoff.WithBackOff(&backoff.ZeroBackOff{}),
					backoff.WithMaxTries(5))
				return err
			},
		} {
			b.Run(fmt.Sprintf("%s-%d-failures", name, failures), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					if err := do(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
