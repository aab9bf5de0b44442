//go:build !js

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/url"
	"time"

	_ "modernc.org/sqlite"

	"sluice/practice/sqlretry/sqlite"
)

// The states of a job.
const (
	waiting = "waiting"
	done    = "done"
	failed  = "failed"
)

// record is a job as it is stored and shown.
type record struct {
	ID      string   `json:"id"`
	Number  uint64   `json:"number"`
	State   string   `json:"state"`
	Factors []uint64 `json:"factors,omitempty"` // when done
	Problem string   `json:"problem,omitempty"` // when failed
}

// store keeps jobs in a SQLite file. What it says is stored survives the end of
// the process and, as each commit is synced, that of the machine.
type store struct {
	db      *sql.DB
	commit  func(func(context.Context, *sql.Tx) error) error // a transaction, retried
	writes  chan *write
	stopped chan struct{}
}

const schema = `
	create table if not exists job (
		id      text primary key,
		number  integer not null,
		state   text not null default 'waiting',
		factors text not null default 'null',
		problem text not null default '',
		token   text not null
	) without rowid;
	create index if not exists unfinished on job(id) where state = 'waiting';
	create table if not exists finished (n integer not null);
	insert into finished select 0 where not exists (select * from finished);`

// openStore opens the file or makes it. Each write that is to be tried again is
// told.
func openStore(path string, retried func(attempt int, delay time.Duration, err error)) (*store, error) {
	file := url.URL{Scheme: "file", OmitHost: true, Path: path}
	file.RawQuery = "_txlock=immediate&_pragma=busy_timeout(50)&_pragma=journal_mode(wal)&_pragma=synchronous(full)"
	db, err := sql.Open("sqlite", file.String())
	if err != nil {
		return nil, err
	}
	retry := sqlite.Policy()
	retry.MaxElapsed, retry.MaxAttempts = 5*time.Second, 1000
	retry.Idempotent = true // every write here is
	retry.Notify = retried
	if _, err := retry.Exec(context.Background(), db, schema); err != nil {
		db.Close()
		return nil, err
	}
	s := &store{db: db, writes: make(chan *write, most), stopped: make(chan struct{})}
	s.commit = func(do func(context.Context, *sql.Tx) error) error {
		return retry.Do(context.Background(), db, nil, do)
	}
	go s.writer()
	return s, nil
}

// close waits for what is being written. Nobody may write any more.
func (s *store) close() error {
	close(s.writes)
	<-s.stopped
	return s.db.Close()
}

// accept stores a new job. If there is one with that id already, it returns that
// one and false. The token tells whose the job is when it is stored a second
// time because the outcome of the first was not known.
func (s *store) accept(r record, token string) (stored record, fresh bool, err error) {
	err = s.write(func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			"insert into job(id, number, token) values (?, ?, ?) on conflict do nothing", r.ID, r.Number, token)
		if err != nil {
			return err
		}
		var owner string
		stored, owner, err = read(tx.QueryRowContext(ctx, "select "+columns+" from job where id = ?", r.ID))
		fresh = owner == token
		return err
	})
	return stored, fresh, err
}

// finish stores what came of a job, once: it does nothing for one that is
// finished already.
func (s *store) finish(id string, factors []uint64, failure error) error {
	state, problem := done, ""
	if failure != nil {
		state, problem = failed, failure.Error()
	}
	text, err := json.Marshal(factors)
	if err != nil {
		return err
	}
	return s.write(func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx,
			"update job set state = ?, factors = ?, problem = ? where id = ? and state = ?",
			state, string(text), problem, id, waiting)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "update finished set n = n + ?", n)
		return err
	})
}

// find returns a job, or sql.ErrNoRows.
func (s *store) find(ctx context.Context, id string) (record, error) {
	r, _, err := read(s.db.QueryRowContext(ctx, "select "+columns+" from job where id = ?", id))
	return r, err
}

// waiting returns the jobs that are not finished.
func (s *store) waiting(ctx context.Context) (all []record, err error) {
	rows, err := s.db.QueryContext(ctx, "select "+columns+" from job where state = ?", waiting)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		r, _, err := read(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

const columns = "id, number, state, factors, problem, token"

// read reads the columns of a row.
func read(row interface{ Scan(...any) error }) (r record, token string, err error) {
	var factors string
	if err = row.Scan(&r.ID, &r.Number, &r.State, &factors, &r.Problem, &token); err != nil {
		return record{}, "", err
	}
	return r, token, json.Unmarshal([]byte(factors), &r.Factors)
}
