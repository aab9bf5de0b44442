// Command run runs programs of the corpus: plainly, or, when the corpus was
// compiled with instrumentation, as runs under virtual time.
//
//	run [-seed n] name
//	run [-seed n] -all name...
//
// One program ends the process as it would by itself: with Go's message and
// exit status 2 on a panic or a deadlock. With -all, each program's output
// lies between two lines: ">>> name" and "<<< status hash message".
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"sluice/engine/driver"
	"sluice/engine/instrument/corpus"
	"sluice/engine/probe"
)

func main() {
	seed := flag.Uint64("seed", 1, "the run's `seed`")
	all := flag.Bool("all", false, "run several programs and report on each")
	flag.Parse()
	for _, name := range flag.Args() {
		if corpus.Lookup(name) == nil {
			fmt.Fprintf(os.Stderr, "run: no program %q; there are %q\n", name, corpus.Names())
			os.Exit(1)
		}
	}
	if !*all {
		if e := run(flag.Arg(0), *seed); e.status != 0 {
			fmt.Fprintln(os.Stderr, e.message)
			os.Exit(e.status)
		}
		return
	}
	for _, name := range flag.Args() {
		fmt.Println(">>>", name)
		e := run(name, *seed)
		fmt.Printf("<<< %d %016x %s\n", e.status, e.hash, e.message)
	}
}

type ending struct {
	status  int
	message string // on the standard error
	hash    uint64 // of the run's log
}

func run(name string, seed uint64) ending {
	program := corpus.Lookup(name)
	if !probe.Instrumented() {
		program()
		return ending{}
	}
	// A write inside of the run would be a system call, and the driver would
	// take the run to be settled meanwhile.
	var out strings.Builder
	print := func(s string) { out.WriteString(s) }
	result := driver.Execute(driver.Options{Seed: seed, Output: print}, program)
	fmt.Print(out.String())
	switch {
	case result.Panic != "":
		return ending{2, "panic: " + result.Panic, result.LogHash}
	case result.Deadlock:
		return ending{2, "fatal error: all goroutines are asleep - deadlock!", result.LogHash}
	case result.Err != nil:
		return ending{1, "run: the log contradicts itself: " + result.Err.Error(), result.LogHash}
	}
	return ending{hash: result.LogHash}
}
