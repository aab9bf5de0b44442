package httplimit

import (
	"net/http"

	"sluice/engine/pattern"
)

// Config says how a Limiter limits. Burst and Rate must be set; the rest may
// be left as it is.
type Config struct {
	Burst int     // requests that a client may make at once; at least 1
	Rate  float64 // requests per second in the long run; positive

	// Smooth lets a client's requests through one by one, 1/Rate apart, as
	// out of a pattern.LeakyBucket: a burst waits, Burst/Rate at most, and is
	// refused beyond. Otherwise a burst goes through at once, as with a
	// pattern.TokenBucket or, which is the same, a pattern.LeakyMeter.
	Smooth bool

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
	// again. 0 is 262,144. From 2,048 on they are spread over shards, of
	// which one can be full a little before all are.
	MaxKeys int

	// Full decides about a client for whom there is no room, and NoKey about
	// one who cannot be told: Open admits all of them, Closed and nil refuse
	// them, and a pattern.TokenBucket is one bucket that they share.
	Full, NoKey pattern.Limiter

	// Silent leaves the RateLimit fields out of responses. Retry-After stays.
	Silent bool

	// Hooks are told ErrNoRoom, pattern.ErrNoToken, what Key or Client
	// returns, or, by a Smooth limiter, the error of a context.
	Hooks
}

const defaultMaxKeys = 1 << 18

// filled returns the config with what goes for what was left out.
func (c Config) filled() Config {
	if c.MaxKeys == 0 {
		c.MaxKeys = defaultMaxKeys
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
	if c.MaxKeys < 0 || int64(c.MaxKeys) > 1<<32 {
		panic("httplimit: MaxKeys is negative or more than 2^32")
	}
	if bits := c.Client.IPv6Bits; bits < 0 || bits > 128 {
		panic("httplimit: IPv6Bits is none of 0 to 128")
	}
	return c
}
