package main

import "strings"

// inFlight are the numbers of jobs at which frames are measured.
var inFlight = []string{"1000", "10000", "100000"}

// pageInShort tells what the page does in a browser.
func pageInShort(r *results) *table {
	t := &table{head: []string{"the page in a browser", "", ""}}
	row := func(what, name, first, second string, write func(name, unit string) string) {
		if a := write(name+" browser", first); a != "" {
			t.add(what, a, write(name+" browser", second))
		}
	}
	row("the composite at full speed: events a second, of a run of", "PageRun", "events/s", "events", r.count)
	for _, n := range inFlight {
		row("Go's part of a frame, "+n+" jobs in flight: median, 95 % of frames",
			"PageFrame/jobs="+n, "p50-ms", "p95-ms", r.ms)
	}
	row("a jump to any moment of that run: median, 99 % of jumps", "PageSeek", "p50-ms", "p99-ms", r.ms)
	row("first visit, from the address to the first frame; the program comes in", "PageLoad", "first-frame-ms", "program-ms", r.ms)
	row("the program in bytes: with brotli, with gzip", "PageSize", "brotli-B", "gzip-B", r.count)
	return t
}

// pageInFull lists all that was measured of frames.
func pageInFull(r *results) string {
	t := &table{head: []string{"jobs in flight", "median", "95 %", "frames a second", "particles", "jobs to a dot"}}
	for _, n := range inFlight {
		name := "PageFrame/jobs=" + n + " browser"
		if p50 := r.ms(name, "p50-ms"); p50 != "" {
			t.add(n, p50, r.ms(name, "p95-ms"), r.count(name, "fps"), r.count(name, "particles"), r.count(name, "jobs/dot"))
		}
	}
	return pageInShort(r).String() + t.String()
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
