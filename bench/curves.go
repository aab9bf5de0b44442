package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A curve is a cost against a number of things.
type curve struct {
	title  string
	key    string // what the results of different numbers are told apart by
	bench  string // with %s for that number
	unit   string
	per    float64 // what the cost is divided by: 0 for the number itself
	things string
}

var curves = []curve{
	{"A job of the composite, recorded and folded", "jobs", "Jobs/jobs=%s native", "ns/job", 1, "jobs"},
	{"The life of a goroutine, plain", "alive", "Goroutine/alive=%s/probes=off native", "ns/op", 0, "goroutines at once"},
	{"The life of a goroutine, probed", "alive", "Goroutine/alive=%s/probes=on native", "ns/op", 0, "goroutines at once"},
	{"A particle in a frame, Go only", "particles", "Frame/particles=%s native", "ns/particle", 1, "jobs in flight"},
}

// A point is one number with its cost.
type point struct{ things, ns float64 }

func (c curve) points(r *results) (list []point) {
	for _, name := range r.names {
		number := option(name, c.key)
		if name != fmt.Sprintf(c.bench, number) {
			continue
		}
		things, err := strconv.ParseFloat(number, 64)
		cost, ok := r.median(name, c.unit)
		if err != nil || !ok {
			continue
		}
		if c.per == 0 {
			cost /= things
		}
		list = append(list, point{things, cost})
	}
	return list
}

// String is the curve as a table and as a chart that Markdown viewers with
// Mermaid draw.
func (c curve) write(out *strings.Builder, r *results) {
	points := c.points(r)
	if len(points) == 0 {
		return
	}
	t := &table{head: []string{c.things, "each"}}
	var x, y []string
	for _, p := range points {
		t.add(count(p.things), span(p.ns))
		x = append(x, `"`+count(p.things)+`"`)
		y = append(y, fmt.Sprintf("%.4g", p.ns))
	}
	fmt.Fprintf(out, "### %s\n\n%s", c.title, t)
	fmt.Fprintf(out, "```mermaid\nxychart-beta\n  x-axis \"%s\" [%s]\n  y-axis \"ns each\"\n  line [%s]\n```\n\n",
		c.things, strings.Join(x, ", "), strings.Join(y, ", "))
}
