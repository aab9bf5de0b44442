package httplimit_test

import (
	"net/http"
	"testing"
	"time"

	"sluice/practice/httplimit"
)

// sink is a response that goes nowhere, used again and again: what is measured
// is the middleware alone.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
func (s *sink) WriteHeader(int)             {}

func TestHotPathsAllocateNothing(t *testing.T) {
	bare := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	hooks := httplimit.Hooks{OnAdmit: func(*http.Request, time.Duration) {}}
	c := httplimit.Config{Burst: 1000, Rate: 1}
	byHeader, byProxy, refusing := c, c, c
	byHeader.Key, byHeader.Hooks = httplimit.Header("X-Api-Key"), hooks
	byProxy.Client = httplimit.Client{Trusted: private, Field: "Forwarded"}
	refusing.Burst = 1
	for name, h := range map[string]http.Handler{
		"address":         httplimit.New(c).Handler(bare),
		"header":          httplimit.New(byHeader).Handler(bare),
		"behind a proxy":  httplimit.New(byProxy).Handler(bare),
		"refused":         httplimit.New(refusing).Handler(bare),
		"gate":            httplimit.NewGate(httplimit.GateConfig{Running: 1, Hooks: hooks}).Handler(bare),
		"gate that is on": httplimit.New(c).Handler(httplimit.NewGate(httplimit.GateConfig{Running: 1}).Handler(bare)),
	} {
		for _, peer := range []string{"10.0.0.1:1", "[fd00::1]:1"} {
			r := request(peer, "X-Api-Key", "k", "Forwarded", `for="[2001:db8::7]:80";proto=https, for=10.1.2.3`)
			w := &sink{http.Header{}}
			n := testing.AllocsPerRun(200, func() {
				clear(w.header)
				h.ServeHTTP(w, r)
			})
			if n != 0 {
				t.Errorf("%s, %s: %v", name, peer, n)
			}
		}
	}
}
