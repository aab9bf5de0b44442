package twin_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
	twintime "sluice/engine/twin/time"
)

// execute runs main in a run and fails if the run broke. It returns how the
// run ended and what it printed.
func execute(t *testing.T, main func()) (driver.Result, string) {
	t.Helper()
	var out strings.Builder
	r := driver.Execute(driver.Options{Output: func(s string) { out.WriteString(s) }}, main)
	switch {
	case r.Err != nil:
		t.Fatal(r.Err)
	case r.Panic != "":
		t.Fatalf("the run panicked: %s", r.Panic)
	case r.Deadlock:
		t.Fatal("the run came to a deadlock")
	}
	return r, out.String()
}

// spawn starts fn as a goroutine of the calling goroutine's run.
func spawn(fn func()) { probe.Self().Spawn("helper", fn) }

// trace is what a program says, each line with the time since its start.
type trace struct {
	since func() time.Duration
	mu    sync.Mutex
	lines []string
}

func (tr *trace) say(format string, a ...any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.lines = append(tr.lines, fmt.Sprintf("%v: ", tr.since())+fmt.Sprintf(format, a...))
}

// sameAsReal runs a program twice: with the originals in testing/synctest,
// and with the twins in a run. It fails if they do not say the same.
func sameAsReal(t *testing.T, real, twin func(*trace)) {
	t.Helper()
	var want, got trace
	synctest.Test(t, func(*testing.T) {
		start := time.Now()
		want.since = func() time.Duration { return time.Since(start) }
		real(&want)
	})
	execute(t, func() {
		start := twintime.Now()
		got.since = func() time.Duration { return twintime.Since(start) }
		twin(&got)
	})
	if len(want.lines) == 0 {
		t.Fatal("the program says nothing")
	}
	if !slices.Equal(got.lines, want.lines) {
		t.Errorf("twin:\n\t%s\noriginal:\n\t%s",
			strings.Join(got.lines, "\n\t"), strings.Join(want.lines, "\n\t"))
	}
}

// panicOf returns what f panics with, nil if it does not.
func panicOf(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}
