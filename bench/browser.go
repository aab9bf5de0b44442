package main

import (
	"fmt"
	"strings"
)

// crowds are the numbers of jobs or particles at which frames are measured.
var crowds = []struct{ number, name string }{{"1000", "1,000"}, {"10000", "10,000"}, {"100000", "100,000"}}

// pageInShort tells what the page does in a browser.
func pageInShort(r *results) *table {
	t := &table{head: []string{"the page", "took"}}
	row := func(what, name, how string, write func(name, unit string) string, units ...any) {
		for i, unit := range units {
			units[i] = write(name, unit.(string))
		}
		if units[0] != "" {
			t.add(what, fmt.Sprintf(how, units...))
		}
	}
	row("the whole service at full speed", "PageRun browser", "%s events a second, of %s", r.count, "events/s", "events")
	row("a jump to any moment of that run", "PageSeek browser", "%s; %s for 99 %%", r.ms, "p50-ms", "p99-ms")
	for _, c := range crowds {
		row("a frame in Go, "+c.name+" jobs in flight", "PageFrame/jobs="+c.number+" browser",
			"%s; %s for 95 %%", r.ms, "p50-ms", "p95-ms")
	}
	for _, c := range crowds {
		row("moving and painting "+c.name+" particles", "Frame/particles="+c.number+" wasm", "%s", r.span, "ns/op")
	}
	row("a first visit, until the first frame", "PageLoad browser", "%s; %s until the program is there", r.ms,
		"first-frame-ms", "program-ms")
	row("the program", "PageSize browser", "%sB, unpacked %sB", r.count, "packed-B", "unpacked-B")
	return t
}

// framesInFull lists all that was measured of frames in a browser.
func framesInFull(r *results) *table {
	t := &table{head: []string{"jobs in flight", "median", "95 %", "frames a second", "particles", "jobs to a dot"}}
	for _, c := range crowds {
		name := "PageFrame/jobs=" + c.number + " browser"
		if p50 := r.ms(name, "p50-ms"); p50 != "" {
			t.add(c.name, p50, r.ms(name, "p95-ms"), r.count(name, "fps"), r.count(name, "particles"), r.count(name, "jobs/dot"))
		}
	}
	return t
}

// span, count and ms write a median; nothing without samples.
func (r *results) span(name, unit string) string { return r.write(name, unit, span) }

func (r *results) count(name, unit string) string { return r.write(name, unit, count) }

func (r *results) ms(name, unit string) string {
	return r.write(name, unit, func(ms float64) string { return span(ms * 1e6) })
}

func (r *results) write(name, unit string, as func(float64) string) string {
	x, ok := r.median(name, unit)
	if !ok {
		return ""
	}
	return strings.TrimSpace(as(x))
}
