// Package sqlite knows the errors of SQLite. It imports no driver: it
// understands every error with a method Code() int that gives SQLite's result
// code, basic or extended, as those of modernc.org/sqlite have.
package sqlite

import (
	"errors"

	"sluice/practice/sqlretry"
)

// The basic result codes that matter; an extended one has more above.
const (
	general  = 1  // SQLITE_ERROR
	busy     = 5  // SQLITE_BUSY, and _RECOVERY, _SNAPSHOT, _TIMEOUT
	locked   = 6  // SQLITE_LOCKED, and _SHAREDCACHE, _VTAB
	io       = 10 // SQLITE_IOERR
	protocol = 15 // SQLITE_PROTOCOL: a race for the locks of the WAL was lost
	basic    = 0xff
)

// Policy is sqlretry.Default for SQLite.
//
// A busy_timeout and this go well together: SQLite itself waits for a lock, but
// not where that could end in a deadlock (a deferred transaction that has read
// and wants to write), and not for a snapshot that is out of date.
func Policy() sqlretry.Policy { return sqlretry.Default(Classify) }

// Classify tells what an error means. A transaction that fails to commit with
// any code but those of an I/O error, and the general one, is not committed.
// After an I/O error what was written may yet be found when the file is
// opened the next time.
func Classify(err error) sqlretry.Class {
	coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err)
	if !ok {
		return sqlretry.Unclear
	}
	switch coded.Code() & basic {
	case busy, locked, protocol:
		return sqlretry.Conflict
	case general, io:
		return sqlretry.Unclear
	}
	return sqlretry.Refused
}
