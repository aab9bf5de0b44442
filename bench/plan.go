package main

import "time"

// A series is some benchmarks of one package, compiled in one way.
type series struct {
	pkg    string // below the module
	bench  string // which of its benchmarks
	wasm   bool   // run in node
	scenes bool   // with the scenes instrumented
	count  bool   // with a log that only counts
	oneCPU bool   // on one processor, as a run is
	time   string // for each benchmark, as -benchtime takes it
	rounds int
}

const operations = "Buffered|Unbuffered|Select"

// plan is all that is measured in Go. Each round runs every series that
// has as many, so that what is compared was measured at about the same time.
var plan = []series{
	{pkg: "engine/pattern/peers", bench: ".", time: "100ms", rounds: 7},
	{pkg: "engine/driver", bench: operations, oneCPU: true, time: "200ms", rounds: 5},
	{pkg: "engine/driver", bench: operations, oneCPU: true, time: "200ms", rounds: 5, count: true},
	{pkg: "engine/driver", bench: "Log", scenes: true, time: "3x", rounds: 5},
	{pkg: "engine/driver", bench: "Log/fold=false", scenes: true, time: "3x", rounds: 5, count: true},
	{pkg: "engine/driver", bench: "Goroutine", oneCPU: true, time: "100ms", rounds: 3},
	{pkg: "engine/session", bench: "Jobs", scenes: true, time: "100ms", rounds: 3},
	{pkg: "engine/session", bench: "Seek", scenes: true, time: "200x", rounds: 3},
	{pkg: "render/paint", bench: "^BenchmarkFrame", time: "100ms", rounds: 3},
	// In wasm a benchmark of less than 200 ms measures the warm-up.
	{pkg: "engine/driver", bench: operations, wasm: true, time: "400ms", rounds: 3},
	{pkg: "engine/driver", bench: operations, wasm: true, time: "400ms", rounds: 3, count: true},
	{pkg: "render/paint", bench: "^BenchmarkFrame", wasm: true, time: "400ms", rounds: 3},
	{pkg: "engine/driver", bench: "Log", wasm: true, scenes: true, time: "1x", rounds: 3},
	{pkg: "engine/driver", bench: "Log/fold=false", wasm: true, scenes: true, time: "1x", rounds: 3, count: true},
}

// hastened returns a plan that takes seconds, to try the tool with.
func hastened(plan []series) []series {
	quick := make([]series, len(plan))
	for i, s := range plan {
		if d, err := time.ParseDuration(s.time); err == nil && d > 0 {
			s.time = "5ms"
		} else {
			s.time = "1x"
		}
		if s.bench == "Jobs" {
			s.bench = "Jobs/jobs=1000?$"
		}
		s.rounds = 1
		quick[i] = s
	}
	return quick
}

// where is where a series runs, as results are named by it.
func (s series) where() string {
	at := "native"
	if s.wasm {
		at = "wasm"
	}
	if s.count {
		at += ", counting"
	}
	return at
}
