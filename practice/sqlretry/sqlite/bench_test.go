//go:build !js

package sqlite_test

import (
	"context"
	"database/sql"
	"testing"

	"github.com/cenkalti/backoff/v5"

	"sluice/practice/sqlretry/sqlite"
)

// BenchmarkTransaction inserts a row at the first attempt, into a file with a
// write-ahead log.
func BenchmarkTransaction(b *testing.B) {
	insert := func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "insert into total values (1)")
		return err
	}
	bare := func(ctx context.Context, db *sql.DB) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := insert(ctx, tx); err != nil {
			return err
		}
		return tx.Commit()
	}
	policy := sqlite.Policy()
	for _, way := range []struct {
		name string
		do   func(context.Context, *sql.DB) error
	}{
		{"bare", bare},
		{"sqlretry", func(ctx context.Context, db *sql.DB) error { return policy.Do(ctx, db, nil, insert) }},
		{"backoff", func(ctx context.Context, db *sql.DB) error {
			_, err := backoff.Retry(ctx,
				func() (struct{}, error) { return struct{}{}, bare(ctx, db) },
				backoff.WithBackOff(backoff.NewExponentialBackOff()), backoff.WithMaxTries(10))
			return err
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			db, _ := file(b, "_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
			b.ReportAllocs()
			for b.Loop() {
				if err := way.do(b.Context(), db); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
