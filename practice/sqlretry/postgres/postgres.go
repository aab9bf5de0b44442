// Package postgres knows the errors of PostgreSQL, and of databases that speak
// its protocol. It imports no driver: it understands every error with a method
// SQLState() string, as those of pgx and lib/pq have, and what the standard
// library says when a connection is lost.
package postgres

import (
	"errors"
	"io"
	"net"
	"strings"

	"sluice/practice/sqlretry"
)

// Policy is sqlretry.Default for PostgreSQL.
func Policy() sqlretry.Policy { return sqlretry.Default(Classify) }

// Classify tells what an error means.
//
// An error that says SafeToRetry, as some of pgx do, is no more than a lost
// connection: pgx 5.12 says so of a commit, too, that was sent and whose answer
// did not come.
//
// io.EOF and its like are taken for a lost connection. A closure that reads
// something else besides should not return such an error as it is.
//
// When a closure swallows the error of a statement, the server answers its
// commit with a rollback. Of that a driver makes an error of its own, which is
// Unclear.
func Classify(err error) sqlretry.Class {
	if stated, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err); ok {
		return class(stated.SQLState())
	}
	if unsent, ok := errors.AsType[interface {
		error
		SafeToRetry() bool
	}](err); ok && unsent.SafeToRetry() {
		return sqlretry.Lost
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return sqlretry.Lost
	}
	for _, lost := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, lost) {
			return sqlretry.Lost
		}
	}
	return sqlretry.Unclear
}

// class looks a code up in PostgreSQL's appendix A.
func class(state string) sqlretry.Class {
	switch state {
	case "40001", // serialization_failure
		"40P01": // deadlock_detected
		return sqlretry.Conflict
	case "57P01", // admin_shutdown
		"57P02", // crash_shutdown
		"57P03", // cannot_connect_now
		"40003": // statement_completion_unknown
		return sqlretry.Lost
	case "08P01", // protocol_violation
		"": // the error came from the driver
		return sqlretry.Unclear
	case "08004": // sqlserver_rejected_establishment_of_sqlconnection
		return sqlretry.Refused
	}
	switch {
	case strings.HasPrefix(state, "08"): // connection exceptions
		return sqlretry.Lost
	case strings.HasPrefix(state, "58"), strings.HasPrefix(state, "XX"): // errors of the system, or within the server
		return sqlretry.Unclear
	}
	return sqlretry.Refused
}
