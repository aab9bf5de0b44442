//go:build !js

package main

import (
	"context"
	"database/sql"
	"io"
	"log"
	"strconv"
	"testing"

	"github.com/alitto/pond/v2"
	"github.com/cenkalti/backoff/v5"

	"sluice/practice/workers"
)

// BenchmarkJobs takes jobs through the queue, the workers and SQLite, as the
// service does, and as it would with other libraries in their place.
func BenchmarkJobs(b *testing.B) {
	const at, room = 64, 1000
	for _, lib := range []struct {
		name string
		open func(*service) (submit func(*whole) error, stop func())
	}{
		{"sluice", func(s *service) (func(*whole) error, func()) {
			return func(j *whole) error { return s.pool.SubmitWait(context.Background(), j) }, func() {}
		}},
		{"pond and backoff", func(s *service) (func(*whole) error, func()) {
			s.store.commit = func(do func(context.Context, *sql.Tx) error) error {
				_, err := backoff.Retry(context.Background(), func() (struct{}, error) {
					return struct{}{}, byHand(s.store.db, do)
				})
				return err
			}
			p := pond.NewPool(at, pond.WithQueueSize(room))
			return func(j *whole) error { return p.Go(func() { j.Do(context.Background()) }) }, p.StopAndWait
		}},
	} {
		b.Run(lib.name, func(b *testing.B) {
			s, err := newService(settings{dir: b.TempDir(), workers: at, capacity: room, limit: 1e9},
				log.New(io.Discard, "", 0), workers.Hooks{})
			if err != nil {
				b.Fatal(err)
			}
			submit, stop := lib.open(s)
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				j := &job{service: s, record: record{ID: strconv.Itoa(i), Number: quick}, settled: make(chan struct{})}
				if err := submit(&whole{j}); err != nil {
					b.Fatal(err)
				}
			}
			stop()
			s.pool.Shutdown(context.Background())
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
			if n := s.ledger.now().Done; n != b.N {
				b.Errorf("%d jobs of %d are done", n, b.N)
			}
			s.store.close()
		})
	}
}

// whole is a job that stores itself first.
type whole struct{ *job }

func (w *whole) Do(ctx context.Context) error {
	_, fresh, err := w.store.accept(w.record, w.ID)
	w.stored = fresh && err == nil
	close(w.settled)
	return w.job.Do(ctx)
}

// byHand is a transaction without its retries.
func byHand(db *sql.DB, do func(context.Context, *sql.Tx) error) error {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
