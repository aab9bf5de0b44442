package vet

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/probe"
)

// The tests write probe calls by hand, as the instrumenter would, each on a
// line of its own of a file that is called prog.go.
var lines [100]probe.Site

func init() {
	for i := range lines {
		lines[i] = probe.Site{Line: int32(i), Func: "main"}
	}
	probe.Register("prog.go", lines[:])
}

// at is a line, with the name of the channel or goroutine that it is about.
func at(line int, name string) *probe.Site {
	lines[line].Name = name
	return &lines[line]
}

const (
	aScene   = "scene"
	aProgram = "example.org/work"
)

// recorded runs main under virtual time as a scene or as a program, and returns
// the recording.
func recorded(t *testing.T, what string, main func()) *playback.Recording {
	t.Helper()
	d := driver.New(1, nil, func(*probe.Run) { main() })
	if what == aProgram {
		d.Put(driver.Input{Kind: eventlog.Program, N: 1, Text: what + "\tvirtual"})
	} else {
		d.Put(driver.Input{Kind: eventlog.Load, N: 1, Text: what + "\tonly"})
	}
	d.Advance(time.Hour, time.Minute)
	if d.Ended() == "" || d.Err() != nil {
		t.Fatalf("the run ended with %q, %v", d.Ended(), d.Err())
	}
	return d.Recording()
}

// vetted is the report of a run.
func vetted(t *testing.T, what string, main func()) *Report {
	t.Helper()
	return Look(recorded(t, what, main), nil)
}

// the returns the finding of a kind, of which there must be one.
func the(t *testing.T, r *Report, k Kind) *Finding {
	t.Helper()
	var found *Finding
	for i := range r.Findings {
		if r.Findings[i].Kind == k {
			if found != nil {
				t.Fatalf("two findings of %s: %q and %q", k, found.What, r.Findings[i].What)
			}
			found = &r.Findings[i]
		}
	}
	if found == nil {
		t.Fatalf("no %s among %d findings of a run that ended with %q: %+v", k, len(r.Findings), r.Ended, r.Findings)
	}
	return found
}

// says holds a finding against what it should say: its severity, its first line,
// how many goroutines it is about, and words of its sentence.
func (f *Finding) says(t *testing.T, severity Severity, line, goroutines int, words ...string) {
	t.Helper()
	if f.Severity != severity || len(f.Places) == 0 || f.Places[0].Line != line || len(f.Goroutines)+f.More != goroutines {
		t.Errorf("%s: severity %v at %v about %d, want %v at line %d about %d",
			f.Kind, f.Severity, f.Places, len(f.Goroutines)+f.More, severity, line, goroutines)
	}
	for _, w := range words {
		if !strings.Contains(f.What, w) {
			t.Errorf("%s: it does not say %q: %s", f.Kind, w, f.What)
		}
	}
	if f.Do == "" || f.Seq == 0 {
		t.Errorf("%s: it does not say what to do, or when it was: %+v", f.Kind, f)
	}
}

// steps are what a finding says of its places.
func (f *Finding) steps() string {
	var b strings.Builder
	for _, p := range f.Places {
		b.WriteString(p.What + "\n")
	}
	return b.String()
}

// Pieces of programs.

func pause(line int, d time.Duration) {
	probe.At(at(line, ""))
	probe.Self().Sleep(d)
}

func times(n int, do func()) {
	for range n {
		do()
	}
}

func TestWhoHasJustBeenHeldUpWhenOthersCouldGoOnTellsNothing(t *testing.T) {
	log := &eventlog.Log{}
	for _, e := range []eventlog.Event{
		{Kind: eventlog.Program, N: 1, Text: aProgram + "\treal"},
		{Kind: eventlog.GoCreate, Obj: 1, Text: "main"},
		{Kind: eventlog.GoStart, G: 1},
		{Kind: eventlog.GoCreate, G: 1, Obj: 2, Text: "worker"},
		{Kind: eventlog.GoStart, G: 2},
		{Kind: eventlog.ChanMake, G: 1, At: 990_000, Obj: 1, M: probe.Carries},
		{Kind: eventlog.GoCreate, G: 1, At: 990_000, Obj: 3, Text: "sender"},
		{Kind: eventlog.GoStart, G: 3, At: 990_000},
		{Kind: eventlog.WaitSend, G: 3, At: 990_000, Obj: 1},
		{Kind: eventlog.WaitSync, G: 2, At: 990_000, Obj: 1, Text: "mutex"},
		{Kind: eventlog.GoEnd, G: 1, At: 990_000},
		{Kind: eventlog.Finish, At: int64(time.Millisecond), Text: "done"},
	} {
		log.Append(&e)
	}
	rec := playback.New(log)
	rec.Fold()
	if r := Look(rec, nil); len(r.Findings) != 0 {
		t.Errorf("found %+v", r.Findings)
	}
}

func TestWhoseWaitIsOverIsNotStuck(t *testing.T) {
	log := &eventlog.Log{}
	for _, e := range []eventlog.Event{
		{Kind: eventlog.Program, N: 1, Text: aProgram + "\treal"},
		{Kind: eventlog.GoCreate, Obj: 1, Text: "main"},
		{Kind: eventlog.GoStart, G: 1},
		{Kind: eventlog.ChanMake, G: 1, Obj: 1, M: probe.Carries},
		{Kind: eventlog.GoCreate, G: 1, Obj: 2, Text: "sender"},
		{Kind: eventlog.GoStart, G: 2},
		{Kind: eventlog.WaitSend, G: 2, Obj: 1},
		{Kind: eventlog.Recv, G: 1, Obj: 1},
		{Kind: eventlog.GoEnd, G: 1},
		{Kind: eventlog.Finish, At: int64(time.Second), Text: "leak"},
	} {
		log.Append(&e)
	}
	rec := playback.New(log)
	rec.Fold()
	if r := Look(rec, nil); len(r.Findings) != 0 {
		t.Errorf("found %+v", r.Findings)
	}
}
