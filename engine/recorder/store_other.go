//go:build !unix && !js

package recorder

import (
	"os"

	"sluice/engine/driver"
)

// keep returns a program whose log is written into a file parcel by parcel, so
// that the last one is lost when the process does not end by itself.
func keep(o driver.ProgramOptions, name string) *driver.Program {
	if file, err := os.Create(name); err == nil { // else the program is to run nevertheless
		o.Sink = file
	}
	return driver.NewProgram(o)
}
