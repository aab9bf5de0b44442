package peers

import (
	"testing"
	"time"

	"github.com/failsafe-go/failsafe-go/ratelimiter"
	"go.uber.org/ratelimit"
	"golang.org/x/time/rate"

	"sluice/engine/pattern"
)

// BenchmarkAllow asks a limiter that gives some tokens and refuses others, at
// a million a second in bursts of a thousand. Two peers do something else:
// failsafe counts in windows of a millisecond, and ratelimit's Take waits for
// its turn, so it gets a rate at which it never has to.
func BenchmarkAllow(b *testing.B) {
	const burst, perSecond = 1000, 1e6
	take := ratelimit.New(1e9)
	for _, peer := range []struct {
		name  string
		allow func() bool
	}{
		{"sluice", pattern.NewTokenBucket(burst, perSecond).Allow},
		{"x-time-rate", rate.NewLimiter(perSecond, burst).Allow},
		{"uber-ratelimit", func() bool { return !take.Take().IsZero() }},
		{"failsafe", ratelimiter.NewBursty[any](burst, time.Millisecond).TryAcquirePermit},
	} {
		b.Run("callers=one/lib="+peer.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				peer.allow()
			}
		})
		b.Run("callers=many/lib="+peer.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(many)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					peer.allow()
				}
			})
		})
	}
}
