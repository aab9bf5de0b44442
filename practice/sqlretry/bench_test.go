package sqlretry_test

import (
	"context"
	"database/sql"
	"testing"

	"github.com/cenkalti/backoff/v5"
)

// byHand is what one writes without the package: it retries every error, that
// of a doubtful commit, too.
func byHand(ctx context.Context, db *sql.DB, fn func(context.Context, *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// BenchmarkTransaction inserts a row at the first attempt, through a driver
// that does next to nothing.
func BenchmarkTransaction(b *testing.B) {
	policy := eager()
	for _, way := range []struct {
		name string
		do   func(context.Context, *sql.DB, func(context.Context, *sql.Tx) error) error
	}{
		{"bare", byHand},
		{"sqlretry", func(ctx context.Context, db *sql.DB, fn func(context.Context, *sql.Tx) error) error {
			return policy.Do(ctx, db, nil, fn)
		}},
		{"backoff", func(ctx context.Context, db *sql.DB, fn func(context.Context, *sql.Tx) error) error {
			_, err := backoff.Retry(ctx,
				func() (struct{}, error) { return struct{}{}, byHand(ctx, db, fn) },
				backoff.WithBackOff(&backoff.ZeroBackOff{}), backoff.WithMaxTries(10))
			return err
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			_, db := open(b, nil)
			fn := inserting(insert, "a")
			b.ReportAllocs()
			for b.Loop() {
				if err := way.do(b.Context(), db, fn); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
