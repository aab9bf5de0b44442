package peers

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
)

// many callers to each processor.
const many = 16

// sink is a response that goes nowhere, used again and again: what is measured
// is the middleware.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) WriteHeader(status int)      { s.status = status }

// ask lets a handler answer a request, and returns the status.
func (s *sink) ask(h http.Handler, r *http.Request) int {
	clear(s.header)
	s.status = http.StatusOK
	h.ServeHTTP(s, r)
	return s.status
}

// address is the i-th of 2^24.
func address(i int) string { return fmt.Sprintf("10.%d.%d.%d:1234", i>>16&255, i>>8&255, i&255) }

func requests(n int) []*http.Request {
	list := make([]*http.Request, n)
	for i := range list {
		list[i] = httptest.NewRequest("GET", "/", nil)
		list[i].RemoteAddr = address(i)
	}
	return list
}

var nothing = http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})

// each runs a benchmark for one caller and for many, with every library.
func each(b *testing.B, keys int, want int, burst int, perSecond float64) {
	list := requests(keys)
	for _, lib := range libraries {
		h := lib.new(burst, perSecond)(nothing)
		if lib.name == "bare" && want != http.StatusOK {
			continue
		}
		warm := &sink{header: http.Header{}}
		for _, r := range list {
			warm.ask(h, r)
		}
		b.Run("callers=one/lib="+lib.name, func(b *testing.B) {
			b.ReportAllocs()
			w, others := &sink{header: http.Header{}}, 0
			for i := range b.N {
				if w.ask(h, list[i%keys]) != want {
					others++
				}
			}
			report(b, others)
		})
		b.Run("callers=many/lib="+lib.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(many)
			var others, callers atomic.Int64
			b.RunParallel(func(pb *testing.PB) {
				w, i, n := &sink{header: http.Header{}}, int(callers.Add(61)), 0
				for ; pb.Next(); i++ {
					if w.ask(h, list[i%keys]) != want {
						n++
					}
				}
				others.Add(int64(n))
			})
			report(b, int(others.Load()))
		})
	}
}

// report tells if what was measured is not what was meant.
func report(b *testing.B, others int) {
	if others > b.N/100 {
		b.ReportMetric(100*float64(others)/float64(b.N), "%-otherwise")
	}
}

// BenchmarkAdmit is a request that is admitted, of one of so many clients.
func BenchmarkAdmit(b *testing.B) {
	for _, keys := range []int{1, 1000} {
		b.Run(fmt.Sprintf("keys=%d", keys), func(b *testing.B) { each(b, keys, http.StatusOK, 1000, 2e7) })
	}
}

// BenchmarkRefuse is a request of a client who is too fast.
func BenchmarkRefuse(b *testing.B) {
	b.Run("keys=1000", func(b *testing.B) { each(b, 1000, http.StatusTooManyRequests, 1, 1.0/60) })
}

// BenchmarkFlood is a request of a client who was never seen. It reports what
// the heap has grown by for each: take -benchtime 1000000x.
func BenchmarkFlood(b *testing.B) {
	for _, lib := range libraries[1:] {
		b.Run("lib="+lib.name, func(b *testing.B) {
			r := httptest.NewRequest("GET", "/", nil)
			w := &sink{header: http.Header{}}
			before := heap()
			h := lib.new(1, 1.0/3600)(nothing)
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				r.RemoteAddr = address(i)
				w.ask(h, r)
			}
			b.StopTimer()
			b.ReportMetric(float64(heap()-before)/float64(b.N), "heap-B/key")
			runtime.KeepAlive(h)
		})
	}
}

// heap is what is in use after garbage collection.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkLoopback is a whole request over a connection that is kept, from
// one client that waits for each response.
func BenchmarkLoopback(b *testing.B) {
	for _, lib := range libraries {
		b.Run("lib="+lib.name, func(b *testing.B) {
			s := httptest.NewServer(lib.new(1000, 2e7)(nothing))
			defer s.Close()
			for range b.N {
				res, err := s.Client().Get(s.URL)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, res.Body); err != nil {
					b.Fatal(err)
				}
				res.Body.Close()
			}
		})
	}
}
