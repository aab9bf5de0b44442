package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A curve is what one of many costs, by how many there are.
type curve struct {
	title  string
	things string
	unit   string
	all    bool // the unit is the cost of all, not of one
	lines  []line
}

// A line is one way to do it. Its benchmark has %s for the number, after key.
type line struct{ name, key, bench string }

var curves = []curve{
	{"A job of the composite, recorded and folded", "jobs", "ns/job", false, []line{
		{"native", "jobs", "Jobs/jobs=%s native"},
	}},
	{"The life of a goroutine among others", "goroutines", "ns/op", true, []line{
		{"plain", "alive", "Goroutine/alive=%s/probes=off native"},
		{"probed", "alive", "Goroutine/alive=%s/probes=on native"},
	}},
	{"A particle of a picture, in Go", "particles", "ns/particle", false, []line{
		{"native", "particles", "Frame/particles=%s native"},
		{"wasm", "particles", "Frame/particles=%s wasm"},
	}},
}

// costs returns what one thing costs in nanoseconds, for each of numbers;
// nothing for those that were not measured.
func (c curve) costs(r *results, l line, numbers []string) []string {
	costs := make([]string, len(numbers))
	for i, number := range numbers {
		cost, ok := r.median(fmt.Sprintf(l.bench, number), c.unit)
		if many, err := strconv.ParseFloat(number, 64); c.all && err == nil {
			cost /= many
		}
		if ok {
			costs[i] = fmt.Sprintf("%.1f", cost)
		}
	}
	return costs
}

// numbers returns for how many things a line was measured.
func (l line) numbers(r *results) (numbers []string) {
	for _, name := range r.names {
		if n := option(name, l.key); n != "" && name == fmt.Sprintf(l.bench, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// write writes the curve as a table, and as a chart for viewers of Markdown
// that have Mermaid.
func (c curve) write(out *strings.Builder, r *results) {
	numbers := c.lines[0].numbers(r)
	if len(numbers) == 0 {
		return
	}
	t := &table{head: []string{c.things}}
	for _, n := range numbers {
		t.add(n)
	}
	chart := fmt.Sprintf("xychart-beta\n  x-axis \"%s\" [%s]\n  y-axis \"ns each\"\n", c.things, strings.Join(numbers, ", "))
	for _, l := range c.lines {
		t.head = append(t.head, "each, "+l.name)
		costs := c.costs(r, l, numbers)
		for i, cost := range costs {
			if ns, err := strconv.ParseFloat(cost, 64); err == nil {
				cost = span(ns)
			}
			t.rows[i] = append(t.rows[i], cost)
		}
		chart += fmt.Sprintf("  line [%s]\n", strings.Join(costs, ", "))
	}
	fmt.Fprintf(out, "### %s\n\n%s```mermaid\n%s```\n\n", c.title, t, chart)
}
