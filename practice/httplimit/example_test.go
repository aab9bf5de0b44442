package httplimit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/httplimit"
)

func Example() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /jobs", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "no jobs\n") })

	limit := httplimit.New(httplimit.Config{Burst: 2, Rate: 100.0 / 3600})     // 100 an hour for each client
	gate := httplimit.NewGate(httplimit.GateConfig{Running: 64, Waiting: 256}) // for all of them
	service := limit.Handler(gate.Handler(mux))

	for range 3 {
		w := httptest.NewRecorder()
		service.ServeHTTP(w, httptest.NewRequest("GET", "/jobs", nil))
		fmt.Printf("%d %s %q\n%s", w.Code, w.Header().Get("RateLimit"), w.Header().Get("Retry-After"), w.Body)
	}
	// Output:
	// 200 "default";r=1;t=36 ""
	// no jobs
	// 200 "default";r=0;t=36 ""
	// no jobs
	// 429 "default";r=0;t=36 "36"
	// {"type":"https://iana.org/assignments/http-problem-types#quota-exceeded","title":"Request cannot be satisfied as assigned quota has been exceeded","violated-policies":["default"],"status":429}
}

func ExampleClient() {
	client := httplimit.Client{
		Trusted: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
		Field:   "Forwarded",
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = "10.0.0.1:443"
	r.Header.Add("Forwarded", "for=1.1.1.1") // the client made that up
	r.Header.Add("Forwarded", `for="[2001:db8:1:2:3:4:5:6]:4711", for=10.0.0.2`)
	fmt.Println(client.Addr(r))
	fmt.Println(client.Key(r))
	// Output:
	// 2001:db8:1:2:3:4:5:6 <nil>
	// 2001:db8:1:2:: <nil>
}

// Users have a bucket each, and who is not logged in has one by address.
func ExampleConfig_key() {
	client := httplimit.Client{}
	limit := httplimit.New(httplimit.Config{
		Burst: 10, Rate: 5,
		Key: func(r *http.Request) (string, error) {
			if user, _, ok := r.BasicAuth(); ok {
				return "user " + user, nil
			}
			return client.Key(r)
		},
	})
	service := limit.Handler(http.NotFoundHandler())
	r := httptest.NewRequest("GET", "/", nil)
	service.ServeHTTP(httptest.NewRecorder(), r)
	r.SetBasicAuth("ann", "secret")
	service.ServeHTTP(httptest.NewRecorder(), r)
	fmt.Println(limit.Keys(), "buckets")
	// Output:
	// 2 buckets
}

// When a flood of clients has used up all room, the rest of them share one
// bucket: the flood is bounded, and nobody is shut out for good.
func ExampleConfig_full() {
	limit := httplimit.New(httplimit.Config{
		Burst: 1, Rate: 0.001, MaxKeys: 2,
		Full: pattern.NewTokenBucket(1, 0.001),
	})
	service := limit.Handler(http.NotFoundHandler())
	for i := range 4 {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = fmt.Sprintf("192.0.2.%d:1", i)
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		fmt.Println(w.Code)
	}
	// Output:
	// 404
	// 404
	// 404
	// 503
}

func ExampleGate_Shutdown() {
	gate := httplimit.NewGate(httplimit.GateConfig{Running: 8, Waiting: 64, MaxWait: time.Second})
	server := &http.Server{Handler: gate.Handler(http.NotFoundHandler())}

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := gate.Shutdown(ctx) // new requests are refused, those that came before finish
	err = errors.Join(err, server.Shutdown(ctx))

	w := httptest.NewRecorder()
	server.Handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	fmt.Println(err, w.Code, w.Header().Get("Connection"))
	// Output:
	// <nil> 503 close
}

// The hooks are where metrics are counted.
func ExampleHooks() {
	var admitted, late, full atomic.Int64
	gate := httplimit.NewGate(httplimit.GateConfig{Running: 1, Hooks: httplimit.Hooks{
		OnAdmit: func(*http.Request, time.Duration) { admitted.Add(1) },
		OnRefuse: func(_ *http.Request, why error, _ time.Duration) {
			switch why {
			case pattern.ErrQueueFull:
				full.Add(1)
			case pattern.ErrLate:
				late.Add(1)
			}
		},
	}})
	service := gate.Handler(http.NotFoundHandler())
	again := gate.Handler(service) // finds the only place taken, by itself
	for _, h := range []http.Handler{service, again} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	}
	fmt.Println(admitted.Load(), "admitted,", full.Load(), "found the queue full,", late.Load(), "were late")
	// Output:
	// 2 admitted, 1 found the queue full, 0 were late
}
