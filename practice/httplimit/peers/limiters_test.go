package peers

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/didip/tollbooth/v8"
	"github.com/didip/tollbooth/v8/limiter"
	"github.com/go-chi/httprate"
	ulule "github.com/ulule/limiter/v3"
	"github.com/ulule/limiter/v3/drivers/middleware/stdlib"
	"github.com/ulule/limiter/v3/drivers/store/memory"
	"golang.org/x/time/rate"

	"sluice/practice/httplimit"
)

type wrap func(http.Handler) http.Handler

// library makes a middleware that limits each address. Those that count in
// windows have one of a minute.
type library struct {
	name string
	new  func(burst int, perSecond float64) wrap
}

var libraries = []library{
	{"bare", func(int, float64) wrap {
		return func(next http.Handler) http.Handler { return next }
	}},
	{"sluice", func(burst int, perSecond float64) wrap {
		return httplimit.New(httplimit.Config{Burst: burst, Rate: perSecond, MaxKeys: 1 << 20}).Handler
	}},
	{"sluice-silent", func(burst int, perSecond float64) wrap {
		return httplimit.New(httplimit.Config{Burst: burst, Rate: perSecond, MaxKeys: 1 << 20, Silent: true}).Handler
	}},
	{"by-hand", byHand},
	{"httprate", func(burst int, perSecond float64) wrap {
		return httprate.LimitBy(max(burst, int(perSecond*60)), time.Minute, func(r *http.Request) (string, error) {
			ip, _, err := net.SplitHostPort(r.RemoteAddr)
			return httprate.CanonicalizeIP(ip), err
		})
	}},
	{"ulule", func(burst int, perSecond float64) wrap {
		limit := ulule.Rate{Period: time.Minute, Limit: max(int64(burst), int64(perSecond*60))}
		return stdlib.NewMiddleware(ulule.New(memory.NewStore(), limit)).Handler
	}},
	{"tollbooth", func(burst int, perSecond float64) wrap {
		limit := tollbooth.NewLimiter(perSecond, nil).SetBurst(burst).
			SetIPLookup(limiter.IPLookup{Name: "RemoteAddr"})
		return func(next http.Handler) http.Handler { return tollbooth.HTTPMiddleware(limit)(next) }
	}},
}

// byHand is what many articles show: golang.org/x/time/rate, a map, a mutex.
func byHand(burst int, perSecond float64) wrap {
	var mu sync.Mutex
	limiters := map[string]*rate.Limiter{}
	of := func(ip string) *rate.Limiter {
		mu.Lock()
		defer mu.Unlock()
		l, ok := limiters[ip]
		if !ok {
			l = rate.NewLimiter(rate.Limit(perSecond), burst)
			limiters[ip] = l
		}
		return l
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ip, _, err := net.SplitHostPort(r.RemoteAddr)
			if err != nil {
				http.Error(w, "Internal Server Error", http.StatusInternalServerError)
				return
			}
			if !of(ip).Allow() {
				http.Error(w, "Too Many Requests", http.StatusTooManyRequests)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
