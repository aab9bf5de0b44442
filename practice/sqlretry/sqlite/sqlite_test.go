//go:build !js

package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"sluice/practice/sqlretry"
	"sluice/practice/sqlretry/sqlite"
)

// coded is what an error of SQLite has.
type coded int

func (c coded) Error() string { return fmt.Sprintf("code %d", int(c)) }
func (c coded) Code() int     { return int(c) }

func TestClasses(t *testing.T) {
	for code, want := range map[int]sqlretry.Class{
		lib.SQLITE_BUSY:               sqlretry.Conflict,
		lib.SQLITE_BUSY_RECOVERY:      sqlretry.Conflict,
		lib.SQLITE_BUSY_SNAPSHOT:      sqlretry.Conflict,
		lib.SQLITE_BUSY_TIMEOUT:       sqlretry.Conflict,
		lib.SQLITE_LOCKED:             sqlretry.Conflict,
		lib.SQLITE_LOCKED_SHAREDCACHE: sqlretry.Conflict,
		lib.SQLITE_LOCKED_VTAB:        sqlretry.Conflict,
		lib.SQLITE_PROTOCOL:           sqlretry.Conflict,
		lib.SQLITE_CONSTRAINT_UNIQUE:  sqlretry.Refused,
		lib.SQLITE_FULL:               sqlretry.Refused,
		lib.SQLITE_READONLY:           sqlretry.Refused,
		lib.SQLITE_INTERRUPT:          sqlretry.Refused,
		lib.SQLITE_ERROR:              sqlretry.Unclear,
		lib.SQLITE_IOERR:              sqlretry.Unclear,
		lib.SQLITE_IOERR_FSYNC:        sqlretry.Unclear,
	} {
		for _, err := range []error{coded(code), fmt.Errorf("insert: %w", coded(code))} {
			if got := sqlite.Classify(err); got != want {
				t.Errorf("%v: %v, want %v", err, got, want)
			}
		}
	}
	if got := sqlite.Classify(errors.New("boom")); got != sqlretry.Unclear {
		t.Errorf("an error of somebody else: %v", got)
	}
}

// file is a new database with one row, n = 0, as two connections see it.
func file(t testing.TB, parameters string) (one, two *sql.DB) {
	t.Helper()
	dsn := "file:" + filepath.Join(t.TempDir(), "db") + "?_pragma=busy_timeout(0)&" + parameters
	var both [2]*sql.DB
	for i := range both {
		db, err := sql.Open("sqlite", dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		both[i] = db
	}
	if _, err := both[0].Exec("create table total (n integer); insert into total values (0)"); err != nil {
		t.Fatal(err)
	}
	return both[0], both[1]
}

// add counts up what it has read before, and calls between in between.
func add(between func()) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "select n from total").Scan(&n); err != nil {
			return err
		}
		between()
		_, err := tx.ExecContext(ctx, "update total set n = ?", n+1)
		return err
	}
}

// A transaction that has read what another then changes cannot write any more.
// To repeat the statement would be in vain; to repeat all is right.
func TestASnapshotThatIsOutOfDateBeginsAgain(t *testing.T) {
	one, two := file(t, "_pragma=journal_mode(wal)")
	var codes []int
	retry := sqlite.Policy()
	retry.Notify = func(_ int, _ time.Duration, err error) {
		refusal, _ := errors.AsType[*driver.Error](err)
		codes = append(codes, refusal.Code())
	}
	others := 2
	err := retry.Do(t.Context(), one, nil, add(func() {
		if others--; others < 0 {
			return
		}
		if err := sqlite.Policy().Do(t.Context(), two, nil, add(func() {})); err != nil {
			t.Error(err)
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(codes) != 2 || codes[0] != lib.SQLITE_BUSY_SNAPSHOT || codes[1] != lib.SQLITE_BUSY_SNAPSHOT {
		t.Errorf("retried after the codes %v", codes)
	}
	if n := total(t, two); n != 3 {
		t.Errorf("a total of %d, want 3", n)
	}
}

// With a rollback journal a reader holds up the commit of a writer. The
// connection must be usable afterwards.
func TestACommitThatAReaderHoldsUpBeginsAgain(t *testing.T) {
	one, two := file(t, "_pragma=journal_mode(delete)")
	one.SetMaxOpenConns(1)
	reading, err := two.Query("select n from total union all select 1")
	if err != nil {
		t.Fatal(err)
	}
	if !reading.Next() {
		t.Fatal(reading.Err())
	}
	runs, retries := 0, 0
	retry := sqlite.Policy()
	retry.Notify = func(_ int, _ time.Duration, err error) {
		if runs != 1 {
			t.Errorf("%v, but not in the first commit", err)
		}
		retries++
		reading.Close()
	}
	if err := retry.Do(t.Context(), one, nil, add(func() { runs++ })); err != nil {
		t.Fatal(err)
	}
	if n := total(t, two); n != 1 || runs != 2 || retries != 1 {
		t.Errorf("a total of %d after %d runs and %d retries", n, runs, retries)
	}
}

func total(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	if err := db.QueryRow("select n from total").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
