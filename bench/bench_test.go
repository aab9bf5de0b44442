package main

import (
	"flag"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected tables anew")

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheTablesOfFixedResults(t *testing.T) {
	r, err := readFile("testdata/results.txt")
	if err != nil {
		t.Fatal(err)
	}
	for path, got := range map[string]string{
		"testdata/figures.md": figures(r),
		"testdata/BENCH.md":   report(r),
	} {
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := read(t, path); got != want {
			t.Errorf("%s is otherwise now; if rightly so, run this test with -update. Got:\n%s", path, got)
		}
	}
}

func TestARatioIsTheMedianOfRounds(t *testing.T) {
	r, err := readFile("testdata/results.txt")
	if err != nil {
		t.Fatal(err)
	}
	// In the rounds x/time/rate took 80/40, 90/30 and 70/70 of Sluice's time.
	x, ok := r.ratio("Allow/callers=one/lib=x-time-rate native", "Allow/callers=one/lib=sluice native", "ns/op")
	if !ok || x != 2 {
		t.Errorf("the ratio is %v, %v", x, ok)
	}
	if x, ok := r.median("Allow/callers=one/lib=sluice native", "ns/op"); !ok || x != 40 {
		t.Errorf("the median is %v, %v", x, ok)
	}
	if _, ok := r.ratio("Allow/callers=one/lib=nobody native", "Allow/callers=one/lib=sluice native", "ns/op"); ok {
		t.Error("there is a ratio to what was not measured")
	}
}

func TestWrongResultsAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":         "PASS\n",
		"not a number":    "round: 1\nBenchmarkAllow 1 fast ns/op\n",
		"outside a round": "BenchmarkAllow 1 5 ns/op\n",
	} {
		path := filepath.Join(t.TempDir(), "results.txt")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := readFile(path); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestFiguresStandBetweenTheirMarkers(t *testing.T) {
	text, err := insert("before\n"+beginFigures+"old\n"+endFigures+"after\n", "new\n")
	if want := "before\n" + beginFigures + "new\n" + endFigures + "after\n"; err != nil || text != want {
		t.Errorf("got %q, %v", text, err)
	}
	for _, text := range []string{"", beginFigures, endFigures + beginFigures} {
		if _, err := insert(text, "new\n"); err == nil {
			t.Errorf("figures were put into %q", text)
		}
	}
	if _, err := insert(read(t, "../README.md"), "new\n"); err != nil {
		t.Errorf("README.md: %v", err)
	}
}

func TestNumbersAreShort(t *testing.T) {
	for ns, want := range map[float64]string{
		8.108: "8.11 ns", 39.65: "39.6 ns", 999.4: "999 ns", 999.9: "1.00 µs", 1191: "1.19 µs",
		2_069_720: "2.07 ms", 54.84e6: "54.8 ms", 3.376e9: "3.38 s", 0.4: "0.40 ns",
	} {
		if got := span(ns); got != want {
			t.Errorf("%v ns is written %q, not %q", ns, got, want)
		}
	}
	for n, want := range map[float64]string{0: "0", 120: "120", 9999: "9999", 52_000: "52 k", 999_400: "999 k", 2_144_053: "2.14 M"} {
		if got := count(n); got != want {
			t.Errorf("%v is written %q, not %q", n, got, want)
		}
	}
}

func TestTheLogThatCountsIsTheLogButForItsTwoMethods(t *testing.T) {
	to := filepath.Join(t.TempDir(), "log.go")
	if err := countOnly("../"+logFile, to); err != nil {
		t.Fatal(err)
	}
	text := read(t, to)
	if _, err := parser.ParseFile(token.NewFileSet(), to, text, parser.AllErrors); err != nil {
		t.Error(err)
	}
	for _, body := range counters {
		if !strings.Contains(text, ") "+body+"\n") {
			t.Errorf("%q is no method's body", body)
		}
	}
	if err := countOnly("insert.go", to); err == nil {
		t.Error("a file without the methods was taken for the log")
	}
}

func TestQuickIsShort(t *testing.T) {
	for i, s := range hastened(plan) {
		if s.rounds != 1 {
			t.Errorf("%s %s has %d rounds", s.pkg, s.bench, s.rounds)
		}
		if plan[i].rounds < 3 {
			t.Errorf("%s %s: %d rounds have no median", s.pkg, s.bench, plan[i].rounds)
		}
	}
}
