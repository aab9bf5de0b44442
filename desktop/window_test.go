//go:build !js

package main

import (
	"errors"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/instrument"
	"sluice/engine/playback"
)

// part is a part of a job that a worker has computed without a break.
type part struct {
	from, to time.Duration
	worker   int
	core     int
}

// TestGoroutinesRunInParallelOnlyOnSeveralProcessors starts the window twice, and
// looks in the logs for two workers that compute at the same time.
func TestGoroutinesRunInParallelOnlyOnSeveralProcessors(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("this machine has one core: nothing runs in parallel on it")
	}
	xvfb, err := exec.LookPath("xvfb-run")
	if err != nil {
		t.Skip("xvfb-run is missing, so there is no screen to open a window on: install Xvfb")
	}
	program := build(t)
	for procs, parallel := range map[int]bool{1: false, 2: true} {
		dir := t.TempDir()
		log, shot := filepath.Join(dir, "run.sluice"), filepath.Join(dir, "shot.png")
		cmd := exec.CommandContext(t.Context(), xvfb, "-a", "-s", "-screen 0 1400x900x24", program,
			"-procs", strconv.Itoa(procs), "-frames", "120", "-shot", shot, "-o", log)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("with %d processors: %v: %s", procs, err, out)
		}
		parts := computed(t, log)
		at := together(parts)
		t.Logf("GOMAXPROCS=%d: %d parts were computed, %d pairs of them at the same time on two cores", procs, len(parts), at)
		if len(parts) < 100 {
			t.Errorf("GOMAXPROCS=%d: only %d parts were computed", procs, len(parts))
		}
		if parallel && at == 0 {
			t.Errorf("GOMAXPROCS=%d: no two workers computed at the same time", procs)
		}
		if !parallel && at > 0 {
			t.Errorf("GOMAXPROCS=%d: %d times two workers computed at the same time", procs, at)
		}
		isPicture(t, shot)
	}
}

// build makes the window's program, with its scenes instrumented.
func build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	overlay, program := filepath.Join(dir, "overlay"), filepath.Join(dir, "sluice-desktop")
	err := instrument.Overlay(instrument.Options{
		Out: overlay, Target: instrument.Native,
		Patterns: []string{"sluice/engine/pattern", "sluice/engine/scene", "sluice/desktop/primes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "build", "-overlay", filepath.Join(overlay, "overlay.json"), "-o", program, ".")
	cmd.Env = append(cmd.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// computed returns the parts that took no longer than a part takes. In a longer
// one somebody else had the core for some time.
func computed(t *testing.T, file string) []part {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	log, _, err := eventlog.Decode(content)
	if err != nil {
		t.Fatal(err)
	}
	rec := playback.New(log)
	rec.Fold()
	if err := errors.Join(rec.Err(), rec.World().Check()); err != nil {
		t.Error(err)
	}
	var parts []part
	last, on := map[int]time.Duration{}, map[int]int{}
	r := eventlog.NewReader(log)
	for e := (eventlog.Event{}); r.Next(&e); {
		at := time.Duration(e.At)
		from, begun := last[e.G]
		switch e.Kind {
		case eventlog.Core:
			on[e.G] = int(e.N)
			delete(last, e.G) // it has moved meanwhile
			continue
		case eventlog.Tally:
			if begun && strings.HasPrefix(e.Text, "primes/") {
				parts = append(parts, part{from, at, e.G, on[e.G]})
			}
			last[e.G] = at
		case eventlog.JobAttempt:
			last[e.G] = at
		default:
			delete(last, e.G)
		}
	}
	if len(parts) == 0 {
		t.Fatal("nothing was computed")
	}
	var lengths []time.Duration
	for _, p := range parts {
		lengths = append(lengths, p.to-p.from)
	}
	slices.Sort(lengths)
	typical := lengths[len(lengths)/2]
	return slices.DeleteFunc(parts, func(p part) bool { return p.to-p.from > 3*typical })
}

// together counts the pairs of parts that different workers have computed at the
// same time on different cores.
func together(parts []part) (pairs int) {
	slices.SortFunc(parts, func(a, b part) int { return int(a.from - b.from) })
	for i, a := range parts {
		for _, b := range parts[i+1:] {
			if b.from >= a.to {
				break
			}
			if a.worker != b.worker && a.core != b.core {
				pairs++
			}
		}
	}
	return pairs
}

// isPicture fails the test unless the file is a picture in which something is.
func isPicture(t *testing.T, file string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	colours, size := map[[3]uint32]bool{}, picture.Bounds().Size()
	for y := 0; y < size.Y; y += 3 {
		for x := 0; x < size.X; x += 3 {
			r, g, b, _ := picture.At(x, y).RGBA()
			colours[[3]uint32{r, g, b}] = true
		}
	}
	if size.X != 1280 || size.Y != 800 || len(colours) < 50 {
		t.Errorf("a picture of %v with %d colours", size, len(colours))
	}
}
