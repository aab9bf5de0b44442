package pattern

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Jitter spreads retries over time, so that clients which
// failed together do not come back together. The names are
// those of Marc Brooker, "Exponential Backoff And Jitter",
// AWS Architecture Blog, 2015.
type Jitter int

// The kinds of jitter, for a delay d.
const (
	NoJitter    Jitter = iota // d
	FullJitter                // from 0 to d
	EqualJitter               // from d/2 to d
)

// String is the kind as a word: none, full or equal.
func (j Jitter) String() string {
	switch j {
	case NoJitter:
		return "none"
	case FullJitter:
		return "full"
	case EqualJitter:
		return "equal"
	}
	return fmt.Sprintf("Jitter(%d)", int(j))
}

// spread draws the actual wait for the delay d.
func (j Jitter) spread(d time.Duration) time.Duration {
	switch j {
	case FullJitter:
		return upTo(d)
	case EqualJitter:
		return d - upTo(d/2)
	}
	return d
}

// upTo is random: at least 0, less than d.
func upTo(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return time.Duration(rand.Int64N(int64(d)))
}

// exponential is base * 2^doublings, at most limit. The
// shift goes right, as one to the left could overflow.
func exponential(
	base, limit time.Duration, doublings int,
) time.Duration {
	if limit <= 0 {
		limit = math.MaxInt64
	}
	if base > limit>>doublings {
		return limit
	}
	return base << doublings
}

// Delay is the wait after attempt number n, counted from 1,
// has failed: Base * 2^(n-1), at most Cap, then jitter.
func (r Retry) Delay(n int) time.Duration {
	base, doublings := max(r.Base, 0), max(n, 1)-1
	delay := exponential(base, r.Cap, doublings)
	return r.Jitter.spread(delay)
}
