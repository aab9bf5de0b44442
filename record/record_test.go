//go:build !js

package record

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/instrument"
	"sluice/engine/world"
)

// A program of testdata, and what its recording has to show.
type program struct {
	folder     string
	args       []string
	input      string
	ended      string
	goroutines []string // names, among others
	channels   []string
	said       string // of what is left as it is
	real       bool   // it is recorded by the real clock, too
}

var programs = []program{
	{folder: "pipeline", ended: "done", goroutines: []string{"main", "source.func1", "square.func1"}, channels: []string{"out"}, real: true},
	{folder: "deadlock", ended: "deadlock", goroutines: []string{"main.func1"}, channels: []string{"orders", "answers"}, real: true},
	{folder: "leak", ended: "leak", goroutines: []string{"main.func1"}, channels: []string{"result", "time.After"}},
	{folder: "panics", ended: "panic", goroutines: []string{"main.func1"}, channels: []string{"work"}},
	{folder: "status", ended: "exit 3", goroutines: []string{"main.func1"}, channels: []string{"done"}},
	{folder: "status", args: []string{"-x"}, ended: "exit 2", channels: []string{"done"}},
	{folder: "server", ended: "done", goroutines: []string{"counter", "net/http.(*conn).serve"}, channels: []string{"counts", "total", "served"}, real: true},
	{folder: "callback/app", ended: "done", goroutines: []string{"example.com/pool.(*Pool).serve"}, channels: []string{"results"}, said: "main.go:15: sync.Mutex is left as it is, as example.com/pool.New", real: true},
	{folder: "early", ended: "done", goroutines: []string{"start.func1", "init.func1"}, channels: []string{"c", "ready"}},
	{folder: "old", ended: "done", channels: []string{"c"}},
	{folder: "generics", ended: "done", goroutines: []string{"apply.func1"}, channels: []string{"w", "out"}},
	{folder: "signals", ended: "done", channels: []string{"signals"}},
	{folder: "reads", input: "to be\nor not\nto be\n", ended: "done", channels: []string{"lines", "counts"}},
	{folder: "workspace/a", ended: "done", goroutines: []string{"main.main.func1"}, channels: []string{"c"}},
	{folder: "labels", ended: "done", goroutines: []string{"main", "main.func1.1", "main.func2"}, channels: []string{"c"}},
	{folder: "fatal", ended: "exit 1", channels: []string{"c"}},
	{folder: "fatal", args: []string{"-logger"}, ended: "exit 1", channels: []string{"c"}},
	{folder: "unready", ended: "exit 2", channels: []string{"c"}},
	{folder: "killed", ended: "killed", channels: []string{"c"}},
	{folder: "reflects", ended: "done", goroutines: []string{"main.func1"}, channels: []string{"numbers", "made", "quit"}, real: true},
	{folder: "a space", ended: "done", channels: []string{"c"}},
}

// ending is what is seen of a program from outside.
type ending struct {
	out    string
	status int
}

// plainly runs a program as Go does.
func plainly(t *testing.T, p program) ending {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "program")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = filepath.Join("testdata", p.folder)
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var out bytes.Buffer
	cmd := exec.Command(binary, p.args...)
	cmd.Stdin, cmd.Stdout = strings.NewReader(p.input), &out
	var failed *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return ending{out.String(), statusOf(cmd.ProcessState).code}
}

