//go:build !js

package recorder

import (
	"io"
	"os"

	"sluice/engine/driver"
	"sluice/engine/probe"
)

// begin starts the run of the process, whose main goroutine calls it.
func begin(t Task) *driver.Program {
	p := keep(driver.ProgramOptions{Name: t.Program, Seed: t.Seed, Real: t.Real}, t.Log)
	p.Begin(func(e driver.Ending) {
		io.WriteString(os.Stderr, e.Message)
		os.Exit(e.Status)
	})
	r := probe.Self().Run()
	r.Carry()
	r.PrintThrough()
	return p
}
