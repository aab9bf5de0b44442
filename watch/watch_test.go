//go:build !js

package watch

import (
	"bufio"
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sluice/engine/live"
	"sluice/engine/probe"
)

func get(t *testing.T, h http.Handler, change func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", "/debug/sluice/", nil)
	r.RemoteAddr = "127.0.0.1:5000"
	change(r)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAProgramThatWasBuiltAsUsualSaysHowToBuildIt(t *testing.T) {
	w := get(t, Handler(Options{}), func(*http.Request) {})
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "sluice watch") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func TestOnlyWhoMayWatchGetsIn(t *testing.T) {
	inner := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	near, far := Options{Token: "secret"}.guard(inner), Options{Token: "secret", Remote: true}.guard(inner)
	bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer secret") }
	from := func(address string, more ...func(*http.Request)) func(*http.Request) {
		return func(r *http.Request) {
			r.RemoteAddr = address
			for _, m := range more {
				m(r)
			}
		}
	}
	for name, test := range map[string]struct {
		handler http.Handler
		change  func(*http.Request)
		status  int
	}{
		"without a token":          {near, func(*http.Request) {}, 401},
		"with another token":       {near, func(r *http.Request) { r.Header.Set("Authorization", "Bearer secre") }, 401},
		"with a token":             {near, bearer, 200},
		"by IPv6":                  {near, from("[::1]:80", bearer), 200},
		"with it in the address":   {near, func(r *http.Request) { r.URL.RawQuery = "token=secret" }, 200},
		"from elsewhere":           {near, from("192.0.2.7:80", bearer), 403},
		"from who says it is here": {near, from("192.0.2.7:80", bearer, func(r *http.Request) { r.Header.Set("X-Forwarded-For", "127.0.0.1") }), 403},
		"from where one may":       {far, from("192.0.2.7:80", bearer), 200},
		"from there, no token":     {far, from("192.0.2.7:80"), 401},
	} {
		if w := get(t, test.handler, test.change); w.Code != test.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestTheStreamOutlivesTheServersDeadlinesAndEndsWithTheProgram(t *testing.T) {
	probe.Watchable()
	probe.Register("watch_test.go", []probe.Site{{Line: 1, Func: "test"}})
	var said bytes.Buffer
	server := httptest.NewUnstartedServer(Handler(Options{Log: &said}))
	server.Config.WriteTimeout = 150 * time.Millisecond
	server.Start()
	defer server.Close()
	words := strings.Fields(said.String())
	request, _ := http.NewRequest("GET", server.URL, nil)
	request.Header.Set("Authorization", "Bearer "+words[len(words)-1])
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if got := answer.Header.Get("Access-Control-Allow-Origin"); got != "" || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%v", answer.Header)
	}
	var events []string
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		name, ok := strings.CutPrefix(lines.Text(), "event: ")
		if !ok {
			continue
		}
		if events = append(events, name); len(events) == 5 {
			go live.Default().Close("exit 3")
		}
	}
	if len(events) < 6 || events[0] != "begin" || events[4] != "part" || events[len(events)-1] != "end" {
		t.Fatalf("got %v", events)
	}
}
