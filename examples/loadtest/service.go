//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"syscall"
	"time"
)

// service is the example service in a process of its own.
type service struct {
	cmd    *exec.Cmd
	url    string
	client *http.Client
	read   chan struct{} // closed: the process said all it had to say
}

var serving = regexp.MustCompile(`^serving (http://\S+),`)

var errNotServing = errors.New("the service did not start")

// start starts the service with its jobs in dir, and waits until it serves. It is
// killed when ctx ends.
func start(ctx context.Context, c settings, dir string, messages io.Writer) (*service, error) {
	address, err := loopback(ctx, c.address)
	if err != nil {
		return nil, err
	}
	s := &service{
		cmd: exec.CommandContext(ctx, c.service, "-addr", address, "-dir", dir,
			"-workers", strconv.Itoa(c.workers), "-queue", strconv.Itoa(c.queue),
			"-rate", strconv.FormatFloat(c.admitted, 'g', -1, 64), "-burst", strconv.Itoa(c.burst)),
		client: newClient(c.connections, c.timeout),
		read:   make(chan struct{}),
	}
	s.cmd.Stderr = messages
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w; make loadtest builds it first: %w", errNotServing, err)
	}
	said := bufio.NewReader(stdout)
	line, _ := said.ReadString('\n') // an error shows in what the line is not
	go func() {
		defer close(s.read)
		io.Copy(messages, said)
	}()
	match := serving.FindStringSubmatch(line)
	if match == nil {
		return nil, errors.Join(fmt.Errorf("%w: it said %q", errNotServing, line), s.end())
	}
	s.url = match[1]
	return s, nil
}

// end tells the process to end, and waits until it has. Its error is that of a
// process that ended otherwise than it should.
func (s *service) end() error {
	s.client.CloseIdleConnections()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return errors.Join(err, s.cmd.Wait())
	}
	<-s.read
	return s.cmd.Wait()
}

// job is a job as the service shows it.
type job struct {
	ID      string   `json:"id"`
	Number  uint64   `json:"number"`
	State   string   `json:"state"`
	Factors []uint64 `json:"factors"`
	Problem string   `json:"problem"`
}

// vars are what the process publishes about itself.
type vars struct {
	Memory struct {
		Sys          uint64 // bytes that Go has from the system
		HeapReleased uint64 // and has given back
	} `json:"memstats"`
	Pool struct {
		Started int `json:"started"` // jobs
	} `json:"pool"`
}

func (s *service) vars(ctx context.Context) (v vars, err error) {
	return v, s.get(ctx, "/debug/vars", &v)
}

// idle waits until all jobs are done, and returns the counts.
func (s *service) idle(ctx context.Context) (c counts, err error) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if err := s.get(ctx, "/stats", &c); err != nil {
			return c, err
		}
		if c.Waiting == 0 && c.Deciding == 0 {
			return c, nil
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return c, context.Cause(ctx)
		}
	}
}

// get decodes the answer at a path, which must be 200.
func (s *service) get(ctx context.Context, path string, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", path, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}
