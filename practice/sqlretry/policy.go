package sqlretry

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sluice/engine/pattern"
)

// ErrCommitUnknown says that it is not known whether the transaction was
// committed. It wraps the error of Commit, and that of a later attempt if there
// was one.
var ErrCommitUnknown = errors.New("not known whether the transaction was committed")

// ErrNested says that Do was called within a transaction of the same database.
var ErrNested = errors.New("transaction within a transaction of the same database")

// Beginner begins transactions. *sql.DB and *sql.Conn do.
type Beginner interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
}

// Policy says which transactions are retried, how often and when. It is a
// plain value, to be copied and shared by many goroutines.
type Policy struct {
	// Retry bounds the attempts and spaces them. Its Notify is told of each
	// that will be followed by another.
	pattern.Retry

	// Classify knows the errors of a database and its driver; see packages
	// sqlite and postgres. If nil, only driver.ErrBadConn is understood.
	Classify func(error) Class

	// Idempotent says that the transaction may be run again even if it was
	// committed before, as it then changes nothing more: it inserts under a
	// key that it was given, "on conflict do nothing", or sets a fixed value.
	Idempotent bool

	// Committed, if set, finds out whether the transaction was committed after
	// all. It is called at the start of the attempt after a Commit whose
	// outcome is not known; true ends Do with nil. Its answer must be final: a
	// server that has lost its client may still be busy with the commit. When
	// that cannot be ruled out it returns ErrCommitUnknown, and is asked again.
	Committed func(context.Context) (bool, error)
}

// Default tries for about a second: 10 attempts with full jitter, 5 ms at
// first and no longer than 250 ms.
func Default(classify func(error) Class) Policy {
	return Policy{
		Retry: pattern.Retry{
			MaxAttempts: 10,
			Base:        5 * time.Millisecond,
			Cap:         250 * time.Millisecond,
			Jitter:      pattern.FullJitter,
		},
		Classify: classify,
	}
}

// Do runs fn in a transaction and commits it when fn returns nil. It runs both
// again when they failed with an error that is retried; see the package's
// documentation for which is. It returns
//   - nil when the transaction was committed, once,
//   - ErrCommitUnknown when that is not known,
//   - what pattern.Retry.Do returns when attempts, time, budget or ctx end,
//   - else the error of begin, fn or commit; nothing was committed then.
//
// The ctx of fn is Do's own, but for the mark by which ErrNested is found.
func (p Policy) Do(
	ctx context.Context, db Beginner, opts *sql.TxOptions,
	fn func(context.Context, *sql.Tx) error,
) error {
	if within(ctx, db) {
		return ErrNested
	}
	t := transaction{policy: &p, db: db, opts: opts, fn: fn}
	err := p.Retry.Do(ctx, t.attempt)
	if t.final != nil {
		err = t.final // without the mark that stopped the retries
	}
	if err != nil && t.doubt != nil && !errors.Is(err, ErrCommitUnknown) {
		err = fmt.Errorf("%w; then %w", t.doubt, err)
	}
	return err
}

// Exec is Do for a single statement. It has a transaction of its own, too:
// without one, database/sql itself repeats a statement whose connection was
// lost, and a ctx that ends leaves it unknown whether there was an effect.
func (p Policy) Exec(
	ctx context.Context, db Beginner, query string, args ...any,
) (result sql.Result, err error) {
	err = p.Do(ctx, db, nil, func(ctx context.Context, tx *sql.Tx) error {
		result, err = tx.ExecContext(ctx, query, args...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}
