//go:build unix

package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"sluice/practice/sqlretry"
	"sluice/practice/sqlretry/postgres"
)

// On a real server, through pgx.
func TestOnAServer(t *testing.T) {
	folder := server(t)
	db := connect(t, folder)
	execute(t, db, "create table total (name text primary key, n int); create table item (id text)")
	t.Run("serialization failures lose no count", func(t *testing.T) { serialization(t, db) })
	t.Run("both sides of a deadlock are done", func(t *testing.T) { deadlock(t, db) })
	t.Run("a backend that is terminated", func(t *testing.T) { termination(t, db) })
	t.Run("a connection that is cut in a commit", func(t *testing.T) { ambiguity(t, db, newProxy(t, folder)) })
}

// states are the codes after which was retried.
type states struct {
	mu  sync.Mutex
	all []string
}

func (s *states) policy() sqlretry.Policy {
	p := postgres.Policy()
	p.MaxAttempts = 1000
	p.Notify = func(_ int, _ time.Duration, err error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		code := "none"
		if refusal, ok := errors.AsType[*pgconn.PgError](err); ok {
			code = refusal.Code
		}
		s.all = append(s.all, code)
	}
	return p
}

// meeting lets each of n wait for the others the first time.
func meeting(n int) func() {
	var all sync.WaitGroup
	all.Add(n)
	return func() {
		all.Done()
		all.Wait()
	}
}

func serialization(t *testing.T, db *sql.DB) {
	const clients, each = 6, 20
	execute(t, db, "insert into total values ('serial', 0)")
	var seen states
	retry := seen.policy()
	meet := meeting(clients) // so that at least all but one are refused once
	var all sync.WaitGroup
	for c := range clients {
		all.Go(func() {
			var once sync.Once
			for i := range each {
				err := retry.Do(t.Context(), db, &sql.TxOptions{Isolation: sql.LevelSerializable},
					func(ctx context.Context, tx *sql.Tx) error {
						var n int
						if err := tx.QueryRowContext(ctx, "select n from total where name = 'serial'").Scan(&n); err != nil {
							return err
						}
						once.Do(meet)
						if _, err := tx.ExecContext(ctx, "insert into item values ($1)", fmt.Sprintf("s-%d-%d", c, i)); err != nil {
							return err
						}
						_, err := tx.ExecContext(ctx, "update total set n = $1 where name = 'serial'", n+1)
						return err
					})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	total := number(t, db, "select n from total where name = 'serial'")
	rows, ids := number(t, db, "select count(*) from item where id like 's-%'"), number(t, db, "select count(distinct id) from item where id like 's-%'")
	if total != clients*each || rows != total || ids != total {
		t.Errorf("a total of %d, %d rows with %d ids, want %d of each", total, rows, ids, clients*each)
	}
	if len(seen.all) < clients-1 || slices.ContainsFunc(seen.all, func(code string) bool { return code != "40001" }) {
		t.Errorf("retried after %v", seen.all)
	}
	t.Logf("%d rows, %d retries", rows, len(seen.all))
}

func deadlock(t *testing.T, db *sql.DB) {
	execute(t, db, "insert into total values ('a', 0), ('b', 0)")
	var seen states
	retry := seen.policy()
	meet := meeting(2)
	var both sync.WaitGroup
	for _, order := range [][2]string{{"a", "b"}, {"b", "a"}} {
		both.Go(func() {
			var once sync.Once
			err := retry.Do(t.Context(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
				for _, name := range order {
					if _, err := tx.ExecContext(ctx, "update total set n = n + 1 where name = $1", name); err != nil {
						return err
					}
					once.Do(meet) // each has its first row then
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := number(t, db, "select sum(n) from total where name in ('a', 'b')"); n != 4 {
		t.Errorf("a sum of %d, want 4", n)
	}
	if len(seen.all) == 0 || slices.ContainsFunc(seen.all, func(code string) bool { return code != "40P01" }) {
		t.Errorf("retried after %v", seen.all)
	}
}

func termination(t *testing.T, db *sql.DB) {
	var seen states
	retry := seen.policy()
	runs := 0
	err := retry.Do(t.Context(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "insert into item values ('t')"); err != nil {
			return err
		}
		if runs++; runs > 1 {
			return nil
		}
		var backend int
		if err := tx.QueryRowContext(ctx, "select pg_backend_pid()").Scan(&backend); err != nil {
			return err
		}
		execute(t, db, "select pg_terminate_backend($1, 10000)", backend)
		_, err := tx.ExecContext(ctx, "insert into item values ('t')")
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if n := number(t, db, "select count(*) from item where id = 't'"); n != 1 || len(seen.all) != 1 {
		t.Errorf("%d rows, retried after %v", n, seen.all)
	}
}

// ambiguity cuts the connection just before the server hears of the commit, and
// just after it has committed. Only who asks the server can tell.
func ambiguity(t *testing.T, db *sql.DB, p *proxy) {
	cutting := connect(t, p.folder)
	for when, want := range map[cut]int{beforeCommit: 0, afterCommit: 1} {
		for _, asks := range []bool{false, true} {
			id := fmt.Sprintf("c-%d-%v", when, asks)
			var transaction string
			var seen states
			retry := seen.policy()
			if asks {
				want = 1
				retry.Committed = func(ctx context.Context) (bool, error) {
					var status string
					err := db.QueryRowContext(ctx, "select pg_xact_status($1::xid8)", transaction).Scan(&status)
					if err == nil && status == "in progress" {
						err = sqlretry.ErrCommitUnknown
					}
					return status == "committed", err
				}
			}
			err := retry.Do(t.Context(), cutting, nil, func(ctx context.Context, tx *sql.Tx) error {
				if transaction == "" {
					p.next.Store(int32(when))
				}
				if err := tx.QueryRowContext(ctx, "select pg_current_xact_id()::text").Scan(&transaction); err != nil {
					return err
				}
				_, err := tx.ExecContext(ctx, "insert into item values ($1)", id)
				return err
			})
			if asks && err != nil || !asks && !errors.Is(err, sqlretry.ErrCommitUnknown) {
				t.Errorf("%s: %v", id, err)
			}
			if n := number(t, db, "select count(*) from item where id = $1", id); n != want {
				t.Errorf("%s: %d rows, want %d", id, n, want)
			}
		}
	}
}
