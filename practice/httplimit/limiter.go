package httplimit

import (
	"errors"
	"hash/maphash"
	"net/http"
	"time"

	"sluice/engine/pattern"
)

// ErrNoRoom says that MaxKeys other clients are in debt, so that this one's
// requests cannot be counted.
var ErrNoRoom = errors.New("no room for another key")

// Config says how a Limiter limits. Only Burst and Rate must be set.
type Config struct {
	Burst int     // requests that a client may make at once; at least 1
	Rate  float64 // requests per second in the long run; positive

	// Name is the policy's name in the RateLimit fields and in problems:
	// printable ASCII without quotes and backslashes. Empty is "default".
	// Limiters in a row need names of their own.
	Name string

	// Key tells the client of a request; all requests with one key share one
	// bucket. If nil, Client does. An error means that it cannot be told.
	Key func(*http.Request) (key string, err error)

	// Client tells the client by IP address when Key is nil.
	Client Client

	// MaxKeys bounds the memory: it is how many clients can be in debt at
	// once, which is to have made a request whose token has not dripped in
	// again. Each takes about 70 bytes. 0 is 262,144. If there are several
	// shards (from 2,048 on), one can be full when all together are not yet.
	MaxKeys int

	// Full decides about a client for whom there is no room, and NoKey about
	// one who cannot be told: Open admits all of them, Closed and nil refuse
	// them, and a pattern.TokenBucket is one bucket that they share.
	Full, NoKey pattern.Limiter

	// Silent leaves the RateLimit fields out of responses. Retry-After stays.
	Silent bool

	// Respond, if set, writes the response to a refused request, whose fields
	// Retry-After and RateLimit are set already. The error is
	// pattern.ErrNoToken, ErrNoRoom, or that of Key or Client.
	Respond func(w http.ResponseWriter, r *http.Request, why error)

	// OnAdmit and OnRefuse, if set, are told of each request before it is
	// handled or refused, on its goroutine.
	OnAdmit  func(r *http.Request)
	OnRefuse func(r *http.Request, why error)
}

const defaultMaxKeys = 1 << 18

// Open and Closed say what happens to a request that cannot be limited.
var (
	Open   pattern.Limiter = all(true)
	Closed pattern.Limiter = all(false)
)

type all bool

func (a all) Allow() bool { return bool(a) }

// Limiter limits the rate of requests for each client. It is safe for use by
// many goroutines and starts none.
type Limiter struct {
	config Config
	seed   maphash.Seed
	store  *store
	fields *fields
}

// New returns a limiter in which every client's bucket is full. It panics when
// the config is not valid.
func New(c Config) *Limiter {
	if c.MaxKeys == 0 {
		c.MaxKeys = defaultMaxKeys
	}
	if c.MaxKeys < 0 {
		panic("httplimit: MaxKeys is negative")
	}
	if c.Name == "" {
		c.Name = "default"
	}
	if c.Full == nil {
		c.Full = Closed
	}
	if c.NoKey == nil {
		c.NoKey = Closed
	}
	l := newLimit(c.Burst, c.Rate)
	return &Limiter{
		config: c,
		seed:   maphash.MakeSeed(),
		store:  newStore(l, c.MaxKeys),
		fields: newFields(c.Name, c.Burst, l),
	}
}

// Keys is the number of buckets that are held: of clients who are in debt,
// and of some who were. It is at most MaxKeys and never falls.
func (l *Limiter) Keys() int { return l.store.len() }

// Handler limits the requests to next. It is a middleware as every router
// takes them. Handlers of one limiter share its buckets. The ResponseWriter
// is passed on as it is.
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
		return l.judge(w, r, l.config.NoKey, err, 0)
	}
	a := l.store.take(hash)
	if a.verdict == noRoom {
		return l.judge(w, r, l.config.Full, ErrNoRoom, a.wait)
	}
	if !l.config.Silent {
		l.fields.set(w.Header(), a)
	}
	if a.verdict == refused {
		l.refuse(w, r, pattern.ErrNoToken, a.wait)
		return false
	}
	if l.config.OnAdmit != nil {
		l.config.OnAdmit(r)
	}
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
func (l *Limiter) judge(w http.ResponseWriter, r *http.Request, by pattern.Limiter, why error, wait time.Duration) bool {
	if !by.Allow() {
		l.refuse(w, r, why, wait)
		return false
	}
	if l.config.OnAdmit != nil {
		l.config.OnAdmit(r)
	}
	return true
}

// refuse answers a request. It can come again after wait, if that is not 0.
func (l *Limiter) refuse(w http.ResponseWriter, r *http.Request, why error, wait time.Duration) {
	if l.config.OnRefuse != nil {
		l.config.OnRefuse(r, why)
	}
	if wait > 0 {
		w.Header()["Retry-After"] = l.fields.retryAfter(wait)
	}
	if l.config.Respond != nil {
		l.config.Respond(w, r, why)
		return
	}
	switch why {
	case pattern.ErrNoToken:
		l.fields.exceeded.write(w)
	case ErrNoRoom:
		l.fields.reduced.write(w)
	default:
		noKey.write(w)
	}
}
