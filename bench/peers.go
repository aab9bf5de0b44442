package main

import "strings"

// A task is what several libraries do, by the prefix of its benchmarks.
type task struct{ name, prefix string }

var tasks = []task{
	{"token bucket, one caller", "Allow/callers=one/"},
	{"token bucket, many callers", "Allow/callers=many/"},
	{"job through a pool of 2, one submitter", "SubmitToDone/workers=2/submitters=one/"},
	{"job through a pool of 2, many submitters", "SubmitToDone/workers=2/submitters=many/"},
	{"job through a pool of 64, one submitter", "SubmitToDone/workers=64/submitters=one/"},
	{"job through a pool of 64, many submitters", "SubmitToDone/workers=64/submitters=many/"},
	{"retry, success at once", "Retry/failures=0/"},
	{"retry, success after three failures", "Retry/failures=3/"},
	{"number through a pipeline of three stages", "Pipeline/"},
}

// remarks say what a library does otherwise, by task and library.
var remarks = map[string]string{
	"Allow uber-ratelimit":  "Take waits for its turn: measured at a rate at which it never has to",
	"Allow failsafe":        "counts in fixed windows, which let two bursts through at their border",
	"SubmitToDone ants":     "has no queue: who submits waits for a free worker",
	"SubmitToDone conc":     "has no queue: who submits waits for a free worker",
	"SubmitToDone errgroup": "starts a goroutine for each job",
	"SubmitToDone failsafe": "a bulkhead: a permit, and a goroutine for each job",
	"Pipeline errgroup":     "stages written by hand, as in its documentation",
	"Pipeline conc-stream":  "a task for each number, callbacks in their order",
}

// of returns the names of a task's results: ours, and the others' in their
// order; ok is false if ours is missing.
func (t task) of(r *results) (ours string, others []string, ok bool) {
	for _, name := range r.names {
		switch {
		case !strings.HasPrefix(name, t.prefix):
		case option(name, "lib") == "sluice":
			ours, ok = name, true
		default:
			others = append(others, name)
		}
	}
	return ours, others, ok
}

// fastest returns which of the others took least beside ours.
func fastest(r *results, ours string, others []string) (name string, ratio float64) {
	for _, other := range others {
		if x, ok := r.ratio(other, ours, "ns/op"); ok && (name == "" || x < ratio) {
			name, ratio = other, x
		}
	}
	return name, ratio
}

// peersInShort sets each task beside the library that does it fastest.
func peersInShort(r *results) *table {
	t := &table{head: []string{"the patterns", "Sluice", "fastest of the others", "ratio"}}
	for _, task := range tasks {
		ours, others, ok := task.of(r)
		other, ratio := fastest(r, ours, others)
		if !ok || other == "" {
			continue
		}
		t.add(task.name, r.span(ours, "ns/op"), option(other, "lib")+", "+r.span(other, "ns/op"), times(ratio))
	}
	return t
}

// peersInFull lists every library at each task.
func peersInFull(r *results) string {
	var out strings.Builder
	for _, task := range tasks {
		ours, others, ok := task.of(r)
		if !ok {
			continue
		}
		kind, _, _ := strings.Cut(task.prefix, "/")
		t := &table{head: []string{task.name, "time", "ratio", "bytes", "allocations", "what it does otherwise"}}
		for _, name := range append([]string{ours}, others...) {
			ratio, _ := r.ratio(name, ours, "ns/op")
			lib := option(name, "lib")
			t.add(lib, r.span(name, "ns/op"), times(ratio),
				r.count(name, "B/op"), r.count(name, "allocs/op"), remarks[kind+" "+lib])
		}
		out.WriteString(t.String())
	}
	return out.String()
}
