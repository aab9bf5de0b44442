//go:build !js

package record

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"sluice/engine/instrument"
)

// build is what a program is built with.
type build struct {
	options Options
	work    string
	keep    bool
	program pkg
	at      string // the folder in which the go command is run

	flags []string // of the go command
	env   []string
}

// prepare finds the program and makes the folder in which it is built.
func prepare(o Options) (b *build, err error) {
	b = &build{options: o, work: o.Work, keep: o.Work != ""}
	if b.keep {
		if b.work, err = filepath.Abs(o.Work); err == nil {
			err = os.MkdirAll(b.work, 0o755)
		}
	} else {
		b.work, err = os.MkdirTemp("", "sluice-record-")
	}
	if err != nil {
		return nil, err
	}
	if err := b.resolve(); err != nil {
		b.clean()
		return nil, err
	}
	return b, nil
}

func (b *build) clean() {
	if !b.keep {
		os.RemoveAll(b.work)
	}
}

func (b *build) path(name string) string { return filepath.Join(b.work, name) }

// build instruments the program's packages and compiles it.
func (b *build) build() (binary string, err error) {
	o := b.options
	own, err := b.packages()
	if err != nil {
		return "", err
	}
	overlay := b.path("overlay")
	err = instrument.Overlay(instrument.Options{
		Patterns: own, Dir: b.at, Out: overlay, Target: instrument.Native, Tags: o.Tags,
		Flags: b.flags, Env: b.env, Main: b.program.ImportPath, Watched: o.watched,
		Note: func(f instrument.Finding) { o.say("%s", f) },
	})
	if err != nil {
		return "", err
	}
	binary = b.path("program")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	args := append([]string{"build", "-buildvcs=false", "-o", binary, "-overlay", filepath.Join(overlay, "overlay.json")}, b.flags...)
	if o.Race {
		args = append(args, "-race")
	}
	if o.Tags != "" {
		args = append(args, "-tags="+o.Tags)
	}
	_, err = goCommand(b.at, b.env, append(args, b.program.ImportPath)...)
	return binary, err
}

// packages returns the packages to instrument: those of the program's module.
// It says which ones are left as they are.
func (b *build) packages() (own []string, err error) {
	args := slices.Clone(b.flags)
	if b.options.Tags != "" {
		args = append(args, "-tags="+b.options.Tags)
	}
	all, err := list(b.at, b.env, append(args, "-deps", "--", b.program.ImportPath)...)
	if err != nil {
		return nil, b.explain(err)
	}
	var left []string
	modules := map[string]bool{}
	for _, p := range all {
		switch {
		case p.Standard || isEngine(p.ImportPath):
		case p.Module != nil && p.Module.Path == b.program.Module.Path:
			own = append(own, p.ImportPath)
		default:
			left = append(left, p.ImportPath)
			if p.Module != nil {
				modules[p.Module.Path] = true
			}
		}
	}
	if len(left) > 0 {
		b.options.say("left as they are: %s of %s, and the standard library",
			count(len(left), "package"), count(len(modules), "module"))
	}
	if b.options.Verbose {
		for _, path := range left {
			b.options.say("left as it is: %s", path)
		}
	}
	return own, nil
}

// isEngine tells whether a package is one of those that the instrumented
// program calls, as the scenes' own.
func isEngine(path string) bool {
	for _, name := range []string{"driver", "eventlog", "live", "metrics", "playback", "probe", "recorder", "twin", "vtime", "watched", "world"} {
		if path == "sluice/engine/"+name || strings.HasPrefix(path, "sluice/engine/"+name+"/") {
			return true
		}
	}
	return path == modulePath+"/watch"
}

// explain adds what to do to what the go command says of missing modules.
func (b *build) explain(err error) error {
	if isFolder(filepath.Join(b.program.Module.Dir, "vendor")) {
		return errors.Join(err, fmt.Errorf("the folder vendor is not used for a recording: run go mod download in %s", b.program.Module.Dir))
	}
	return err
}

// count is a number with a noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%s %s", thousands(int64(n)), noun)
}

// thousands is n in groups of three digits.
func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
