package sqlretry

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"sluice/engine/pattern"
)

// transaction is one Do: what is to be done and how far it has come.
type transaction struct {
	policy *Policy
	db     Beginner
	opts   *sql.TxOptions
	fn     func(context.Context, *sql.Tx) error

	doubt error // ErrCommitUnknown of a former attempt, until it is resolved
	final error // of an attempt after which there is no other
}

// attempt tries once and tells the retry whether to go on.
func (t *transaction) attempt(ctx context.Context) error {
	again, err := t.resolve(ctx)
	if err != nil && !again {
		t.final = err
		return pattern.Permanent(err)
	}
	return err
}

// resolve looks first whether there is anything left to do.
func (t *transaction) resolve(ctx context.Context) (again bool, err error) {
	if t.doubt != nil && t.policy.Committed != nil {
		committed, err := t.policy.Committed(ctx)
		if err != nil {
			return errors.Is(err, ErrCommitUnknown) || t.policy.retryable(err), err
		}
		t.doubt = nil
		if committed {
			return false, nil
		}
	}
	return t.run(ctx)
}

// run begins, calls and commits.
func (t *transaction) run(ctx context.Context) (again bool, err error) {
	tx, err := t.db.BeginTx(ctx, t.opts)
	if err != nil {
		return t.policy.retryable(err), err
	}
	err = t.call(ctx, tx)
	if err == nil {
		err = ctx.Err() // rather now, for certain, than in Commit
	}
	if err == nil {
		return t.commit(ctx, tx)
	}
	if tx.Rollback() == sql.ErrTxDone && ctx.Err() == nil {
		return false, ended(err) // perhaps by a commit
	}
	return t.policy.retryable(err), err
}

// call runs fn. When fn panics or ends its goroutine, it rolls back and lets
// that go on.
func (t *transaction) call(ctx context.Context, tx *sql.Tx) error {
	in := &call{db: t.db}
	returned := false
	defer func() {
		in.over.Store(true)
		if !returned {
			tx.Rollback()
		}
	}()
	err := t.fn(context.WithValue(ctx, callKey{}, in.inside(ctx)), tx)
	returned = true
	return err
}

// commit tells what is certain from what is not.
func (t *transaction) commit(ctx context.Context, tx *sql.Tx) (again bool, err error) {
	err = tx.Commit()
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, sql.ErrTxDone): // then nothing was sent
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		return false, ended(err)
	}
	class := t.policy.classify(err)
	switch class {
	case Refused:
		return false, err
	case Conflict:
		return true, err
	}
	t.doubt = fmt.Errorf("%w: %w", ErrCommitUnknown, err)
	return t.policy.Committed != nil || t.policy.Idempotent && class == Lost, t.doubt
}

func ended(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("the closure ended its transaction itself: %w", err)
	}
	return fmt.Errorf("the closure ended its transaction itself: %w: %w", sql.ErrTxDone, err)
}

// callKey leads to the innermost call of a context.
type callKey struct{}

// call is a run of a closure, for those within it.
type call struct {
	db    Beginner
	outer *call
	over  atomic.Bool // a context can outlive it
}

func (c *call) inside(ctx context.Context) *call {
	c.outer, _ = ctx.Value(callKey{}).(*call)
	return c
}

// within says whether ctx is that of a closure that runs on db.
func within(ctx context.Context, db Beginner) bool {
	c, _ := ctx.Value(callKey{}).(*call)
	for ; c != nil; c = c.outer {
		if c.db == db && !c.over.Load() {
			return true
		}
	}
	return false
}
