package pattern

import "time"

// Reservation is a promise of tokens at a certain time. Who
// holds it plans with that, where Wait would block: it can
// sleep, do something else first, or say when to come back.
type Reservation struct {
	bucket    *TokenBucket
	tokens    int
	due       time.Duration // since the bucket's base
	place     int           // in the row, from 1
	cancelled bool
}

// Reserve takes n tokens at once, also tokens that have not
// dripped in yet: the bucket goes into debt, and until that
// is paid nobody else gets any. The job may run when Delay
// has gone by; if it does so then, the bucket admits no
// more than its law allows. SetRate and SetCapacity do not
// move it. Reserve returns ErrNoToken, and takes none, when
// n tokens will never be there. It never blocks. It panics
// when n is negative.
func (b *TokenBucket) Reserve(
	n int,
) (*Reservation, error) {
	need := validTokens(n)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	delay := b.delay(need)
	if delay >= never-b.last { // or due would overflow
		return nil, ErrNoToken
	}
	b.tokens -= need
	b.reserved++
	return &Reservation{
		bucket: b,
		tokens: n,
		due:    b.last + delay,
		place:  b.reserved,
	}, nil
}

// Delay is the time from now until the job may run, rounded
// to a nanosecond, and 0 when it may run now.
func (r *Reservation) Delay() time.Duration {
	return max(0, r.due-time.Since(r.bucket.base))
}

// Cancel gives the tokens back and reports true, if
//   - the reservation is not due yet, and
//   - it is the last one: each later one has been given
//     back already.
//
// Otherwise the tokens are lost and it reports false: the
// later ones were told their times and do not move up, and
// what is given back could be used by others at those same
// times, more at once than the bucket's law allows. The
// first Cancel decides; further ones do nothing.
func (r *Reservation) Cancel() (back bool) {
	b := r.bucket
	b.change(func() {
		back = !r.cancelled && b.last < r.due &&
			b.reserved == r.place
		r.cancelled = true
		if back {
			b.reserved--
			b.tokens += float64(r.tokens)
		}
	})
	return back
}
