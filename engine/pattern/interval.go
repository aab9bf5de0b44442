package pattern

import (
	"math"
	"time"
)

// interval is the time from one event to the next at a rate
// per second, rounded up, so that it is never too fast.
func interval(rate float64) time.Duration {
	if !(rate > 0) || math.IsInf(rate, 1) {
		panic("pattern: rate is not positive or not finite")
	}
	nanos := math.Ceil(1e9 / rate)
	if nanos >= float64(never) {
		return never
	}
	return time.Duration(nanos)
}
