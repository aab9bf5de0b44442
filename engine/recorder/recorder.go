//go:build !js

// Package recorder is linked into a program that is recorded. Its
// initialisation begins the run, ahead of that of the program's packages, so
// that goroutines which these start belong to it. Without a task in the
// environment it does nothing, and the probes are plain constructs.
package recorder

import "sluice/engine/probe"

// first is the run's first goroutine, which initialises the packages and runs
// main; nil without a task.
var first *probe.G

func init() {
	if t, ok := assigned(); ok {
		first = begin(t)
	}
}

// Main runs the program's main function. In a run it does not return: the
// process ends with the run.
func Main(main func()) {
	if first == nil {
		main()
		return
	}
	first.Do(main)
	select {}
}
