//go:build !js

// Command sluice-desktop runs a scene on this machine's processors and draws
// it in a window. make desktop builds it, with its scenes instrumented.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"sluice/desktop/primes"
	"sluice/engine/probe"
)

// errPlain is returned for a binary whose scenes are not instrumented.
var errPlain = errors.New("built without instrumentation: run make desktop")

// options is what the command line asks for.
type options struct {
	scene, variant string
	theme          string
	procs          int    // GOMAXPROCS; 0 leaves it
	frames         int    // after which the window closes; 0: when it is closed
	shot           string // file that the last frame is written to
	log            string // file that the run's log is written to at the end
	width, height  int    // of the window
}

func main() {
	if err := command(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "sluice desktop:", err)
		os.Exit(1)
	}
}

func command(args []string, out io.Writer) error {
	o, err := parse(args, out)
	if err != nil {
		return err
	}
	if !probe.Instrumented() {
		return errPlain
	}
	return show(o)
}

func parse(args []string, out io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("desktop", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.scene, "scene", primes.ID, "the scene's `id`")
	flags.StringVar(&o.variant, "variant", "", "the scene's variant; the first one if empty")
	flags.StringVar(&o.theme, "theme", "dark", "dark or light")
	flags.IntVar(&o.procs, "procs", 0, "GOMAXPROCS, up to the number of cores; 0: that number")
	flags.IntVar(&o.frames, "frames", 0, "close the window after so many frames; 0: never")
	flags.StringVar(&o.shot, "shot", "", "write the last frame to this PNG `file`; needs -frames")
	flags.StringVar(&o.log, "o", "", "write the run's log to this `file` when the window closes")
	flags.IntVar(&o.width, "width", 1280, "of the window, in pixels")
	flags.IntVar(&o.height, "height", 800, "of the window, in pixels")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	switch cores := runtime.NumCPU(); {
	case flags.NArg() > 0:
		return nil, fmt.Errorf("%q is no flag: sluice desktop -h lists them", flags.Arg(0))
	case o.procs < 0 || o.procs > cores:
		return nil, fmt.Errorf("-procs %d: this machine has %d, so it goes from 1 to %d", o.procs, cores, cores)
	case o.procs == 0:
		o.procs = cores
	}
	if o.theme != "dark" && o.theme != "light" {
		return nil, fmt.Errorf("-theme %s: it is dark or light", o.theme)
	}
	if o.shot != "" && o.frames == 0 {
		return nil, errors.New("-shot needs -frames: after how many the picture is taken")
	}
	return o, nil
}
