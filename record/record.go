//go:build !js

// Package record builds a Go program with probes, runs it and writes the log
// of what its goroutines and channels did.
package record

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"sluice/engine/recorder"
	"sluice/web/serve"
)

// ErrProgram says that there is no program to record.
var ErrProgram = errors.New("this is no program that can be recorded")

// Options say what to record and how.
type Options struct {
	Program string   // a folder, a package path, or path@version
	Args    []string // of the program
	Dir     string   // where it is run and resolved; the current folder if empty
	Log     string   // the file to write
	Seed    uint64
	Real    bool   // by the real clock
	Race    bool   // with the race detector
	Tags    string // build tags, comma-separated
	Work    string // where everything is built; a temporary folder if empty
	Verbose bool   // name the packages that are left as they are
	watched bool   // build it to be watched
	binary  string // the file to build, when it is not to be run

	In       *os.File  // the program's
	Out, Err io.Writer // the program's; Err also gets what there is to say

	// Signals are passed on to the program; nil stands for those that this
	// process gets meanwhile.
	Signals chan os.Signal
}

// Status is the exit status of a program that did not succeed.
type Status int

func (s Status) Error() string { return fmt.Sprintf("the program ended with exit status %d", int(s)) }

// Command records a program as the command line says:
//
//	[-o run.sluice] [-seed n] [-real] [-serve] [-race] [-tags list] [-work dir] [-v] package [args]
//
// The program has this process's standard streams, and its exit status is
// returned as a Status.
func Command(ctx context.Context, args []string, _ io.Writer) error {
	o := Options{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	flags := flag.NewFlagSet("record", flag.ContinueOnError)
	flags.StringVar(&o.Log, "o", "run.sluice", "write the run into this `file`")
	flags.Uint64Var(&o.Seed, "seed", 1, "`seed` of the run's random choices")
	flags.BoolVar(&o.Real, "real", false, "let time pass as it does, and goroutines run in parallel")
	flags.BoolVar(&o.Race, "race", false, "build with the race detector")
	flags.StringVar(&o.Tags, "tags", "", "build `tags`, comma-separated")
	flags.StringVar(&o.Work, "work", "", "build in this `folder`, and keep it")
	flags.BoolVar(&o.Verbose, "v", false, "name the packages that are left as they are")
	serves := flags.Bool("serve", false, "show the run in a browser when the program has ended")
	dist := flags.String("dir", "dist", "`directory` of the built page, for -serve")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("name a program: sluice record ./cmd/server")
	}
	o.Program, o.Args = flags.Arg(0), flags.Args()[1:]
	if *serves {
		if err := findPage(*dist); err != nil {
			return err
		}
	}
	err := Record(o)
	var status Status
	if *serves && (err == nil || errors.As(err, &status)) {
		// An interrupt that has ended the program is not meant for the page.
		ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt, syscall.SIGTERM)
		defer stop()
		if failed := (page{dir: *dist, addr: serve.DefaultAddr, out: o.Err}).showRun(ctx, o.Log); failed != nil {
			return failed
		}
	}
	return err
}

// Record builds and runs a program and writes its log. It returns an
// instrument.Refusal, with nothing run, when the program holds what cannot be
// instrumented, and a Status when it ends with another status than 0.
func Record(o Options) error {
	built, err := Build(o)
	if err != nil {
		return err
	}
	defer built.Clean()
	_, err = built.Run(o)
	return err
}

// Built is a program that is built for recording.
type Built struct {
	build  *build
	binary string
}

// Build builds a program. It returns an instrument.Refusal when the program
// holds what cannot be instrumented. The caller calls Clean in the end.
func Build(o Options) (*Built, error) {
	b, err := prepare(o)
	if err != nil {
		return nil, err
	}
	binary, err := b.build()
	if err != nil {
		b.clean()
		return nil, err
	}
	return &Built{b, binary}, nil
}

// Clean removes what was built, unless the options named the folder for it.
func (b *Built) Clean() { b.build.clean() }

// Spent is what a run of the program took, without its build.
type Spent struct{ Wall, CPU time.Duration }

// Run runs the program once and writes its log. Of the options it reads those
// that say how the program is run. It returns a Status as Record does.
func (b *Built) Run(o Options) (spent Spent, err error) {
	task := recorder.Task{Seed: o.Seed, Real: o.Real, Program: b.build.program.ImportPath, Log: b.build.path("events")}
	status, err := run(o, b.binary, task.Environ())
	if err != nil {
		return status.spent, err
	}
	if err := save(o, task, status); err != nil {
		return status.spent, err
	}
	if status.code != 0 {
		return status.spent, Status(status.code)
	}
	return status.spent, nil
}

// say writes a line about what is done with the program.
func (o Options) say(format string, args ...any) {
	verb := "record"
	if o.watched {
		verb = "watch"
	}
	fmt.Fprintln(o.Err, "sluice "+verb+": "+strings.TrimSuffix(fmt.Sprintf(format, args...), "\n"))
}
