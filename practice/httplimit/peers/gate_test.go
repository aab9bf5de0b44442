package peers

import (
	"net/http"
	"testing"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"golang.org/x/sync/semaphore"

	"sluice/practice/httplimit"
)

// BenchmarkGate is a request that finds a place at once.
func BenchmarkGate(b *testing.B) {
	const running, waiting = 1000, 1000
	for _, lib := range []struct {
		name string
		gate func(http.Handler) http.Handler
	}{
		{"bare", func(next http.Handler) http.Handler { return next }},
		{"sluice", httplimit.NewGate(httplimit.GateConfig{Running: running, Waiting: waiting}).Handler},
		{"chi", middleware.ThrottleBacklog(running, waiting, time.Minute)},
		{"x-sync", bySemaphore(running)},
	} {
		h := lib.gate(nothing)
		r := requests(1)[0]
		b.Run("callers=one/lib="+lib.name, func(b *testing.B) {
			b.ReportAllocs()
			w := &sink{header: http.Header{}}
			for range b.N {
				w.ask(h, r)
			}
		})
		b.Run("callers=many/lib="+lib.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(many)
			b.RunParallel(func(pb *testing.PB) {
				w := &sink{header: http.Header{}}
				for pb.Next() {
					w.ask(h, r)
				}
			})
		})
	}
}

// bySemaphore is golang.org/x/sync/semaphore by hand, whose queue has no bound.
func bySemaphore(running int64) func(http.Handler) http.Handler {
	places := semaphore.NewWeighted(running)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if places.Acquire(r.Context(), 1) != nil {
				http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
				return
			}
			defer places.Release(1)
			next.ServeHTTP(w, r)
		})
	}
}
