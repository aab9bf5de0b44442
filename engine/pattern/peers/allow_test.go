package peers

import (
	"testing"

	"golang.org/x/time/rate"

	"sluice/engine/pattern"
)

// BenchmarkAllow asks a limiter that gives some tokens and refuses others.
func BenchmarkAllow(b *testing.B) {
	const burst, perSecond = 1000, 1e6
	for _, peer := range []struct {
		name  string
		allow func() bool
	}{
		{"sluice", pattern.NewTokenBucket(burst, perSecond).Allow},
		{"x-time-rate", rate.NewLimiter(perSecond, burst).Allow},
	} {
		b.Run(peer.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				peer.allow()
			}
		})
		b.Run(peer.name+"-parallel", func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					peer.allow()
				}
			})
		})
	}
}
