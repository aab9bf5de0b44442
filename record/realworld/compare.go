//go:build !js

package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sluice/record"
)

// A way is how a program is run.
type way struct {
	name string
	run  func(*built, record.Options) (record.Spent, error)
}

var ways = []way{
	{"plain", (*built).runPlain},
	{"virtual", func(b *built, o record.Options) (record.Spent, error) { return b.probed.Run(o) }},
	{"real", func(b *built, o record.Options) (record.Spent, error) { o.Real = true; return b.probed.Run(o) }},
}

// outcome is what is seen of a run from outside.
type outcome struct {
	out, errs string
	status    int
	spent     record.Spent
}

// compare runs the program in each way by turns and prints its row.
func (b *built) compare(rounds int) error {
	results := map[string][]outcome{}
	for range rounds {
		for _, w := range ways {
			o, err := b.runOnce(w)
			if err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			results[w.name] = append(results[w.name], o)
		}
	}
	b.print(results)
	return nil
}

// runOnce runs the program once, with its other half if it has one.
func (b *built) runOnce(w way) (outcome, error) {
	if b.server != nil {
		server, err := b.shop.build(*b.server)
		if err != nil {
			return outcome{}, err
		}
		end, err := server.serve(b.listens, ways[0])
		if err != nil {
			return outcome{}, err
		}
		defer end()
		return b.start(w, nil)()
	}
	if b.client == nil {
		return b.start(w, nil)()
	}
	client, err := b.shop.build(*b.client)
	if err != nil {
		return outcome{}, err
	}
	end, err := b.serve(b.listens, w)
	if err != nil {
		return outcome{}, err
	}
	_, err = client.start(ways[0], nil)()
	o, failed := end()
	return o, errors.Join(err, failed)
}

// serve starts a server and waits until it listens. end stops it.
func (b *built) serve(address string, w way) (end func() (outcome, error), err error) {
	signals := make(chan os.Signal, 1)
	wait := b.start(w, signals)
	end = func() (outcome, error) { signals <- os.Interrupt; return wait() }
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			return end, c.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	o, err := end()
	return nil, errors.Join(fmt.Errorf("%s does not listen at %s: %s", b.name, address, o.errs), err)
}

// start runs the program, and returns what waits for its end.
func (b *built) start(w way, signals chan os.Signal) (wait func() (outcome, error)) {
	var out, errs bytes.Buffer
	o := record.Options{
		Args: b.arguments(), Out: &out, Err: &errs, Seed: 1, Signals: signals,
		Log: filepath.Join(b.dir, w.name+".sluice"),
	}
	input, err := os.Open(b.fill(b.input))
	if b.input != "" {
		if err != nil {
			return func() (outcome, error) { return outcome{}, err }
		}
		o.In = input
	}
	ended := make(chan outcome, 1)
	go func() {
		defer input.Close()
		var result outcome
		result.spent, err = w.run(b, o)
		result.out, result.errs = out.String(), errs.String()
		if status, ok := errors.AsType[record.Status](err); ok {
			result.status, err = int(status), nil
		}
		ended <- result
	}()
	return func() (outcome, error) { o := <-ended; return o, err }
}

// runPlain runs the plain binary.
func (b *built) runPlain(o record.Options) (record.Spent, error) {
	cmd := exec.Command(b.plain, o.Args...)
	cmd.Stdout, cmd.Stderr = o.Out, o.Err
	if o.In != nil {
		cmd.Stdin = o.In
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return record.Spent{}, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-o.Signals:
			_ = cmd.Process.Signal(s) // it may have ended
		case err := <-ended:
			took := record.Spent{Wall: time.Since(begun), CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
			if failed, ok := errors.AsType[*exec.ExitError](err); ok {
				return took, record.Status(failed.ExitCode())
			}
			return took, err
		}
	}
}

func (b *built) arguments() (args []string) {
	for _, a := range b.args {
		args = append(args, b.fill(a))
	}
	return args
}

func (b *built) fill(text string) string {
	return strings.NewReplacer("{tools}", b.shop.tools, "{temp}", filepath.Join(b.dir, "temp")).Replace(text)
}

// median is the middle one of the times that runs took.
func median(list []outcome, of func(record.Spent) time.Duration) time.Duration {
	var times []time.Duration
	for _, o := range list {
		times = append(times, of(o.spent))
	}
	slices.Sort(times)
	return times[len(times)/2]
}
