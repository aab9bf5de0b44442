// Package sqlretry runs transactions of database/sql again when the database
// refused them because of others, or lost the connection. It never loses a
// write and never makes one twice.
//
//	retry := sqlite.Policy() // or postgres.Policy(), or one of your own
//	err := retry.Do(ctx, db, nil, func(ctx context.Context, tx *sql.Tx) error {
//		_, err := tx.ExecContext(ctx, "insert into orders(id) values (?)", id)
//		return err
//	})
//
// # What is retried
//
// The whole transaction, which is therefore a closure: one statement of it
// alone would see another state of the database than those before it. It is
// retried when the Policy's Classify says Conflict or Lost, and nothing of the
// former attempt is left. All other errors are returned at once.
//
// # The error of Commit
//
// A connection that is lost while Commit waits for its answer leaves nobody
// knowing whether the transaction was committed. To run it again could write
// twice; to report a failure could lose that it was written. So Do then
// returns ErrCommitUnknown and does not retry, unless the Policy says how
// that is resolved: Idempotent, when a second run changes nothing, or
// Committed, which looks.
//
// Without that error the outcome is certain: nil means committed once, any
// other error means not committed.
//
// # What the closure must not do
//
// It runs as often as there are attempts, so what it does besides its
// statements happens as often. It must neither commit nor roll back: when it
// has, nothing is retried and Do returns sql.ErrTxDone. It must not swallow
// the error of a statement and go on, as the database may have rolled back
// all that was done before. And it must not call Do for the same database:
// that would be another transaction, committed even if this one is not, so it
// is refused with ErrNested.
//
// A panic rolls back and goes on.
package sqlretry
