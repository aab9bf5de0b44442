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

// The kinds of jitter, for a delay d. The last one does not
// count attempts: it grows by itself from the delay before,
// which is Base at first. With Fixed it does not grow.
const (
	NoJitter           Jitter = iota // d
	FullJitter                       // from 0 to d
	EqualJitter                      // from d/2 to d
	DecorrelatedJitter               // Base to 3*previous
)

// String is the kind as a word: none, full, equal or
// decorrelated.
func (j Jitter) String() string {
	switch j {
	case NoJitter:
		return "none"
	case FullJitter:
		return "full"
	case EqualJitter:
		return "equal"
	case DecorrelatedJitter:
		return "decorrelated"
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

// decorrelated is Brooker's
//
//	min(cap, random_between(base, previous * 3))
func decorrelated(
	base, limit, previous time.Duration,
) time.Duration {
	previous = max(previous, base)
	top := time.Duration(math.MaxInt64)
	if previous <= top/3 {
		top = previous * 3
	}
	return min(limit, base+upTo(top-base))
}

// upTo is random: at least 0, less than d.
func upTo(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return time.Duration(rand.Int64N(int64(d)))
}
