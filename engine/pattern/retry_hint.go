package pattern

import (
	"errors"
	"time"
)

// Permanent marks err as not worth another attempt. The
// mark is invisible to errors.Is and errors.As, which see
// err. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

type permanent struct{ err error }

func (p permanent) Error() string { return p.err.Error() }
func (p permanent) Unwrap() error { return p.err }

func isPermanent(err error) bool {
	_, ok := errors.AsType[permanent](err)
	return ok
}

// RetryAfter adds to err that another attempt makes no
// sense before d is over, as the Retry-After header of HTTP
// says (RFC 9110, 10.2.3). Retry then waits for d or for
// its own delay, whichever is longer: d can be longer than
// Cap. Like Permanent it hides nothing of err, and
// RetryAfter(nil, d) is nil.
func RetryAfter(err error, d time.Duration) error {
	if err == nil {
		return nil
	}
	return retryAfter{err, d}
}

type retryAfter struct {
	err   error
	delay time.Duration
}

func (r retryAfter) Error() string { return r.err.Error() }
func (r retryAfter) Unwrap() error { return r.err }

// hint is the delay that err asks for, or 0.
func hint(err error) time.Duration {
	r, _ := errors.AsType[retryAfter](err)
	return r.delay
}
