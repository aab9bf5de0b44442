//go:build !js

package record

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// seen watches the program of testdata until it ends as end says. It returns the
// log, what the stream said of the end, and what came of the command.
func seen(t *testing.T, end string) (l *eventlog.Log, why string, result error) {
	t.Helper()
	dist := t.TempDir()
	if err := os.WriteFile(filepath.Join(dist, "index.html"), []byte("page"), 0o644); err != nil {
		t.Fatal(err)
	}
	in, feed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	said, say := io.Pipe()
	o := Options{
		Program: ".", Args: []string{end}, Dir: filepath.Join("testdata", "watched"), Real: true, watched: true,
		In: in, Out: io.Discard, Err: say,
	}
	ended := make(chan error, 1)
	go func() { ended <- runWatched(t.Context(), o, page{dir: dist, addr: "127.0.0.1:0", out: say}) }()
	lines := bufio.NewScanner(said)
	address := ""
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "http://")
	}
	go io.Copy(io.Discard, said)
	address, _, _ = strings.Cut(address, "/")

	answer, err := http.Get("http://" + address + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	l = new(eventlog.Log)
	over := false
	frames := bufio.NewScanner(answer.Body)
	frames.Buffer(nil, 1<<20)
	for frames.Scan() {
		over = over || frames.Text() == "event: end"
		words := strings.Fields(frames.Text())
		switch {
		case over && len(words) > 1 && words[0] == "data:":
			why = strings.Join(words[1:], " ")
		case len(words) == 3 && words[0] == "data:":
			part, err := base64.StdEncoding.DecodeString(words[2])
			if err := errors.Join(err, l.Extend(part)); err != nil {
				t.Fatal(err)
			}
		}
		if l.Events() > 200 {
			feed.Close()
		}
	}
	return l, why, <-ended
}

func TestAProgramIsSeenWhileItRunsAndHowItEnds(t *testing.T) {
	for end, want := range map[string]struct {
		why    string
		status error
	}{
		"exit":   {"exit 3", Status(3)},
		"return": {"done", nil},
		"panic":  {"panic", Status(2)},
		"killed": {"killed", Status(128 + 9)},
	} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			l, why, status := seen(t, end)
			if why != want.why || status != want.status {
				t.Errorf("the stream said %q, the command ended with %v", why, status)
			}
			w, r := world.New(), eventlog.NewReader(l)
			for e := (eventlog.Event{}); r.Next(&e); {
				w.Apply(&e)
			}
			if err := errors.Join(r.Err(), w.Check()); err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, g := range w.Goroutines {
				names = append(names, g.Name)
			}
			for _, name := range []string{"main", "work", "collect"} {
				if !slices.Contains(names, name) {
					t.Errorf("no goroutine %q among %q", name, names)
				}
			}
			if w.Completed == 0 {
				t.Errorf("no value has got through: %+v", w.Counts)
			}
		})
	}
}

func TestAPageOfSomebodyElseGetsNoStream(t *testing.T) {
	asked := false
	h := relay(func(context.Context) (io.ReadCloser, error) {
		asked = true
		return nil, errors.New("no program")
	}, func() string { return "" })
	for host, status := range map[string]int{
		"127.0.0.1:8080": http.StatusBadGateway, "[::1]:8080": http.StatusBadGateway, "localhost": http.StatusBadGateway,
		"evil.example:8080": http.StatusForbidden,
	} {
		asked = false
		if got := ask(h, host); got != status || asked != (status == http.StatusBadGateway) {
			t.Errorf("%s: %d", host, got)
		}
	}
}

func ask(h http.Handler, host string) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://"+host+"/live", nil))
	return w.Code
}
