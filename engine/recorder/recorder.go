// Package recorder is linked into a program that is recorded. Its
// initialisation begins the run, ahead of that of the program's packages, so
// that goroutines which these start belong to it. Without a task in the
// environment it does nothing, and the probes are plain constructs.
package recorder

// current is the run of this process; nil without a task.
var current *run

func init() {
	if t, ok := assigned(); ok {
		current = begin(t)
	}
}

// Main runs the program's main function. In a run the process ends in it.
func Main(main func()) {
	main()
	if current != nil {
		current.end()
	}
}
