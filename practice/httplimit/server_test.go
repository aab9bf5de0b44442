package httplimit_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sluice/practice/httplimit"
)

// behind is a service behind both middlewares, on a real server.
func behind(t *testing.T, c httplimit.Config, g httplimit.GateConfig, service http.HandlerFunc, http2 bool) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("GET /{path...}", service)
	h := httplimit.New(c).Handler(httplimit.NewGate(g).Handler(mux))
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = http2
	if http2 {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s
}

func TestOverEachProtocolARefusalLeavesTheConnectionOpen(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		proto := map[bool]string{false: "HTTP/1.1", true: "HTTP/2.0"}[http2]
		t.Run(proto, func(t *testing.T) {
			connections := map[string]bool{}
			var mu sync.Mutex
			s := behind(t, httplimit.Config{Burst: 2, Rate: 0.001, Hooks: httplimit.Hooks{
				OnRefuse: func(r *http.Request, _ error, _ time.Duration) { seen(&mu, connections, r) },
			}}, httplimit.GateConfig{Running: 1}, func(w http.ResponseWriter, r *http.Request) { seen(&mu, connections, r) }, http2)
			for i, method := range []string{"GET", "GET", "GET", "HEAD", "GET"} {
				r, err := http.NewRequestWithContext(t.Context(), method, s.URL, nil)
				if err != nil {
					t.Fatal(err)
				}
				res, err := s.Client().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				body, err := io.ReadAll(res.Body)
				if err != nil {
					t.Error(err)
				}
				res.Body.Close()
				if res.Proto != proto {
					t.Fatalf("over %s", res.Proto)
				}
				if i < 2 {
					expect(t, res, 200, "RateLimit-Policy", `"default";q=2;w=2000`, "RateLimit",
						[]string{`"default";r=1;t=1000`, `"default";r=0;t=1000`}[i])
					continue
				}
				expect(t, res, 429, "Retry-After", "1000", "Content-Type", "application/problem+json")
				if res.ContentLength <= 0 || (len(body) == 0) != (method == "HEAD") {
					t.Errorf("%s: %d bytes of %d", method, len(body), res.ContentLength)
				}
			}
			if len(connections) != 1 {
				t.Errorf("the requests came over %d connections", len(connections))
			}
		})
	}
}

func seen(mu *sync.Mutex, connections map[string]bool, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	connections[r.RemoteAddr] = true
}

func TestAHandlerGetsTheServersOwnResponseWriter(t *testing.T) {
	s := behind(t, httplimit.Config{Burst: 9, Rate: 1}, httplimit.GateConfig{Running: 9},
		func(w http.ResponseWriter, r *http.Request) {
			control := http.NewResponseController(w)
			for _, err := range []error{
				control.SetReadDeadline(time.Now().Add(time.Minute)),
				control.SetWriteDeadline(time.Now().Add(time.Minute)),
				control.EnableFullDuplex(),
			} {
				if err != nil {
					t.Error(err)
				}
			}
			if r.URL.Path == "/hijack" {
				conn, _, err := w.(http.Hijacker).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.Close()
				fmt.Fprint(conn, "HTTP/1.1 299 Hijacked\r\nContent-Length: 0\r\n\r\n")
				return
			}
			io.WriteString(w, "first\n")
			if err := control.Flush(); err != nil {
				t.Error(err)
			}
			<-r.Context().Done() // the client has seen the first line and goes
		}, false)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(res.Body).ReadString('\n'); line != "first\n" {
		t.Errorf("%q, %v", line, err)
	}
	res.Body.Close()
	cancel()

	res, err = s.Client().Get(s.URL + "/hijack")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 299 {
		t.Errorf("hijacked: %d", res.StatusCode)
	}
}

// A client that hangs up while it waits is noticed by the server, and its
// place is free: no timer is needed for it.
func TestAClientThatHangsUpLeavesTheQueue(t *testing.T) {
	started, release := make(chan bool, 2), make(chan bool)
	left := make(chan error, 1)
	g := httplimit.GateConfig{Running: 1, Waiting: 1, Hooks: httplimit.Hooks{
		OnRefuse: func(_ *http.Request, why error, _ time.Duration) { left <- why },
	}}
	s := behind(t, httplimit.Config{Burst: 9, Rate: 1}, g, func(http.ResponseWriter, *http.Request) {
		started <- true
		<-release
	}, false)
	var first sync.WaitGroup
	first.Go(func() {
		if res, err := s.Client().Get(s.URL); err != nil {
			t.Error(err)
		} else {
			res.Body.Close()
		}
	})
	<-started
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	conn.Close()
	if why := <-left; why != context.Canceled {
		t.Errorf("it left with %v", why)
	}
	close(release)
	first.Wait()
}

func TestWhoIsRefusedByAShutGateTakesAnotherConnection(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		g := httplimit.NewGate(httplimit.GateConfig{Running: 1})
		s := httptest.NewUnstartedServer(g.Handler(ok))
		s.EnableHTTP2 = http2
		s.TLS = &tls.Config{}
		s.StartTLS()
		t.Cleanup(s.Close)
		if err := g.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		res, err := s.Client().Get(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		expect(t, res, 503, "Retry-After", "1")
		if !http2 && !res.Close {
			t.Error("the connection stays open")
		}
	}
}
