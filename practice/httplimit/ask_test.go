package httplimit_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// ok is the service.
var ok = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") })

// request is one from an address, with header lines as name and value.
func request(from string, header ...string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = from
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

// serve lets a handler answer a request.
func serve(h http.Handler, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// ask makes a request from an address and returns the status.
func ask(h http.Handler, from string, header ...string) int {
	return serve(h, request(from, header...)).StatusCode
}

// expect fails if a response has another status or other fields; "" is none.
func expect(t *testing.T, res *http.Response, status int, header ...string) {
	t.Helper()
	if res.StatusCode != status {
		t.Errorf("status %d, not %d", res.StatusCode, status)
	}
	for i := 0; i < len(header); i += 2 {
		if got := res.Header.Get(header[i]); got != header[i+1] {
			t.Errorf("%s: %s, not %s", header[i], got, header[i+1])
		}
	}
}

type problem struct {
	Type, Title, Detail string
	Status              int
	Violated            []string `json:"violated-policies"`
}

// read returns a response's problem.
func read(t *testing.T, res *http.Response) (p problem) {
	t.Helper()
	if kind := res.Header.Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("a problem of type %q", kind)
	}
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Status != res.StatusCode {
		t.Errorf("status %d in a response of status %d", p.Status, res.StatusCode)
	}
	return p
}
