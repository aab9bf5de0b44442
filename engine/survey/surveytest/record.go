// Package surveytest has logs of programs of the usual shapes, for tests. The
// programs are written with probe calls by hand, as the instrumenter would.
package surveytest

import (
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// Shapes are the programs, by name.
var Shapes = map[string]func(){}

// file is a source file that there is not, but whose lines are told apart.
type file string

// at is a place in the file. Sites are registered while the package is
// initialised.
func (f file) at(line int32, function, name string) *probe.Site {
	list := []probe.Site{{Line: line, Func: function, Name: name}}
	probe.Register(string(f), list)
	return &list[0]
}

// Record returns the log of a program that has run for a span of virtual
// time, or to its end.
func Record(program func(), span time.Duration) *eventlog.Log {
	d := driver.New(1, nil, func(*probe.Run) { program() })
	d.Put(driver.Input{Kind: eventlog.Program, N: 1, Text: "shape\tvirtual"})
	d.Advance(span, time.Minute)
	defer d.Close()
	return d.Log()
}

func sleep(d time.Duration) { probe.Self().Sleep(d) }
