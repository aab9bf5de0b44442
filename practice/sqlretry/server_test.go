package sqlretry_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"testing"

	"sluice/practice/sqlretry"
)

// The places at which the server below can fail.
const (
	begin        = "begin"
	exec         = "exec"
	commit       = "commit, before its effect"
	commitAnswer = "commit, after its effect"
)

// What it fails with. A conflict and a refusal are its answers, the others mean
// that the connection is lost.
var (
	errConflict = errors.New("conflict")
	errRefused  = errors.New("refused")
	errReset    = errors.New("connection reset") // known to classify
	errStrange  = errors.New("strange")          // not known to it
)

func classify(err error) sqlretry.Class {
	switch {
	case errors.Is(err, errConflict):
		return sqlretry.Conflict
	case errors.Is(err, errRefused):
		return sqlretry.Refused
	case errors.Is(err, errReset):
		return sqlretry.Lost
	}
	return sqlretry.Unclear
}

// server is a database of one table whose rows are texts. It fails as fault
// says, and keeps count of what it was asked to do.
type server struct {
	fault func(place string) error // nil: never

	mu    sync.Mutex
	rows  map[string]int // how often each is there
	count map[string]int // how often each place was passed
}

func open(t testing.TB, fault func(place string) error) (*server, *sql.DB) {
	s := &server{fault: fault, rows: map[string]int{}, count: map[string]int{}}
	db := sql.OpenDB(s)
	t.Cleanup(func() { db.Close() })
	return s, db
}

// pass counts the place and fails there if it is to.
func (s *server) pass(place string) error {
	s.mu.Lock()
	s.count[place]++
	s.mu.Unlock()
	if s.fault == nil {
		return nil
	}
	return s.fault(place)
}

// has is how often a row is there.
func (s *server) has(row string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rows[row]
}

func (s *server) passed(place string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count[place]
}

func (s *server) Connect(context.Context) (driver.Conn, error) { return &conn{server: s}, nil }
func (s *server) Driver() driver.Driver                        { return nil }

// conn is a connection. What is inserted through it is there once it commits.
type conn struct {
	server  *server
	pending []string
	lost    bool
}

func (c *conn) IsValid() bool                       { return !c.lost }
func (c *conn) Close() error                        { return nil }
func (c *conn) Prepare(string) (driver.Stmt, error) { return nil, errors.ErrUnsupported }
func (c *conn) Begin() (driver.Tx, error)           { return nil, errors.ErrUnsupported }

func (c *conn) pass(place string) error {
	err := c.server.pass(place)
	if err != nil && err != errConflict && err != errRefused {
		c.lost = true
	}
	return err
}

func (c *conn) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	if err := c.pass(begin); err != nil {
		return nil, err
	}
	c.pending = nil
	return c, nil
}

const insert, insertOnce = "insert", "insert on conflict do nothing"

func (c *conn) ExecContext(_ context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.pass(exec); err != nil {
		return nil, err
	}
	row := args[0].Value.(string)
	if query == insertOnce && c.server.has(row) > 0 {
		return driver.RowsAffected(0), nil
	}
	c.pending = append(c.pending, row)
	return driver.RowsAffected(1), nil
}

func (c *conn) Commit() error {
	if err := c.pass(commit); err != nil {
		return err
	}
	c.server.mu.Lock()
	for _, row := range c.pending {
		c.server.rows[row]++
	}
	c.server.mu.Unlock()
	return c.pass(commitAnswer)
}

func (c *conn) Rollback() error {
	c.server.pass("rollback")
	if c.lost {
		return driver.ErrBadConn
	}
	return nil
}

// once fails at a place the first time.
func once(at string, err error) func(string) error {
	var mu sync.Mutex
	return func(place string) error {
		mu.Lock()
		defer mu.Unlock()
		if place != at {
			return nil
		}
		at = ""
		return err
	}
}

// inserting is a closure that inserts row.
func inserting(query, row string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, row)
		return err
	}
}

// eager retries without a wait.
func eager() sqlretry.Policy {
	p := sqlretry.Default(classify)
	p.Base, p.Cap = 0, 0
	return p
}
