package main

// What a run pays for being watched.

var operationNames = []struct{ name, bench string }{
	{"send and receive, buffered", "Buffered"},
	{"send to a waiting receiver", "Unbuffered"},
	{"select of two, and a receive", "Select"},
}

// probes sets each probed operation beside the plain one.
func probes(r *results) *table {
	t := &table{head: []string{"an operation", "plain", "probed", "ratio", "counted only", "ratio"}}
	for _, where := range []string{"native", "wasm"} {
		for _, o := range operationNames {
			plain, probed := o.bench+"/probes=off "+where, o.bench+"/probes=on "+where
			counted := probed + ", counting"
			ratio, ok := r.ratio(probed, plain, "ns/op")
			if !ok {
				continue
			}
			least, _ := r.ratio(counted, plain, "ns/op")
			t.add(o.name+", "+where, r.span(plain, "ns/op"), r.span(probed, "ns/op"), times(ratio),
				r.span(counted, "ns/op"), times(least))
		}
	}
	return t
}

// log tells what an event costs in a run of 100,000 jobs.
func log(r *results) *table {
	t := &table{head: []string{"100,000 jobs, an event", "time", "ratio", "bytes", "events"}}
	for _, where := range []string{"native", "wasm"} {
		counted := "Log/fold=false " + where + ", counting"
		for _, l := range []struct{ name, bench string }{
			{"counted only, ", counted},
			{"recorded, ", "Log/fold=false " + where},
			{"recorded and folded, ", "Log/fold=true " + where},
		} {
			ratio, ok := r.ratio(l.bench, counted, "ns/op")
			if !ok {
				continue
			}
			bytes, _ := r.median(l.bench, "B/event")
			t.add(l.name+where, r.span(l.bench, "ns/event"), times(ratio), three(bytes), r.count(l.bench, "events/op"))
		}
	}
	return t
}
