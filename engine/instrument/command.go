package instrument

import (
	"context"
	"flag"
	"fmt"
	"io"
)

// Command runs the instrumenter with the arguments of a command line:
//
//	-o dir [-dir dir] [-target wasm|native] [-tags list] packages
//
// Errors of the command line are written to out. It does not watch ctx.
func Command(_ context.Context, args []string, out io.Writer) error {
	var o Options
	flags := flag.NewFlagSet("instrument", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.Out, "o", "", "write the rewritten files and overlay.json into this `folder`")
	flags.StringVar(&o.Dir, "dir", "", "resolve the packages in this `folder`")
	flags.StringVar(&o.Tags, "tags", "", "build `tags`, comma-separated")
	target := flags.String("target", string(Wasm), "compile for wasm or native")
	if err := flags.Parse(args); err != nil {
		return err
	}
	o.Target, o.Patterns = Target(*target), flags.Args()
	switch {
	case o.Out == "":
		return fmt.Errorf("instrument: -o is missing: name a folder for the rewritten files")
	case len(o.Patterns) == 0:
		return fmt.Errorf("instrument: name the packages to instrument")
	case o.Target != Wasm && o.Target != Native:
		return fmt.Errorf("instrument: -target %s: it must be wasm or native", *target)
	}
	return Overlay(o)
}
