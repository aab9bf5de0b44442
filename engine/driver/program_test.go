//go:build !js

package driver

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// fold returns the world at the end of a program's log, which must not
// contradict itself.
func fold(t *testing.T, p *Program) *world.World {
	t.Helper()
	w, r := world.New(), eventlog.NewReader(p.Log())
	var e eventlog.Event
	for r.Next(&e) {
		w.Apply(&e)
	}
	if r.Err() != nil || w.Check() != nil {
		t.Fatal(r.Err(), w.Check())
	}
	return w
}

// clocks runs a test by both clocks.
func clocks(t *testing.T, test func(t *testing.T, o ProgramOptions)) {
	for name, real := range map[string]bool{"virtual": false, "real": true} {
		t.Run(name, func(t *testing.T) { test(t, ProgramOptions{Name: "test", Seed: 1, Real: real}) })
	}
}

func TestAProgramEndsWhenMainReturns(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		e := p.Run(pingPongQuickly)
		if e != (Ending{Why: world.Clean}) {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Ended != world.Clean || w.Offered != 3 || w.Completed != 3 {
			t.Fatalf("ended %q, %+v", w.Ended, w.Counts)
		}
	})
}

func pingPongQuickly() {
	c, over := probe.Make[int](&at[0], 0), probe.Make[bool](&at[0], 0)
	probe.Go(&at[1], func() {
		for range 3 {
			probe.Self().Sleep(time.Millisecond)
			probe.To(&at[2], c).Send(1)
		}
		probe.Close(&at[3], c)
		probe.Close(&at[3], over)
	})
	for range probe.Range(&at[4], c) {
	}
	probe.Recv(&at[4], over)
	probe.Self().Sleep(time.Millisecond)
}

func TestADeadlockIsToldAsGoDoes(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		e := p.Run(func() {
			c := probe.Make[int](&at[0], 0)
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
			probe.Forever(&at[3])
		})
		if e.Why != world.Deadlock || e.Status != 2 || e.Left != 3 ||
			!strings.HasPrefix(e.Message, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [") {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Ended != world.Deadlock || w.Goroutines[2].State != world.BlockedRecv {
			t.Fatalf("ended %q", w.Ended)
		}
	})
}
