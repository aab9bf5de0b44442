package sqlretry

import (
	"database/sql/driver"
	"errors"
	"fmt"
)

// Class is what an error of the database says about the transaction.
type Class int

// The classes. Only Conflict and Lost are retried. In Commit, Lost and Unclear
// leave it unknown whether the transaction was committed.
const (
	Unclear  Class = iota // not known to the adapter: anything may have happened
	Refused               // the database said no, and would again
	Conflict              // the database said no because of others; later it may say yes
	Lost                  // the connection is gone, and with it what was not committed
)

// String is the class as a word.
func (c Class) String() string {
	switch c {
	case Unclear:
		return "unclear"
	case Refused:
		return "refused"
	case Conflict:
		return "conflict"
	case Lost:
		return "lost"
	}
	return fmt.Sprintf("Class(%d)", int(c))
}

// classify asks the adapter. Every driver says driver.ErrBadConn alike.
func (p *Policy) classify(err error) Class {
	if errors.Is(err, driver.ErrBadConn) {
		return Lost
	}
	if p.Classify == nil {
		return Unclear
	}
	return p.Classify(err)
}

// retryable says of an error before Commit whether to begin again.
func (p *Policy) retryable(err error) bool {
	class := p.classify(err)
	return class == Conflict || class == Lost
}
