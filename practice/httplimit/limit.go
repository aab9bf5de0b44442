package httplimit

import (
	"math"
	"time"
)

// limit is how much a bucket holds and how fast it fills, in units of time:
// one request costs gap, the time in which the rate brings one, and a burst
// costs span. A bucket is then one number, the time at which it will be full.
// This is the virtual scheduling algorithm of ITU-T I.371, and it decides as
// pattern.TokenBucket and pattern.LeakyMeter do, in an eighth of the memory.
type limit struct {
	gap  time.Duration
	span time.Duration
}

// forever is longer than any bucket takes to fill.
const forever = math.MaxInt64 / 4

func newLimit(burst int, rate float64) limit {
	if burst < 1 {
		panic("httplimit: burst is not positive")
	}
	if !(rate > 0) || math.IsInf(rate, 1) {
		panic("httplimit: rate is not positive or not finite")
	}
	// Rounded up, so that it is never too fast, but for what is only the
	// rounding of the division: 100 a minute is one in 600 ms.
	gap := max(1, math.Ceil(1e9/rate*(1-1e-12)))
	if gap*float64(burst) > forever {
		panic("httplimit: the bucket would take more than 70 years to fill")
	}
	return limit{time.Duration(gap), time.Duration(gap) * time.Duration(burst)}
}

// take pays for one request at the time now out of a bucket that will be full
// at the time full. It returns when the bucket will be full afterwards.
func (l limit) take(full, now time.Duration) (after time.Duration, ok bool) {
	after = max(full, now) + l.gap
	return after, after-now <= l.span
}

// left is the number of requests for which the bucket has enough.
func (l limit) left(full, now time.Duration) int {
	return int((l.span - max(0, full-now)) / l.gap)
}

// wait is the time until the bucket has enough for one request.
func (l limit) wait(full, now time.Duration) time.Duration {
	return max(0, full+l.gap-l.span-now)
}
