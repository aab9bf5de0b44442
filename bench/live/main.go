//go:build !js

// Live measures what it costs a program to be watched: the example service at
// saturation, and a program that does nothing but channel operations. Each is
// there as it is built plainly, built to be watched while nobody watches, and
// watched by one viewer; they work by turns, one second each, so that all meet the same weather.
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
	rounds := flag.Int("rounds", 30, "how many `times` each is measured")
	each := flag.Duration("each", time.Second, "how long each time")
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

// subject is a program to measure.
type subject struct {
	name, pkg, unit string
	open            func(p *program) (worker, error)
}

// worker lets a program that has started work for d. It returns how many times it
// has done what it does, and what its clients waited for each time, if it has any.
type worker func(ctx context.Context, d time.Duration) (n float64, took []time.Duration, err error)

var subjects = []subject{
	{"the example service", "./examples/service", "requests a second", serves},
	{"channel operations alone", "./bench/live/channels", "operations a second", operates},
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
		all, err := s.measure(ctx, plain, watched, rounds, each)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		verdicts = append(verdicts, report(s, all)...)
	}
	fmt.Println("\n" + strings.Join(verdicts, "\n"))
	return nil
}

// measured is what has come of a program in one mode.
type measured struct {
	mode
	rates []float64 // a second, round by round
	took  []time.Duration
	cpu   time.Duration // that the program has used for each time
}

// measure starts the program in each mode and lets them work by turns.
func (s subject) measure(ctx context.Context, plain, watched string, rounds int, each time.Duration) ([]*measured, error) {
	var (
		all     []*measured
		workers []worker
		running []*program
	)
	for _, m := range modes {
		binary := plain
		if m.watched {
			binary = watched
		}
		p, err := start(ctx, binary, m.watched)
		if err != nil {
			return nil, err
		}
		defer p.remove()
		defer p.end()
		w, err := s.open(p)
		if err != nil {
			return nil, err
		}
		if m.viewed {
			if err := p.view(); err != nil {
				return nil, err
			}
		}
		all, workers, running = append(all, &measured{mode: m}), append(workers, w), append(running, p)
	}
	done := make([]float64, len(modes))
	for round := -1; round < rounds; round++ { // the first one is for warming up
		for k := range modes {
			i := (k + max(round, 0)) % len(modes) // each is the first of some rounds
			begun := time.Now()
			n, took, err := workers[i](ctx, each)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", modes[i].name, err)
			}
			if done[i] += n; round >= 0 {
				all[i].rates = append(all[i].rates, n/time.Since(begun).Seconds())
				all[i].took = append(all[i].took, took...)
			}
		}
	}
	for i, p := range running {
		p.end()
		all[i].cpu = time.Duration(float64(p.used()) / done[i])
	}
	return all, nil
}
