// Package corpus is a collection of small programs, one to a file, that
// between them use every construct that the instrumenter rewrites. Each prints
// what it sees, in an order that does not depend on the scheduler, so that its
// output must be the same plain, instrumented, under the race detector and in
// wasm.
package corpus

import (
	"maps"
	"slices"
)

var programs = map[string]func(){}

func register(name string, program func()) {
	if programs[name] != nil {
		panic("two programs are called " + name)
	}
	programs[name] = program
}

// Names lists the programs in order.
func Names() []string { return slices.Sorted(maps.Keys(programs)) }

// Lookup returns a program, nil if there is none of that name.
func Lookup(name string) func() { return programs[name] }
