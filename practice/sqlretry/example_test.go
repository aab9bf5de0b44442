package sqlretry_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sluice/engine/pattern"
	"sluice/practice/sqlretry"
	"sluice/practice/sqlretry/postgres"
)

// db would come from sql.Open.
var db *sql.DB

// Each part of a service retries with one policy, and all of them share a
// budget, so that a database that is down does not get several times the load.
func ExamplePolicy_Do() {
	retry := postgres.Policy()
	retry.Budget = pattern.NewRetryBudget(0.1, 10)

	transfer := func(ctx context.Context, from, to string, amount int) error {
		serializable := &sql.TxOptions{Isolation: sql.LevelSerializable}
		return retry.Do(ctx, db, serializable, func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "update account set money = money - $1 where name = $2", amount, from)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "update account set money = money + $1 where name = $2", amount, to)
			return err
		})
	}
	_ = transfer
}

// PostgreSQL can be asked what became of a transaction.
func ExamplePolicy_committed() {
	insert := func(ctx context.Context, id string) error {
		var transaction string
		retry := postgres.Policy()
		retry.Committed = func(ctx context.Context) (bool, error) {
			var status string
			err := db.QueryRowContext(ctx, "select pg_xact_status($1::xid8)", transaction).Scan(&status)
			if err == nil && status == "in progress" {
				err = sqlretry.ErrCommitUnknown // ask again
			}
			return status == "committed", err
		}
		return retry.Do(ctx, db, nil, func(ctx context.Context, tx *sql.Tx) error {
			err := tx.QueryRowContext(ctx, "select pg_current_xact_id()::text").Scan(&transaction)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "insert into item(id) values ($1)", id)
			return err
		})
	}
	_ = insert
}

// Whoever cannot find out passes the doubt on.
func ExampleErrCommitUnknown() {
	err := fmt.Errorf("%w: connection reset", sqlretry.ErrCommitUnknown)
	switch {
	case err == nil:
		fmt.Println("written")
	case errors.Is(err, sqlretry.ErrCommitUnknown):
		fmt.Println("written or not: look before you try again")
	default:
		fmt.Println("not written")
	}
	// Output: written or not: look before you try again
}
