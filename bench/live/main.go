//go:build !js

// Live measures what it costs a program to be watched: the example service at
// saturation, and a program that does nothing but channel operations. Each is
// measured as it is built plainly, built to be watched while nobody watches, and
// watched by one viewer, by turns, so that all meet the same weather.
//
//	make watchcost
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 11, "how many `times` each is measured")
	each := flag.Duration("each", 2*time.Second, "how long each time")
	only := flag.String("only", "", "measure only programs with this `word` in their names")
	sluice := flag.String("sluice", "build/sluice", "the `command` that builds programs to be watched")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *sluice, *only, *rounds, *each); err != nil {
		fmt.Fprintln(os.Stderr, "live:", err)
		os.Exit(1)
	}
}

// mode is how a program is measured.
type mode struct {
	name            string
	watched, viewed bool
}

var modes = []mode{{"plain", false, false}, {"could be watched", true, false}, {"watched", true, true}}

// sample is what a measurement has come to.
type sample struct {
	rate float64       // operations or requests a second
	p99  time.Duration // of a request; 0 for none
	cpu  time.Duration // that the program has used for each of them
}

// subject is a program to measure.
type subject struct {
	name, pkg, unit string
	measure         func(ctx context.Context, p *program, d time.Duration) (sample, error)
}

var subjects = []subject{
	{"the example service", "./examples/service", "requests a second", requests},
	{"channel operations alone", "./bench/live/channels", "operations a second", operations},
}

func run(ctx context.Context, sluice, only string, rounds int, each time.Duration) error {
	dir, err := os.MkdirTemp("", "live-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Print(heading)
	var verdicts []string
	for i, s := range subjects {
		if !strings.Contains(s.name, only) {
			continue
		}
		plain, watched := filepath.Join(dir, fmt.Sprint("plain", i)), filepath.Join(dir, fmt.Sprint("watched", i))
		for _, build := range [][]string{{"go", "build", "-o", plain, s.pkg}, {sluice, "watch", "-o", watched, s.pkg}} {
			if out, err := exec.CommandContext(ctx, build[0], build[1:]...).CombinedOutput(); err != nil {
				return fmt.Errorf("%v: %w\n%s", build, err, out)
			}
		}
		samples := map[string][]sample{}
		for round := range rounds {
			for k := range modes { // each is the first of some rounds
				m := modes[(round+k)%len(modes)]
				binary := plain
				if m.watched {
					binary = watched
				}
				one, err := s.one(ctx, binary, m, each)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", s.name, m.name, err)
				}
				samples[m.name] = append(samples[m.name], one)
			}
		}
		verdicts = append(verdicts, report(s, samples)...)
	}
	fmt.Println("\n" + strings.Join(verdicts, "\n"))
	return nil
}

// one starts the program and measures it once.
func (s subject) one(ctx context.Context, binary string, m mode, d time.Duration) (sample, error) {
	p, err := start(ctx, binary, m.watched)
	if err != nil {
		return sample{}, err
	}
	defer p.remove()
	defer p.end()
	if m.viewed {
		if err := p.view(); err != nil {
			return sample{}, err
		}
	}
	begun := time.Now()
	one, err := s.measure(ctx, p, d)
	if err != nil {
		return sample{}, err
	}
	took := time.Since(begun)
	p.end()
	one.cpu = time.Duration(float64(p.used()) / (one.rate * took.Seconds()))
	return one, nil
}
