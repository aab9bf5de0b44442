package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"sluice/practice/sqlretry"
	"sluice/practice/sqlretry/postgres"
)

// stated is what errors of pgx and lib/pq have in common.
type stated string

func (s stated) Error() string    { return "SQLSTATE " + string(s) }
func (s stated) SQLState() string { return string(s) }

// unsent is an error of pgx that says whether nothing was sent.
type unsent bool

func (u unsent) Error() string     { return "write failed" }
func (u unsent) SafeToRetry() bool { return bool(u) }

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		err  error
		want sqlretry.Class
	}{
		{stated("40001"), sqlretry.Conflict},
		{stated("40P01"), sqlretry.Conflict},
		{stated("40002"), sqlretry.Refused},
		{stated("40003"), sqlretry.Lost},
		{stated("08000"), sqlretry.Lost},
		{stated("08006"), sqlretry.Lost},
		{stated("08007"), sqlretry.Lost}, // transaction_resolution_unknown
		{stated("08004"), sqlretry.Refused},
		{stated("08P01"), sqlretry.Unclear},
		{stated("57P01"), sqlretry.Lost},
		{stated("57P02"), sqlretry.Lost},
		{stated("57P03"), sqlretry.Lost},
		{stated("57014"), sqlretry.Refused}, // query_canceled
		{stated("23505"), sqlretry.Refused}, // unique_violation
		{stated("58030"), sqlretry.Unclear}, // io_error
		{stated("XX000"), sqlretry.Unclear},
		{stated(""), sqlretry.Unclear},
		{unsent(true), sqlretry.Lost},
		{unsent(false), sqlretry.Unclear},
		{io.EOF, sqlretry.Lost},
		{io.ErrUnexpectedEOF, sqlretry.Lost},
		{net.ErrClosed, sqlretry.Lost},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, sqlretry.Lost},
		{context.DeadlineExceeded, sqlretry.Unclear},
		{errors.New("boom"), sqlretry.Unclear},
	} {
		for _, err := range []error{c.err, fmt.Errorf("insert: %w", c.err)} {
			if got := postgres.Classify(err); got != c.want {
				t.Errorf("%v: %v, want %v", err, got, c.want)
			}
		}
	}
}
