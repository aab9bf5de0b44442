//go:build !js

package vet

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
)

// Exit is an error that asks for an exit status other than 1.
type Exit struct {
	Status int
	Err    error
}

func (e *Exit) Error() string { return e.Err.Error() }
func (e *Exit) Unwrap() error { return e.Err }

// ExitStatus is the status with which the command ends.
func (e *Exit) ExitStatus() int { return e.Status }

// ErrFound is returned when something is wrong with the recorded program.
var ErrFound = errors.New("the run has errors")

// Command tells what is wrong in a recorded run, with the arguments of a
// command line:
//
//	[-json] [-top n] run.sluice
//
// It returns ErrFound when there is a finding of severity error, and an Exit of
// status 2 for arguments or a file that it cannot use. It does not watch ctx.
func Command(_ context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("vet", flag.ContinueOnError)
	flags.SetOutput(out)
	asJSON := flags.Bool("json", false, "write the report as JSON")
	top := flags.Int("top", 10, "list so `many` lines of the block profile; 0 lists all")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return &Exit{2, err}
	}
	if flags.NArg() != 1 || *top < 0 {
		return &Exit{2, errors.New("name one recorded run, as in: sluice vet run.sluice")}
	}
	r, err := lookAt(flags.Arg(0))
	if err != nil {
		return &Exit{2, err}
	}
	if *top > 0 {
		r.Profile = r.Profile[:min(*top, len(r.Profile))]
	}
	if *asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(view(r))
	} else {
		err = write(out, r)
	}
	if err == nil && r.Count(Error) > 0 {
		err = ErrFound
	}
	return err
}

// lookAt reads a file and looks at the run in it.
func lookAt(file string) (*Report, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	log, head, err := eventlog.Decode(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	rec := playback.New(log)
	rec.Fold()
	rec.World().Advance(head.Until)
	if err := rec.World().Check(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return Look(rec, nil), nil
}
