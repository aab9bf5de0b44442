package httplimit_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"sluice/practice/httplimit"
)

var ok = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") })

// get makes a request from an address and returns the response.
func get(h http.Handler, from string) *http.Response {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = from
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestAClientWhoIsTooFastIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := httplimit.New(httplimit.Config{Burst: 3, Rate: 0.5}).Handler(ok)
		for i, fields := range []string{`"default";r=2;t=4`, `"default";r=1;t=2`, `"default";r=0;t=2`} {
			res := get(h, "192.0.2.1:1000")
			if res.StatusCode != 200 || res.Header.Get("RateLimit") != fields {
				t.Errorf("request %d: %d, %q", i, res.StatusCode, res.Header.Get("RateLimit"))
			}
		}
		time.Sleep(500 * time.Millisecond)
		res := get(h, "192.0.2.1:2000") // another connection
		for name, want := range map[string]string{
			"RateLimit-Policy": `"default";q=3;w=6`,
			"RateLimit":        `"default";r=0;t=2`,
			"Retry-After":      "2",
			"Content-Type":     "application/problem+json",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s", name, got)
			}
		}
		var problem struct {
			Type, Title string
			Status      int
			Violated    []string `json:"violated-policies"`
		}
		if err := json.NewDecoder(res.Body).Decode(&problem); err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != 429 || problem.Status != 429 || problem.Title == "" || len(problem.Violated) != 1 ||
			problem.Violated[0] != "default" ||
			problem.Type != "https://iana.org/assignments/http-problem-types#quota-exceeded" {
			t.Errorf("%d with %+v", res.StatusCode, problem)
		}
		if res := get(h, "192.0.2.2:1000"); res.StatusCode != 200 {
			t.Errorf("another client got %d", res.StatusCode)
		}
		time.Sleep(1500 * time.Millisecond) // as Retry-After said
		if res := get(h, "192.0.2.1:1000"); res.StatusCode != 200 {
			t.Errorf("later: %d", res.StatusCode)
		}
	})
}
