//go:build !js

package recorder

import (
	"io"
	"os"

	"sluice/engine/driver"
	"sluice/engine/probe"
)

// begin starts the run of the process. The calling goroutine, which is the
// process's first, goes on as the run's first.
func begin(t Task) *probe.G {
	p := keep(driver.ProgramOptions{Name: t.Program, Seed: t.Seed, Real: t.Real}, t.Log)
	first := make(chan *probe.G)
	go func() {
		e := p.Run(func() { standIn(first) })
		io.WriteString(os.Stderr, e.Message)
		os.Exit(e.Status)
	}()
	g := <-first
	g.Assume()
	return g
}

// standIn hands over the run's first goroutine, which the caller is.
func standIn(first chan<- *probe.G) {
	g := probe.Self()
	r := g.Run()
	r.Adopt()
	r.Carry()
	r.PrintThrough()
	probe.Disown()
	first <- g
	select {}
}
