package httplimit

import (
	"errors"
	"net/http"

	"sluice/engine/pattern"
)

// ErrNoKey says that a request lacks the header that is its key.
var ErrNoKey = errors.New("no key")

// Header returns a Key for Config: the value of a header, such as an API key.
// Clients who may write into it what they like can be a new one each time, so
// check the value before the limiter sees it.
func Header(name string) func(*http.Request) (string, error) {
	name = http.CanonicalHeaderKey(name)
	return func(r *http.Request) (string, error) {
		if key := r.Header.Get(name); key != "" {
			return key, nil
		}
		return "", ErrNoKey
	}
}

// Open and Closed say what becomes of requests that cannot be limited.
var (
	Open   pattern.Limiter = all(true)
	Closed pattern.Limiter = all(false)
)

type all bool

func (a all) Allow() bool { return bool(a) }
