package pattern

import (
	"fmt"
	"math"
	"time"
)

// Strategy says how the delay grows from one attempt to the
// next, before jitter.
type Strategy int

// The strategies, with the delays at a Base of 1s and a Cap
// of 8s.
const (
	Exponential Strategy = iota // 1s 2s 4s 8s 8s
	Fixed                       // 1s 1s 1s 1s 1s
	Immediate                   // 0s 0s 0s 0s 0s
)

// String is the strategy as a word: exponential, fixed or
// immediate.
func (s Strategy) String() string {
	switch s {
	case Exponential:
		return "exponential"
	case Fixed:
		return "fixed"
	case Immediate:
		return "immediate"
	}
	return fmt.Sprintf("Strategy(%d)", int(s))
}

// Delay is the wait after attempt number n, counted from 1,
// has failed: Base * 2^(n-1) if exponential, at most Cap,
// then jitter. Only DecorrelatedJitter looks at previous,
// the delay before this one, 0 if there was none.
func (r Retry) Delay(
	n int, previous time.Duration,
) time.Duration {
	base, limit := max(r.Base, 0), r.Cap
	if limit <= 0 {
		limit = math.MaxInt64
	}
	switch r.Strategy {
	case Immediate:
		return 0
	case Fixed:
		n, previous = 1, 0
	}
	if r.Jitter == DecorrelatedJitter {
		return decorrelated(base, limit, previous)
	}
	doublings := max(n, 1) - 1
	return r.Jitter.spread(
		exponential(base, limit, doublings))
}

// exponential is base * 2^doublings, at most limit. The
// shift goes right, as one to the left could overflow.
func exponential(
	base, limit time.Duration, doublings int,
) time.Duration {
	if base > limit>>doublings {
		return limit
	}
	return base << doublings
}
