//go:build !js

package main

import (
	"database/sql"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/practice/workers"
)

// open starts the service in this process.
func open(t *testing.T, c settings) (*service, *process) {
	t.Helper()
	if c.dir == "" {
		c.dir = t.TempDir()
	}
	if c.limit == 0 {
		c.limit = time.Minute
	}
	if c.burst == 0 {
		c.rate, c.burst = 1e6, 1e6
	}
	s, err := newService(c, log.New(io.Discard, "", 0), workers.Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.handler(c.rate, c.burst))
	t.Cleanup(func() {
		server.Close()
		s.drain(t)
		s.store.close()
	})
	return s, &process{t: t, url: server.URL, client: server.Client()}
}

// drain returns when all jobs are done.
func (s *service) drain(t *testing.T) {
	if _, err := s.pool.Shutdown(t.Context()); err != nil && t.Context().Err() == nil {
		t.Error(err)
	}
}

// must is an answer with a status.
func (p *process) must(status int, key, body string) reply {
	p.t.Helper()
	got, err := p.post(key, body)
	if err != nil {
		p.t.Fatal(err)
	}
	if got.StatusCode != status {
		p.t.Fatalf("%s: %s: %s, want %d", body, got.Status, got.body, status)
	}
	want := "application/problem+json"
	if status == http.StatusAccepted {
		want = "application/json"
	}
	if content := got.Header.Get("Content-Type"); content != want {
		p.t.Errorf("%s: %s comes as %s", body, got.Status, content)
	}
	return got
}

func TestAJobIsAcceptedAndDone(t *testing.T) {
	s, p := open(t, settings{workers: 2, capacity: 9})
	where := p.must(http.StatusAccepted, "", `{"number": 600851475143}`).Header.Get("Location")
	s.drain(t)
	var got record
	status := p.get(where, &got)
	if status != http.StatusOK || got.State != done || !slices.Equal(got.Factors, []uint64{71, 839, 1471, 6857}) {
		t.Errorf("%d: %+v", status, got)
	}
	if c := p.stats(); c.Received != 1 || c.Accepted != 1 || c.Done != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAJobThatTakesTooLongFails(t *testing.T) {
	s, p := open(t, settings{workers: 1, capacity: 9, limit: time.Nanosecond})
	where := p.must(http.StatusAccepted, "", `{"number": 9007199254740881}`).Header.Get("Location")
	s.drain(t)
	var got record
	if p.get(where, &got); got.State != failed || got.Problem != "deadline has passed" {
		t.Errorf("%+v", got)
	}
	if c := p.stats(); c.Failed != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAKeyMakesOneJobOfManyRequests(t *testing.T) {
	s, p := open(t, settings{workers: 1, capacity: 9})
	for _, key := range []string{"k-1", `"k-1"`, "k-1"} {
		if where := p.must(http.StatusAccepted, key, `{"number": 15}`).Header.Get("Location"); where != "/jobs/k-1" {
			t.Errorf("%s leads to %s", key, where)
		}
	}
	p.must(http.StatusUnprocessableEntity, "k-1", `{"number": 16}`)
	s.drain(t)
	if c := p.stats(); c.Accepted != 1 || c.Repeated != 2 || c.Refused.Invalid != 1 || c.Done != 1 {
		t.Errorf("%+v", c)
	}
}

func TestWhatIsNoJobIsRefused(t *testing.T) {
	_, p := open(t, settings{workers: 1, capacity: 9})
	for _, body := range []string{"", "{}", "15", `{"number": 1}`, `{"number": 9007199254740993}`, `{"number": -3}`, `{"nummer": 15}`} {
		p.must(http.StatusBadRequest, "", body)
	}
	p.must(http.StatusBadRequest, "a key", `{"number": 15}`)
	p.must(http.StatusRequestEntityTooLarge, "", strings.Repeat(" ", 2000)+`{"number": 15}`)
	if c := p.stats(); c.Refused.Invalid != 9 {
		t.Errorf("%+v", c)
	}
	var none problem
	if status := p.get("/jobs/none", &none); status != http.StatusNotFound || none.Detail == "" {
		t.Errorf("%d: %+v", status, none)
	}
}

func TestAFullQueueRefuses(t *testing.T) {
	s, p := open(t, settings{workers: 0, capacity: 2})
	for range 2 {
		p.must(http.StatusAccepted, "", `{"number": 15}`)
	}
	if got := p.must(http.StatusServiceUnavailable, "", `{"number": 15}`); got.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to come again")
	}
	if c := p.stats(); c.Accepted != 2 || c.Waiting != 2 || c.Refused.QueueFull != 1 {
		t.Errorf("%+v", c)
	}
	s.drain(t)
	p.must(http.StatusServiceUnavailable, "", `{"number": 15}`)
	if c := p.stats(); c.Done != 2 || c.Refused.Stopping != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAClientThatIsTooFastIsRefused(t *testing.T) {
	_, p := open(t, settings{workers: 1, capacity: 9, rate: 1e-3, burst: 2})
	for range 2 {
		p.must(http.StatusAccepted, "", `{"number": 15}`)
	}
	if got := p.must(http.StatusTooManyRequests, "", `{"number": 15}`); got.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to come again")
	}
	if c := p.stats(); c.Accepted != 2 || c.Refused.TooFast != 1 {
		t.Errorf("%+v", c)
	}
}

// Another process, such as one that makes a copy, can hold the file for longer
// than SQLite waits.
func TestALockedFileDelaysAJobAndLosesNone(t *testing.T) {
	dir := t.TempDir()
	s, p := open(t, settings{dir: dir, workers: 1, capacity: 9})
	other, err := sql.Open("sqlite", filepath.Join(dir, "jobs.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	answered := make(chan reply)
	go func() {
		got, err := p.post("", `{"number": 15}`)
		if err != nil {
			t.Error(err)
		}
		answered <- got
	}()
	for p.stats().Retried == 0 {
		select {
		case got := <-answered:
			t.Fatalf("%s, while the file was locked", got.Status)
		default:
		}
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if got := <-answered; got.StatusCode != http.StatusAccepted {
		t.Errorf("%s: %s", got.Status, got.body)
	}
	s.drain(t)
	if c := p.stats(); c.Accepted != 1 || c.Done != 1 {
		t.Errorf("%+v", c)
	}
}

// A store that does not take a job in time refuses it, and nobody works on it.
func TestAJobThatCannotBeStoredIsRefused(t *testing.T) {
	s, p := open(t, settings{workers: 1, capacity: 9})
	if _, err := s.store.db.Exec("drop table finished; drop table job"); err != nil {
		t.Fatal(err)
	}
	p.must(http.StatusServiceUnavailable, "", `{"number": 15}`)
	s.drain(t)
	if c := p.stats(); c.Refused.NotStored != 1 || c.Waiting != 0 || c.Done != 0 {
		t.Errorf("%+v", c)
	}
}

func TestTheIndexTellsHowToSendAJob(t *testing.T) {
	_, p := open(t, settings{workers: 1, capacity: 9})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.do(r); err != nil || !strings.Contains(got.body, "curl") {
		t.Errorf("%v: %s", err, got.body)
	}
}
