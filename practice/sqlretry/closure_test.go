package sqlretry_test

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/sqlretry"
)

func TestAPanicRollsBackAndGoesOn(t *testing.T) {
	s, db := open(t, nil)
	func() {
		defer func() {
			if value := recover(); value != "boom" {
				t.Errorf("recovered %v", value)
			}
		}()
		eager().Do(t.Context(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
			inserting(insert, "a")(ctx, tx)
			panic("boom")
		})
	}()
	if s.has("a") != 0 || s.passed("rollback") != 1 || db.Stats().InUse != 0 {
		t.Error("the transaction is still there")
	}
}

func TestAGoroutineThatEndsRollsBack(t *testing.T) {
	s, db := open(t, nil)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		eager().Do(t.Context(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
			inserting(insert, "a")(ctx, tx)
			runtime.Goexit()
			return nil
		})
	}()
	<-gone
	if s.has("a") != 0 || s.passed("rollback") != 1 || db.Stats().InUse != 0 {
		t.Error("the transaction is still there")
	}
}

// A closure that commits itself and then meets a conflict elsewhere would write
// twice if it were run again.
func TestAClosureThatEndsItsTransactionIsNotRunAgain(t *testing.T) {
	commits := func(tx *sql.Tx) { tx.Commit() }
	rollsBack := func(tx *sql.Tx) { tx.Rollback() }
	for want, end := range []func(*sql.Tx){rollsBack, commits} {
		for _, fails := range []error{nil, errConflict} {
			s, db := open(t, nil)
			err := eager().Do(t.Context(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
				inserting(insert, "a")(ctx, tx)
				end(tx)
				return fails
			})
			if !errors.Is(err, sql.ErrTxDone) || fails != nil && !errors.Is(err, fails) {
				t.Errorf("%v, want sql.ErrTxDone and %v", err, fails)
			}
			if n := s.has("a"); n != want || s.passed(begin) != 1 {
				t.Errorf("the row is there %d times after %d attempts, want %d", n, s.passed(begin), want)
			}
		}
	}
}

func TestATransactionWithinOneOfTheSameDatabaseIsRefused(t *testing.T) {
	_, db := open(t, nil)
	_, other := open(t, nil)
	p := eager()
	var kept context.Context
	err := p.Do(t.Context(), db, nil, func(ctx context.Context, _ *sql.Tx) error {
		kept = ctx
		return p.Do(ctx, other, nil, func(ctx context.Context, _ *sql.Tx) error {
			return p.Do(ctx, db, nil, inserting(insert, "a"))
		})
	})
	if err != sqlretry.ErrNested {
		t.Errorf("%v, want ErrNested", err)
	}
	if err := p.Do(kept, db, nil, inserting(insert, "a")); err != nil {
		t.Errorf("a context that outlives the closure: %v", err)
	}
}

func TestAPermanentErrorIsNotRetried(t *testing.T) {
	s, db := open(t, nil)
	err := eager().Do(t.Context(), db, nil, func(context.Context, *sql.Tx) error {
		return pattern.Permanent(errConflict)
	})
	if !errors.Is(err, errConflict) || s.passed(begin) != 1 {
		t.Errorf("%v after %d attempts", err, s.passed(begin))
	}
}

// A closure that returns nil although ctx has ended is rolled back: to commit
// now might end with an outcome that nobody knows.
func TestNothingIsCommittedOnceTheContextHasEnded(t *testing.T) {
	s, db := open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	err := eager().Do(ctx, db, nil, func(ctx context.Context, tx *sql.Tx) error {
		err := inserting(insert, "a")(ctx, tx)
		cancel()
		return err
	})
	if err != context.Canceled || s.has("a") != 0 || s.passed(commit) != 0 {
		t.Errorf("%v, and the row is there %d times", err, s.has("a"))
	}
}

func TestTheWaitEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, db := open(t, func(string) error { return errConflict })
		defer db.Close() // its goroutine belongs to the bubble
		p := eager()
		p.MaxAttempts, p.Strategy, p.Jitter, p.Base = 1e6, pattern.Fixed, pattern.NoJitter, time.Second
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		begun := time.Now()
		err := p.Do(ctx, db, nil, inserting(insert, "a"))
		if err != context.DeadlineExceeded || time.Since(begun) != 3500*time.Millisecond || s.passed(begin) != 4 {
			t.Errorf("%v after %v and %d attempts", err, time.Since(begun), s.passed(begin))
		}
	})
}

func TestExecRetriesAStatementAndGivesItsResult(t *testing.T) {
	for _, place := range []string{begin, exec, commit} {
		s, db := open(t, once(place, errConflict))
		result, err := eager().Exec(t.Context(), db, insert, "a")
		if err != nil {
			t.Fatalf("%s: %v", place, err)
		}
		if n, _ := result.RowsAffected(); n != 1 || s.has("a") != 1 {
			t.Errorf("%s: %d rows affected, the row is there %d times", place, n, s.has("a"))
		}
	}
	_, db := open(t, once(commitAnswer, errReset))
	if result, err := eager().Exec(t.Context(), db, insert, "a"); result != nil || !errors.Is(err, sqlretry.ErrCommitUnknown) {
		t.Errorf("%v, %v, want ErrCommitUnknown", result, err)
	}
}
