package main

import (
	"fmt"
	"strings"
)

// figures is what the README shows.
func figures(r *results) string {
	return fmt.Sprintf("`make bench` measured this on %s.\nMedians of several rounds; each ratio is of what one round measured. "+
		"Above 1× the other library takes longer.\n[BENCH.md](BENCH.md) has every library, what it does otherwise, and how cost grows.\n\n",
		machine(r)) + peersInShort(r).String() + probesInShort(r).String() + pageInShort(r).String()
}

// machine describes what was measured on, but not whose it is.
func machine(r *results) string {
	m := r.machine
	text := fmt.Sprintf("%s cores (%s/%s) with Go %s", m["cores"], m["goos"], m["goarch"], m["go"])
	if m["browser"] != "" {
		text += " and " + m["browser"] + ", which draws in software"
	}
	return text
}

// probesInShort is what watching costs, natively and in the browser's wasm.
func probesInShort(r *results) *table {
	t := &table{head: []string{"what watching costs", "native", "wasm"}}
	for _, o := range operationNames {
		ratio := func(where string) string {
			x, ok := r.ratio(o.bench+"/probes=on "+where, o.bench+"/probes=off "+where, "ns/op")
			if !ok {
				return ""
			}
			return times(x)
		}
		t.add(o.name+": probed to plain", ratio("native"), ratio("wasm"))
	}
	for _, l := range []struct{ name, bench string }{
		{"a run of 100,000 jobs: recorded to counted only", "Log/fold=false "},
		{"the same, recorded and folded", "Log/fold=true "},
	} {
		ratio := func(where string) string {
			x, ok := r.ratio(l.bench+where, "Log/fold=false "+where+", counting", "ns/op")
			if !ok {
				return ""
			}
			return times(x)
		}
		t.add(l.name, ratio("native"), ratio("wasm"))
	}
	return t
}

// report is all of it.
func report(r *results) string {
	var out strings.Builder
	fmt.Fprintf(&out, `# How fast Sluice is

`+"`make bench`"+` wrote this on %s.
Times are medians of several rounds; in each round everything is measured once, and a ratio is the median of what the rounds say. So compare
ratios: the times depend on the machine, and on what else it does.

## The patterns beside other libraries

Each library is used as its documentation says, for the same job, with the same number of workers and, where it has a queue, with the same room in it.
A ratio is that library's time to Sluice's.

`, machine(r))
	out.WriteString(peersInFull(r))
	out.WriteString(`## What watching costs

The same loop with plain operations, and with probed ones in a run: recorded and folded, and with a log that only counts, which leaves the
probe alone. Node runs the wasm.

`)
	out.WriteString(probes(r).String())
	out.WriteString(`The whole service, as fast as it goes. Folding is what the page does with each event to know what to draw.

`)
	out.WriteString(log(r).String())
	out.WriteString(`## The page

All that is about frames is on a canvas of 1280x720. Jobs in flight are those of a load test in which every attempt fails, so that all of them back off
and come again: of a frame's time up to 6 ms is the run itself. A picture is what it takes to move and paint particles, in wasm, outside of a browser.

`)
	out.WriteString(pageInShort(r).String())
	out.WriteString(framesInFull(r).String())
	out.WriteString("## How cost grows\n\n")
	for _, c := range curves {
		c.write(&out, r)
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}
