//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

const inChild = "SLUICE_EXAMPLE_SERVICE"

// TestMain is the service itself in a process that a test starts.
func TestMain(m *testing.M) {
	if os.Getenv(inChild) != "" {
		if err := run(os.Args[1:], os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// process is a service in a process of its own, on a free port.
type process struct {
	*exec.Cmd
	t      *testing.T
	url    string
	out    *bufio.Reader
	client *http.Client
}

func start(t *testing.T, dir string, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // then it is killed, which ends the test
	t.Cleanup(cancel)
	p := &process{
		Cmd:    exec.CommandContext(ctx, os.Args[0], append([]string{"-addr", "127.0.0.1:0", "-dir", dir}, args...)...),
		t:      t,
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
	}
	p.Env = append(os.Environ(), inChild+"=1")
	p.Stderr = os.Stderr
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(stdout)
	p.url = p.await(`serving (http://127\.0\.0\.1:\d+),`)
	return p
}

// await reads what the process says until that matches, and returns the first
// group.
func (p *process) await(pattern string) string {
	p.t.Helper()
	want := regexp.MustCompile(pattern)
	for {
		line, err := p.out.ReadString('\n')
		if match := want.FindStringSubmatch(line); match != nil {
			return match[len(match)-1]
		}
		if err != nil {
			p.t.Fatalf("the service did not say %q: %v", pattern, err)
		}
	}
}

// end signals the process, waits until it has ended, and returns what it said.
func (p *process) end(signal syscall.Signal) string {
	p.t.Helper()
	if err := p.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	rest, err := io.ReadAll(p.out)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.Wait(); err != nil && signal == syscall.SIGTERM {
		p.t.Errorf("after SIGTERM: %v", err)
	}
	return string(rest)
}

// reply is an answer with its body read.
type reply struct {
	*http.Response
	body string
}

// post asks for the factors of a number, under a key if there is one.
func (p *process) post(key, body string) (reply, error) {
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.url+"/jobs", strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return p.do(r)
}

func (p *process) do(r *http.Request) (reply, error) {
	response, err := p.client.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return reply{response, string(body)}, err
}

// get decodes the answer at a path.
func (p *process) get(path string, into any) (status int) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, p.url+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	got, err := p.do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got.body), into); err != nil {
		p.t.Fatalf("%s: %v in %q", path, err, got.body)
	}
	return got.StatusCode
}

// stats returns the counts, whose laws must hold at any moment.
func (p *process) stats() (c counts) {
	p.t.Helper()
	p.get("/stats", &c)
	if c.Received != c.Deciding+c.Accepted+c.Repeated+c.Refused.all() {
		p.t.Errorf("received is not the sum of what became of it: %+v", c)
	}
	if c.Accepted+c.Recovered != c.Waiting+c.Done+c.Failed {
		p.t.Errorf("accepted is not the sum of what became of it: %+v", c)
	}
	return c
}
