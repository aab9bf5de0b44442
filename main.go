//go:build !js

// Command sluice is the native half of Sluice: it serves the built page and
// runs the tools that build it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"sluice/desktop/launch"
	"sluice/engine/instrument"
	"sluice/engine/vet"
	"sluice/record"
	"sluice/web/serve"
)

// A command is one verb of the command line. It returns when its work is done
// or ctx is cancelled; an error becomes one line and exit status 1.
type command struct {
	name, summary string
	run           func(ctx context.Context, args []string, out io.Writer) error
}

var commands = []command{
	{"desktop", "run a scene on this machine's cores, in a window: -scene cores -procs 2", launch.Command},
	{"instrument", "rewrite packages into probed Go: -o build/overlay ./engine/pattern", instrument.Command},
	{"vet", "say what is wrong in a recorded run, and where time was lost: [-json] [-top n] run.sluice", vet.Command},
	{"record", "run a Go program and record it: -o run.sluice ./cmd/server", record.Command},
	{"watch", "show a Go program in the page while it runs: ./cmd/server", record.WatchCommand},
	{"serve", "serve the built page: -addr 127.0.0.1:8080 -dir dist", serve.Command},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	var name string
	if len(args) > 0 {
		name = args[0]
	}
	for _, cmd := range commands {
		if cmd.name != name {
			continue
		}
		err := cmd.run(ctx, args[1:], out)
		if status, ok := errors.AsType[record.Status](err); ok {
			return int(status)
		}
		if err != nil && !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintf(errOut, "sluice %s: %v\n", name, err)
			if status, ok := errors.AsType[interface {
				error
				ExitStatus() int
			}](err); ok {
				return status.ExitStatus()
			}
			return 1
		}
		return 0
	}
	fmt.Fprintln(errOut, "usage: sluice <command> [flags]")
	for _, cmd := range commands {
		fmt.Fprintf(errOut, "  %-12s%s\n", cmd.name, cmd.summary)
	}
	return 2
}
