//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestASmallLoadLosesNothing(t *testing.T) {
	dir := t.TempDir()
	program, out := filepath.Join(dir, "service"), filepath.Join(dir, "reports", "loadtest")
	if said, err := exec.Command("go", "build", "-o", program, "sluice/examples/service").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	// 200 are admitted: 110 in the first steps; of the last one 90, whose latter
	// half is large and finds the queue full. Then it is only too fast.
	var printed, progress strings.Builder
	err := run(t.Context(), []string{"-service", program, "-out", out, "-requests", "300", "-rate", "1000", "-sample", "50",
		"-large", "50", "-period", "100", "-workers", "1", "-queue", "5", "-burst", "200", "-admitted", "0.01"}, &printed, &progress)
	if err != nil {
		t.Fatalf("%v; it said:\n%s", err, progress.String())
	}
	written, err := os.ReadFile(out + ".md")
	if err != nil || string(written) != printed.String() {
		t.Errorf("the file is not what was printed: %v\n%s", err, written)
	}
	raw, err := os.ReadFile(out + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Steps) != 3 || r.Problem != "" || r.Sampled != 50 {
		t.Fatalf("the report is incomplete: %s", raw)
	}
	first, last := r.Steps[0], r.Steps[2]
	if first.Requests != 10 || last.Requests != 300 {
		t.Errorf("the steps are of %d to %d requests", first.Requests, last.Requests)
	}
	if last.Accepted == 0 || last.Unavailable == 0 || last.TooFast != 210 || last.Other+last.Errors != 0 {
		t.Errorf("not something of everything: %+v", last)
	}
	if last.FromDue.Max < last.FromSent.Max || last.FromSent.P50 <= 0 || last.Memory == 0 {
		t.Errorf("not measured: %+v", last)
	}
	if !strings.Contains(progress.String(), "ended; 0 jobs are left") {
		t.Errorf("the service did not end by itself:\n%s", progress.String())
	}
}

func TestWithoutItsServiceTheTestFails(t *testing.T) {
	out := filepath.Join(t.TempDir(), "loadtest")
	for program, want := range map[string]error{out: errNotServing, "true": errNotServing} {
		var said strings.Builder
		if err := run(t.Context(), []string{"-service", program, "-out", out}, &said, &said); !errors.Is(err, want) {
			t.Errorf("with %s: %v", program, err)
		}
	}
}

func TestSettingsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, wrong := range []string{"-requests=0", "-rate=0", "-rate=NaN", "-connections=0", "-period=0"} {
		if _, err := parse([]string{wrong}, t.Output()); err != errSettings {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestTheLoadGrowsTenfold(t *testing.T) {
	for n, want := range map[int][]int{1: {1}, 10: {10}, 300: {10, 100, 300}, 100_000: {10, 100, 1000, 10_000, 100_000}} {
		if got := steps(n); !slices.Equal(got, want) {
			t.Errorf("to %d: %v", n, got)
		}
	}
}

func TestSomeJobsOfEachPeriodAreLarge(t *testing.T) {
	var at []int
	for i := range 20 {
		if number(i, 10, 2) == large {
			at = append(at, i)
		}
	}
	if want := []int{5, 6, 15, 16}; !slices.Equal(at, want) {
		t.Errorf("jobs %v are large, not %v", at, want)
	}
}
