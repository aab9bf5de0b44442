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
	"slices"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 5, "how many `times` each is measured")
	each := flag.Duration("each", 3*time.Second, "how long each time")
	sluice := flag.String("sluice", "build/sluice", "the `command` that builds programs to be watched")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *sluice, *rounds, *each); err != nil {
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

func run(ctx context.Context, sluice string, rounds int, each time.Duration) error {
	dir, err := os.MkdirTemp("", "live-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("| program | | %-20s | ratio | p99 | ratio |\n|---|---|---:|---:|---:|---:|\n", "rate")
	for i, s := range subjects {
		plain, watched := filepath.Join(dir, fmt.Sprint("plain", i)), filepath.Join(dir, fmt.Sprint("watched", i))
		for _, build := range [][]string{{"go", "build", "-o", plain, s.pkg}, {sluice, "watch", "-o", watched, s.pkg}} {
			if out, err := exec.CommandContext(ctx, build[0], build[1:]...).CombinedOutput(); err != nil {
				return fmt.Errorf("%v: %w\n%s", build, err, out)
			}
		}
		samples := map[string][]sample{}
		for range rounds {
			for _, m := range modes {
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
		report(s, samples)
	}
	return nil
}

// one starts the program and measures it once.
func (s subject) one(ctx context.Context, binary string, m mode, d time.Duration) (sample, error) {
	p, err := start(ctx, binary, m.watched)
	if err != nil {
		return sample{}, err
	}
	defer p.end()
	if m.viewed {
		if err := p.view(); err != nil {
			return sample{}, err
		}
	}
	return s.measure(ctx, p, d)
}

// report prints medians, and the median of the ratios to the plain program in
// the same round.
func report(s subject, samples map[string][]sample) {
	plain := samples[modes[0].name]
	for _, m := range modes {
		var rates, slower, p99s, later []float64
		for i, one := range samples[m.name] {
			rates, p99s = append(rates, one.rate), append(p99s, one.p99.Seconds()*1000)
			slower = append(slower, one.rate/plain[i].rate)
			later = append(later, one.p99.Seconds()/plain[i].p99.Seconds())
		}
		row := fmt.Sprintf("| %s | %s | %.0f %s | %.3f |", s.name, m.name, median(rates), s.unit, median(slower))
		if median(p99s) > 0 {
			row += fmt.Sprintf(" %.2f ms | %.3f |", median(p99s), median(later))
		} else {
			row += " | |"
		}
		fmt.Println(row)
	}
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
