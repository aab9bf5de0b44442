// Command run runs one program of the corpus: plainly, or, when the corpus was
// compiled with instrumentation, as a run under virtual time. It ends like the
// program does: with Go's message and exit status 2 on a panic or a deadlock.
//
//	run [-seed n] [-hash] name
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
	hash := flag.Bool("hash", false, "print the log's hash at the end")
	flag.Parse()
	program := corpus.Lookup(flag.Arg(0))
	if program == nil {
		fmt.Fprintf(os.Stderr, "run: no program %q; there are %q\n", flag.Arg(0), corpus.Names())
		os.Exit(1)
	}
	if !probe.Instrumented() {
		program()
		return
	}
	// A write inside of the run would be a system call, and the driver would
	// take the run to be settled meanwhile.
	var out strings.Builder
	print := func(s string) { out.WriteString(s) }
	result := driver.Execute(driver.Options{Seed: *seed, Output: print}, program)
	fmt.Print(out.String())
	if *hash {
		fmt.Printf("%d events, hash %016x\n", result.Events, result.LogHash)
	}
	switch {
	case result.Panic != "":
		fmt.Fprintln(os.Stderr, "panic: "+result.Panic)
	case result.Deadlock:
		fmt.Fprintln(os.Stderr, "fatal error: all goroutines are asleep - deadlock!")
	case result.Err != nil:
		fmt.Fprintln(os.Stderr, "run: the log contradicts itself:", result.Err)
	default:
		return
	}
	os.Exit(2)
}
