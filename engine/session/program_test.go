package session

import (
	"bytes"
	"errors"
	"sync"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// programSites are the places of a small program.
var programSites = [...]probe.Site{
	{Line: 4, Func: "main", Name: "jobs"},
	{Line: 5, Func: "main", Name: "worker"},
	{Line: 7, Func: "main", Name: "jobs"},
	{Line: 12, Func: "worker", Name: "jobs"},
}

// registerOnce is called only in an instrumented test: TestMain asks whether
// anything is registered.
var registerOnce = sync.OnceFunc(func() { probe.Register("main.go", programSites[:]) })

// recordedProgram is the log of a program whose main sends three values to a
// worker that is left.
func recordedProgram(t *testing.T) []byte {
	t.Helper()
	registerOnce()
	d := driver.New(7, nil, func(*probe.Run) {
		jobs := probe.Make[int](&programSites[0], 0)
		probe.Go(&programSites[1], func() {
			for range probe.Range(&programSites[3], jobs) {
			}
		})
		for i := range 3 {
			probe.To(&programSites[2], jobs).Send(i)
		}
	})
	d.Put(driver.Input{Kind: eventlog.Program, N: 7, Text: "example.org/work\tvirtual"})
	d.Advance(time.Minute, time.Minute)
	if d.Ended() != "leak" {
		t.Fatalf("the program ended with %q", d.Ended())
	}
	var file bytes.Buffer
	if err := d.Log().Encode(&file, eventlog.Header{Until: d.Now()}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestARecordedProgramIsShownFromItsStart(t *testing.T) {
	file := recordedProgram(t)
	s, err := Import(file)
	if err != nil {
		t.Fatal(err)
	}
	if p := s.Program(); p == nil || p.Package != "example.org/work" || p.Clock != "virtual" {
		t.Fatalf("the program is %+v", s.Program())
	}
	if s.Spec.Title != "work" || s.Seed != 7 || s.Stats().Playhead != 0 || s.Playing() {
		t.Errorf("%q with seed %d begins at %v, playing: %v", s.Spec.Title, s.Seed, s.Stats().Playhead, s.Playing())
	}
	s.Play()
	s.Frame(time.Hour, time.Second)
	if s.Ended() != "leak" || s.Err() != nil {
		t.Errorf("it ended with %q, %v", s.Ended(), s.Err())
	}
	if w := s.World(); w.Offered != 3 || w.Completed != 3 {
		t.Errorf("of three values that were sent %d are told of, %d of them done with", w.Offered, w.Completed)
	}
	if err := s.Seek(0); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(s.Export(), file) {
		t.Error("it is exported as another log")
	}
}

func TestARecordedProgramCannotBeChanged(t *testing.T) {
	s, err := Import(recordedProgram(t))
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"a knob": s.Set("workers", 3), "an action": s.Act("stop"), "a click": s.Inject(1, ""),
	} {
		if !errors.Is(err, ErrProgram) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if left, err := s.Advance(time.Hour, time.Second); left != 0 || err != nil {
		t.Errorf("past its end it goes on: %v left, %v", left, err)
	}
}

func TestAProgramIsCalledByItsPathButForAMajorVersion(t *testing.T) {
	for pkg, want := range map[string]string{
		"example.com/cmd/sieve": "sieve", "github.com/tsenart/vegeta/v12": "vegeta", "v2": "v2", "example.com/viewer": "viewer",
	} {
		if got := title(pkg); got != want {
			t.Errorf("%s is called %q", pkg, got)
		}
	}
}
