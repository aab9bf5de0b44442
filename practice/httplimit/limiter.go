package httplimit

import (
	"context"
	"errors"
	"hash/maphash"
	"net/http"
	"time"

	"sluice/engine/pattern"
)

// ErrNoRoom says that MaxKeys other clients are in debt, so that this one's
// requests cannot be counted.
var ErrNoRoom = errors.New("no room for another key")

// Limiter limits the rate of requests for each client: in any window it admits
// at most Burst + Rate*window of them. It is safe for use by many goroutines
// and starts none.
type Limiter struct {
	config Config
	seed   maphash.Seed
	store  *store
	fields *fields
}

// New returns a limiter in which every client's bucket is full. It panics when
// the config is not valid.
func New(c Config) *Limiter {
	c = c.filled()
	l := newLimit(c.Burst, c.Rate)
	return &Limiter{
		config: c,
		seed:   maphash.MakeSeed(),
		store:  newStore(l, c.MaxKeys),
		fields: newFields(c.Name, c.Burst, l),
	}
}

// Keys is the number of buckets that are held: of clients who are in debt, and
// of some who were. It is at most MaxKeys and never falls.
func (l *Limiter) Keys() int { return l.store.len() }

// Handler limits the requests to next. It is a middleware as every router
// takes them. Handlers of one limiter share its buckets. The ResponseWriter is
// passed on as it is.
//
// A request that is too fast gets 429 (Too Many Requests), one for which there
// is no room 503, and one whose client cannot be told 400, each with a problem
// (RFC 9457); the first two with Retry-After.
func (l *Limiter) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.admit(w, r) {
			next.ServeHTTP(w, r)
		}
	})
}

// admit reports whether the request may go on. Otherwise it is answered.
func (l *Limiter) admit(w http.ResponseWriter, r *http.Request) bool {
	hash, err := l.hash(r)
	if err != nil {
		return l.judge(w, r, l.config.NoKey, err, 0, &noKey)
	}
	a := l.store.take(hash)
	if a.verdict == noRoom {
		return l.judge(w, r, l.config.Full, ErrNoRoom, a.wait, &l.fields.reduced)
	}
	if !l.config.Silent {
		l.fields.set(w.Header(), a)
	}
	switch {
	case a.verdict == refused:
		l.refuse(w, r, pattern.ErrNoToken, a.wait, &l.fields.exceeded)
		return false
	case l.config.Smooth && a.turn > 0:
		return l.wait(w, r, hash, a)
	}
	l.config.admitted(r, 0)
	return true
}

// hash tells the client of a request.
func (l *Limiter) hash(r *http.Request) (uint64, error) {
	if l.config.Key == nil {
		ip, err := l.config.Client.network(r)
		return maphash.Comparable(l.seed, ip), err
	}
	key, err := l.config.Key(r)
	return maphash.String(l.seed, key), err
}

// judge lets by decide about a request that cannot be limited.
func (l *Limiter) judge(w http.ResponseWriter, r *http.Request, by pattern.Limiter,
	why error, wait time.Duration, p *problem) bool {
	if !by.Allow() {
		l.refuse(w, r, why, wait, p)
		return false
	}
	l.config.admitted(r, 0)
	return true
}

// refuse answers a request that can come again after wait, if that is not 0.
func (l *Limiter) refuse(w http.ResponseWriter, r *http.Request, why error, wait time.Duration, p *problem) {
	if wait > 0 {
		w.Header()["Retry-After"] = l.fields.retryAfter(wait)
	}
	l.config.refused(w, r, why, 0, p)
}

// wait holds a request back until it is its turn. If it is gone before, its
// turn goes to the next, if there is none behind it yet.
func (l *Limiter) wait(w http.ResponseWriter, r *http.Request, hash uint64, a answer) bool {
	start := time.Now()
	if err := sleep(r.Context(), a.turn); err != nil {
		l.store.giveBack(hash, a.full)
		l.config.refused(w, r, err, time.Since(start), &l.fields.reduced)
		return false
	}
	l.config.admitted(r, time.Since(start))
	return true
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
