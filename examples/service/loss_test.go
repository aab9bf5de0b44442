//go:build !js

package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// acknowledged are the ids of jobs that were answered with 202.
type acknowledged struct {
	mu  sync.Mutex
	ids map[string]bool
}

func (a *acknowledged) add(id string) (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ids[id] = true
	return len(a.ids)
}

// load sends jobs from several clients until the service is gone, and calls
// enough once that many have been acknowledged. Each has a key of its own, with
// which it is sent again when it is refused.
func (a *acknowledged) load(t *testing.T, p *process, number uint64, enough int, then func()) {
	t.Helper()
	const clients = 16
	body := fmt.Sprintf(`{"number": %d}`, number)
	before := len(a.ids)
	var sent atomic.Int64
	var all sync.WaitGroup
	var once sync.Once
	for range clients {
		all.Go(func() {
			for {
				key := fmt.Sprintf("%d-%d", before, sent.Add(1))
				got, err := p.post(key, body)
				switch {
				case err != nil:
					return // it is gone
				case got.StatusCode == http.StatusAccepted:
					if got.Header.Get("Location") != "/jobs/"+key {
						t.Errorf("job %s is to be found at %s", key, got.Header.Get("Location"))
					}
					if a.add(key)-before >= enough {
						once.Do(func() { go then() })
					}
				case got.StatusCode != http.StatusServiceUnavailable:
					t.Errorf("%s: %s", got.Status, got.body)
					return
				}
			}
		})
	}
	all.Wait()
}

// states reads the file of a service that has ended: how many jobs are in each
// state, and how often one was finished.
func (a *acknowledged) states(t *testing.T, dir string) (count map[string]int, finished int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "jobs.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("select id, state from job")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	count = map[string]int{}
	found := map[string]bool{}
	for rows.Next() {
		var id, state string
		if err := rows.Scan(&id, &state); err != nil {
			t.Fatal(err)
		}
		count[state]++
		found[id] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for id := range a.ids {
		if !found[id] {
			t.Errorf("job %s was acknowledged and is lost", id)
		}
	}
	if err := db.QueryRow("select n from finished").Scan(&finished); err != nil {
		t.Fatal(err)
	}
	return count, finished
}

const (
	quick = 1_000_003          // prime, which a microsecond or two will show
	slow  = 99_999_999_999_973 // prime, which takes some hundredths of a second
)

var unlimited = []string{"-rate", "1e6", "-burst", "1000000"}

func TestSIGTERMUnderLoadLosesNoJob(t *testing.T) {
	dir := t.TempDir()
	a := &acknowledged{ids: map[string]bool{}}
	p := start(t, dir, append(unlimited, "-queue", "64", "-drain", "1m")...)
	var said string
	ended := make(chan struct{})
	a.load(t, p, quick, 400, func() {
		defer close(ended)
		p.stats()
		said = p.end(syscall.SIGTERM)
	})
	<-ended
	count, finished := a.states(t, dir)
	if count[done] < len(a.ids) || count[waiting] != 0 || finished != count[done] {
		t.Errorf("of %d acknowledged jobs: %v, finished %d times; it said %q", len(a.ids), count, finished, said)
	}
	t.Logf("%d acknowledged, stored %v, finished %d times", len(a.ids), count, finished)
}

// What there is no time for is left to the next start.
func TestSIGTERMWithoutTimeLeavesJobsToTheNextStart(t *testing.T) {
	dir := t.TempDir()
	a := &acknowledged{ids: map[string]bool{}}
	p := start(t, dir, append(unlimited, "-workers", "1", "-queue", "40", "-drain", "0s")...)
	ended := make(chan struct{})
	a.load(t, p, slow, 20, func() {
		defer close(ended)
		p.Process.Signal(syscall.SIGTERM)
		p.await(`ended; [1-9]\d* jobs are left`)
		p.Wait() // the drain ran out of time, which is an error
	})
	<-ended
	a.recovered(t, dir)
}

// recovered starts the service again, awaits that it has done what was left, and
// sees that each job is done once.
func (a *acknowledged) recovered(t *testing.T, dir string) {
	t.Helper()
	before, _ := a.states(t, dir)
	if before[waiting] == 0 {
		t.Fatal("no job was left, so nothing can be shown")
	}
	p := start(t, dir, "-drain", "1m")
	p.await("done with the jobs from before")
	if c := p.stats(); c.Recovered != before[waiting] || c.Done != c.Recovered || c.Waiting != 0 {
		t.Errorf("%+v after a start with %d jobs", c, before[waiting])
	}
	p.end(syscall.SIGTERM)
	count, finished := a.states(t, dir)
	if count[done] < len(a.ids) || count[waiting]+count[failed] != 0 || finished != count[done] {
		t.Errorf("of %d acknowledged jobs: %v, finished %d times", len(a.ids), count, finished)
	}
	t.Logf("%d acknowledged, %v after the end, %v after another start, finished %d times",
		len(a.ids), before, count, finished)
}

func TestSIGKILLUnderLoadLosesNoJob(t *testing.T) {
	dir := t.TempDir()
	a := &acknowledged{ids: map[string]bool{}}
	for range 3 { // each goes on with what the one before left
		p := start(t, dir, append(unlimited, "-workers", "2", "-queue", "64")...)
		ended := make(chan struct{})
		a.load(t, p, slow, 30, func() {
			defer close(ended)
			p.stats()
			p.end(syscall.SIGKILL)
		})
		<-ended
	}
	a.recovered(t, dir)
}
