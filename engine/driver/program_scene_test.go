//go:build !js

package driver

import (
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// kinds counts the events of each kind in a program's log, by the goroutine.
func kinds(p *Program, g int) map[eventlog.Kind]int {
	n := map[eventlog.Kind]int{}
	r := eventlog.NewReader(p.Log())
	for e := (eventlog.Event{}); r.Next(&e); {
		if e.G == g {
			n[e.Kind]++
		}
	}
	return n
}

func TestASceneSaysItselfHowItsLogBegins(t *testing.T) {
	p := NewProgram(ProgramOptions{Real: true, Begin: func(r *probe.Run) { r.Record(eventlog.Load, 7, "cores\tendless") }})
	if e := p.Run(func() {}); e.Why != "done" {
		t.Fatalf("ended %+v", e)
	}
	if n := kinds(p, 0); n[eventlog.Load] != 1 || n[eventlog.Program] != 0 {
		t.Errorf("the driver has recorded %v", n)
	}
}

func TestWhoCountsSaysOnWhichCore(t *testing.T) {
	core := 3
	probe.OnCore = func() int { return core }
	defer func() { probe.OnCore = nil }()
	p := NewProgram(ProgramOptions{Real: true})
	p.Run(func() {
		for core = range 5 {
			probe.Tally("parts", 1)
			probe.Tally("parts", 1)
		}
	})
	if n := kinds(p, 1); n[eventlog.Core] != 6 || n[eventlog.Tally] != 10 {
		t.Errorf("it has recorded %v", n)
	}
}