// recorded records a program and returns its log, too, and what was said.
func recorded(t *testing.T, p program, real bool) (e ending, l *eventlog.Log, said string) {
	t.Helper()
	dir := t.TempDir()
	input := filepath.Join(dir, "input")
	if err := os.WriteFile(input, []byte(p.input), 0o644); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(input)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out, errs bytes.Buffer
	run := filepath.Join(dir, "run.sluice")
	err = Record(Options{
		Program: "./testdata/" + p.folder, Args: p.args, Log: run, Seed: 1, Real: real, In: in, Out: &out, Err: &errs,
	})
	var status Status
	if err != nil && !errors.As(err, &status) {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	file, err := os.ReadFile(run)
	if err != nil {
		t.Fatal(err)
	}
	if l, _, err = eventlog.Decode(file); err != nil {
		t.Fatal(err)
	}
	return ending{out.String(), int(status)}, l, errs.String()
}

// folded is the world at a log's end.
func folded(t *testing.T, l *eventlog.Log) *world.World {
	t.Helper()
	w := world.New()
	var e eventlog.Event
	r := eventlog.NewReader(l)
	for r.Next(&e) {
		if e.Seq == 1 && e.Kind != eventlog.Program {
			t.Errorf("the log begins with %v", e.Kind)
		}
		w.Apply(&e)
		if err := w.Check(); err != nil {
			t.Fatalf("event %d: %v", e.Seq, err)
		}
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	if len(r.Sources()) == 0 || r.Sources()[0].File != "main.go" {
		t.Errorf("the log carries the sources %v", r.Sources())
	}
	return w
}

func TestAProgramDoesWhatItDoesAndIsRecorded(t *testing.T) {
	for _, p := range programs {
		t.Run(p.folder+strings.Join(p.args, ""), func(t *testing.T) {
			t.Parallel()
			want := plainly(t, p)
			for _, real := range []bool{false, true} {
				if real && !p.real {
					break
				}
				got, l, said := recorded(t, p, real)
				if got != want {
					t.Errorf("real %v: got %q and %d, plainly %q and %d\n%s", real, got.out, got.status, want.out, want.status, said)
				}
				w := folded(t, l)
				if w.Ended != p.ended || !strings.Contains(said, "ended: "+p.ended) || !strings.Contains(said, p.said) {
					t.Errorf("real %v: ended %q, want %q; said %s", real, w.Ended, p.ended, said)
				}
				contains(t, "goroutine", p.goroutines, w.Goroutines, func(g world.Goroutine) string { return g.Name })
				contains(t, "channel", p.channels, w.Channels, func(c world.Channel) string { return c.Name })
			}
		})
	}
}

// contains reports each name that no element has.
func contains[E any](t *testing.T, what string, names []string, list []E, name func(E) string) {
	t.Helper()
	var all []string
	for _, e := range list {
		all = append(all, name(e))
	}
	for _, n := range names {
		if !slices.Contains(all, n) {
			t.Errorf("no %s %s among %q", what, n, all)
		}
	}
}

func TestWhatPassesTheProbesByIsRefused(t *testing.T) {
	run := filepath.Join(t.TempDir(), "run.sluice")
	var said bytes.Buffer
	err := Record(Options{Program: "./testdata/refused", Log: run, Err: &said})
	if !errors.Is(err, instrument.ErrRefused) {
		t.Fatal(err)
	}
	want := "\nmain.go:14: (reflect.Value).Send is not supported: use a send statement" +
		"\npick/pick.go:6: reflect.Select is not supported: use a select statement"
	if !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %q, want %q", err, want)
	}
	if _, err := os.Stat(run); err == nil {
		t.Error("there is a run")
	}
}

func TestWhatIsNoProgramIsSaid(t *testing.T) {
	for _, path := range []string{"./testdata/refused/pick", "./testdata/pipeline/main.go", "./testdata/none", "fmt"} {
		if err := Record(Options{Program: path, Err: io.Discard}); err == nil {
			t.Errorf("%s was recorded", path)
		}
	}
}

// listener is a writer that calls a function when a text is written.
type listener struct {
	heard strings.Builder
	text  string
	found func()
}

func (l *listener) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(l.text)) {
		l.found()
	}
	return l.heard.Write(b)
}

func TestASignalReachesTheProgram(t *testing.T) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	out := &listener{text: "ready", found: func() { self.Signal(syscall.SIGTERM) }}
	var said bytes.Buffer
	err = Record(Options{Program: "./testdata/waits", Log: filepath.Join(t.TempDir(), "run.sluice"), Out: out, Err: &said})
	if !errors.Is(err, Status(4)) || out.heard.String() != "ready\nterminated\n" {
		t.Errorf("the program printed %q and ended with %v\n%s", out.heard.String(), err, said.String())
	}
}
