package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// A sample is what one round measured.
type sample struct {
	Round int
	Value float64
}

// results are all samples, by what was measured and by unit. What was
// measured is a benchmark's name and where it ran: "Buffered/probes=on wasm".
type results struct {
	names   []string // in the order in which they came
	samples map[string]map[string][]sample
	machine map[string]string // what the file says of it
}

// readFile reads the results of a run.
func readFile(path string) (*results, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := &results{samples: map[string]map[string][]sample{}, machine: map[string]string{}}
	reader := benchfmt.NewReader(file, path)
	for reader.Scan() {
		switch line := reader.Result().(type) {
		case *benchfmt.Result:
			if err := r.add(line); err != nil {
				return nil, err
			}
		case *benchfmt.SyntaxError:
			return nil, line
		}
	}
	if len(r.names) == 0 {
		return nil, fmt.Errorf("%s: there are no results in it", path)
	}
	return r, reader.Err()
}

func (r *results) add(line *benchfmt.Result) error {
	round, err := strconv.Atoi(line.GetConfig("round"))
	if err != nil {
		return fmt.Errorf("%s is in no round: %w", line.Name, err)
	}
	base, parts := line.Name.Parts()
	name := string(base)
	for _, part := range parts {
		if part[0] == '/' { // and not the number of processors
			name += string(part)
		}
	}
	name += " " + line.GetConfig("where")
	if r.samples[name] == nil {
		r.names = append(r.names, name)
		r.samples[name] = map[string][]sample{}
	}
	for _, v := range line.Values {
		if v.OrigUnit != "" {
			v.Value, v.Unit = v.OrigValue, v.OrigUnit
		}
		r.samples[name][v.Unit] = append(r.samples[name][v.Unit], sample{round, v.Value})
	}
	for _, c := range line.Config {
		if r.machine[c.Key] == "" { // the first to say it ran natively
			r.machine[c.Key] = string(c.Value)
		}
	}
	return nil
}

// median returns the median over the rounds; ok is false without samples.
func (r *results) median(name, unit string) (value float64, ok bool) {
	var values []float64
	for _, s := range r.samples[name][unit] {
		values = append(values, s.Value)
	}
	return medianOf(values)
}

// ratio returns how many times as much as b a took: the median of what each
// round says.
func (r *results) ratio(a, b, unit string) (value float64, ok bool) {
	var values []float64
	for _, x := range r.samples[a][unit] {
		for _, y := range r.samples[b][unit] {
			if x.Round == y.Round {
				values = append(values, x.Value/y.Value)
			}
		}
	}
	return medianOf(values)
}

func medianOf(values []float64) (float64, bool) {
	n := len(values)
	if n == 0 {
		return 0, false
	}
	slices.Sort(values)
	return (values[(n-1)/2] + values[n/2]) / 2, true
}

// option returns the value of a key in a name: "64" of workers in
// "SubmitToDone/workers=64/lib=pond native".
func option(name, key string) string {
	name, _, _ = strings.Cut(name, " ")
	for part := range strings.SplitSeq(name, "/") {
		if value, ok := strings.CutPrefix(part, key+"="); ok {
			return value
		}
	}
	return ""
}
