//go:build !js

// Package recorder is linked into a program that is recorded. Its
// initialisation begins the run, ahead of that of the program's packages, so
// that goroutines which these start belong to it. Without a task in the
// environment it does nothing, and the probes are plain constructs.
package recorder

import "sluice/engine/driver"

// current is the program of this process; nil without a task.
var current *driver.Program

func init() {
	if t, ok := assigned(); ok {
		current = begin(t)
	}
}

// Main runs the program's main function. In a run it does not return: the
// process ends with the run.
func Main(main func()) {
	if current == nil {
		main()
		return
	}
	current.Main(main)
}
