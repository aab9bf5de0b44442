//go:build !js

package record

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"sluice/engine"
)

// The instrumented program imports packages of module sluice, which its own
// module knows nothing of. So the go command gets another go.mod (or go.work,
// if the program is in a workspace) than the program's: a copy that also names
// the sources that this command carries.

const modulePath = "sluice"

// resolve finds the program and readies the modules that it is built from.
func (b *build) resolve() (err error) {
	dir := b.options.Dir
	if dir == "" {
		dir = "."
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	program := b.options.Program
	if path, version, ok := strings.Cut(program, "@"); ok {
		if dir, err = b.require(path, version); err != nil {
			return err
		}
		program = path
	}
	if b.program, b.at, err = find(program, dir); err != nil {
		return err
	}
	if b.program.Module.Path == modulePath {
		return nil
	}
	out, err := goCommand(b.at, nil, "env", "GOVERSION", "GOMOD", "GOWORK")
	if err != nil {
		return err
	}
	toolchain, rest, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	mod, work, _ := strings.Cut(rest, "\n")
	if err := canBuild(toolchain); err != nil {
		return err
	}
	if work != "" && work != "off" {
		return b.workspace(work)
	}
	return b.module(mod)
}

// canBuild returns an error if a Go of that version, as the go command calls it,
// cannot build what this command carries.
func canBuild(toolchain string) error {
	name, _, _ := strings.Cut(toolchain, " ") // what follows are experiments
	if version.Compare(version.Lang(name), engine.Language) < 0 && version.IsValid(name) {
		return fmt.Errorf("this program is built by %s, but its probes need %s or newer: set GOTOOLCHAIN=%s.0", name, engine.Language, engine.Language)
	}
	return nil
}

// sluice readies the sources of module sluice for the program, whose own module
// may require it, too.
func (b *build) sluice(required bool) (dir string, err error) {
	if !required {
		return writeSluice(nil)
	}
	all, err := list(b.at, nil, "-deps", "--", b.program.ImportPath)
	if err != nil {
		return "", err
	}
	return writeSluice(slices.DeleteFunc(all, func(p pkg) bool {
		return p.Module == nil || p.Module.Path != modulePath || isEngine(p.ImportPath)
	}))
}

// requires tells whether a module requires module sluice.
func requires(file *modfile.File) bool {
	return slices.ContainsFunc(file.Require, func(r *modfile.Require) bool { return r.Mod.Path == modulePath })
}

// require makes a module that requires a package of some version, and returns
// its folder.
func (b *build) require(path, version string) (dir string, err error) {
	dir = b.path("required")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module required\n"), 0o644); err != nil {
		return "", err
	}
	_, err = goCommand(dir, []string{"GOWORK=off", "GOFLAGS=-mod=mod"}, "get", path+"@"+version)
	return dir, err
}

// module makes the go.mod of a program that is in no workspace.
func (b *build) module(mod string) error {
	file, err := readModule(mod)
	if err != nil {
		return err
	}
	sluice, err := b.sluice(requires(file))
	if err != nil {
		return err
	}
	for _, r := range slices.Clone(file.Replace) {
		if r.Old.Path == modulePath {
			if err := file.DropReplace(r.Old.Path, r.Old.Version); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(
		file.AddRequire(modulePath, "v0.0.0"),
		file.AddReplace(modulePath, "", sluice, ""),
	); err != nil {
		return err
	}
	if m := b.program.Module; !m.Main && m.Replace == nil {
		copied, err := copyModule(m)
		if err != nil {
			return err
		}
		if err := file.AddReplace(m.Path, "", copied, ""); err != nil {
			return err
		}
	}
	text, err := file.Format()
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.path("go.mod"), text, 0o644); err != nil {
		return err
	}
	sums, err := os.ReadFile(strings.TrimSuffix(mod, ".mod") + ".sum")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.flags = []string{"-modfile=" + b.path("go.mod"), "-mod=readonly"}
	b.env = []string{"GOWORK=off"}
	return os.WriteFile(b.path("go.sum"), sums, 0o644)
}

// readModule reads a go.mod.
func readModule(name string) (*modfile.File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	file, err := modfile.Parse(name, text, nil)
	if err == nil && file.Module == nil {
		err = fmt.Errorf("%w: %s names no module", ErrProgram, name)
	}
	return file, err
}

// workspace makes the go.work of a program that is in a workspace.
func (b *build) workspace(work string) error {
	text, err := os.ReadFile(work)
	if err != nil {
		return err
	}
	file, err := modfile.ParseWork(work, text, nil)
	if err != nil {
		return err
	}
	absolute := func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(filepath.Dir(work), path)
	}
	required := false
	for _, use := range slices.Clone(file.Use) {
		path := use.Path // DropUse clears it
		used, err := readModule(filepath.Join(absolute(path), "go.mod"))
		if err != nil {
			return err
		}
		if err := file.DropUse(path); err != nil {
			return err
		}
		required = required || requires(used) || used.Module.Mod.Path == modulePath
		if used.Module.Mod.Path == modulePath {
			continue
		}
		if err := file.AddUse(absolute(path), ""); err != nil {
			return err
		}
	}
	sluice, err := b.sluice(required)
	if err != nil {
		return err
	}
	for _, r := range slices.Clone(file.Replace) {
		if r.New.Version == "" {
			if err := file.AddReplace(r.Old.Path, r.Old.Version, absolute(r.New.Path), ""); err != nil {
				return err
			}
		}
	}
	if err := file.AddUse(sluice, ""); err != nil {
		return err
	}
	if m := b.program.Module; !m.Main && m.Replace == nil {
		copied, err := copyModule(m)
		if err != nil {
			return err
		}
		if err := file.AddReplace(m.Path, "", copied, ""); err != nil {
			return err
		}
	}
	file.Cleanup()
	sums, err := os.ReadFile(work + ".sum")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.flags, b.env = []string{"-mod=readonly"}, []string{"GOWORK=" + b.path("go.work")}
	return errors.Join(
		os.WriteFile(b.path("go.work"), modfile.Format(file.Syntax), 0o644),
		os.WriteFile(b.path("go.work.sum"), sums, 0o644),
	)
}
