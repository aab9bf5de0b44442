// Package instrument turns plain Go into probed Go. It rewrites the packages
// that it is given, so that each channel operation, go statement, select and
// blocking call of the standard library goes through package probe and the
// twins, and writes an overlay for go build: the source files stay as they
// are.
//
// The rewritten files keep every statement on its line, so panics, stack
// traces and debuggers point into the source. What cannot be rewritten without
// changing what the program does is refused.
package instrument

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
)

// A Target is the platform that the rewritten packages will be compiled for.
type Target string

const (
	Wasm   Target = "wasm"   // GOOS=js GOARCH=wasm
	Native Target = "native" // the go command's own setting
)

func (t Target) env() []string {
	if t == Native {
		return nil
	}
	return []string{"GOOS=js", "GOARCH=wasm"}
}

// Options say what to instrument.
type Options struct {
	Patterns []string // packages, as for go build
	Dir      string   // where the patterns are resolved; the current directory if empty
	Out      string   // where the rewritten files and overlay.json go
	Target   Target   // Wasm if empty
	Tags     string   // build tags, as for go build
	Flags    []string // further flags of the go command
	Env      []string // additions to the environment of the go command

	// Main is the package path of a program that was not written for Sluice;
	// empty if the packages are scenes. See program.go.
	Main string
	Note func(Finding) // gets what the program keeps of the standard library, instead of a twin
}

// Overlay rewrites the packages and writes Out/overlay.json, for go build
// -overlay. Test files are left alone. Files whose content has not changed are
// not written, so their times stay.
//
// It returns a *Refusal, which is an ErrRefused, if the packages have errors
// or hold what cannot be instrumented; nothing is written then.
func Overlay(o Options) error {
	src, err := load(o)
	if err != nil {
		return err
	}
	if len(src.packages) == 0 {
		return fmt.Errorf("instrument: no package matches %q", o.Patterns)
	}
	out, err := filepath.Abs(o.Out)
	if err != nil {
		return fmt.Errorf("instrument: %w", err)
	}
	var (
		findings []Finding
		files    = map[string][]byte{} // by the name that the overlay gives
		replace  = map[string]string{}
	)
	own := map[string]bool{}
	for _, p := range src.packages {
		own[p.PkgPath] = true
	}
	twin := &twinTypes{options: o, scopes: map[string]*types.Scope{}}
	var starters starters
	if o.Main == "" {
		if starters, err = findStarters(o, src.packages); err != nil {
			return err
		}
	}
	plain, err := src.plain(o, own, twin)
	if err != nil {
		return err
	}
	for _, p := range src.packages {
		if broken := errorsOf(p); len(broken) > 0 {
			findings = append(findings, broken...)
			continue
		}
		u := newUnit(p.Fset, p.Syntax, p.Types, p.TypesInfo)
		u.own, u.twin, u.starters, u.main, u.plain = own, twin, starters, o.Main, plain
		for i, file := range p.Syntax {
			name := relative(p, p.CompiledGoFiles[i])
			text, found, err := u.rewrite(file, src.text[p.CompiledGoFiles[i]], name)
			if err != nil {
				return err
			}
			findings = append(findings, found...)
			if text != nil {
				// No go command looks into a folder that begins with _.
				target := filepath.Join(out, "_src", filepath.FromSlash(name))
				replace[p.CompiledGoFiles[i]], files[target] = target, text
			}
		}
		name, text := src.listing(p, u)
		target := filepath.Join(out, "_src", filepath.FromSlash(relative(p, name)))
		replace[name], files[target] = target, text
	}
	if err := refusal(findings); err != nil {
		return err
	}
	return write(out, files, replace)
}

// newUnit is a unit of its own; the caller sets own and twin.
func newUnit(set *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info) *unit {
	return &unit{
		fset:     set,
		types:    pkg,
		info:     info,
		prefix:   prefixFor(files),
		hidesInt: declares(info, "int"),
	}
}

type overlayFile struct {
	Replace map[string]string
}

// write brings out up to date and removes what an earlier overlay left there.
func write(out string, files map[string][]byte, replace map[string]string) error {
	index := filepath.Join(out, "overlay.json")
	var before overlayFile
	if data, err := os.ReadFile(index); err == nil {
		if err := json.Unmarshal(data, &before); err != nil {
			return fmt.Errorf("instrument: %s: %w", index, err)
		}
	}
	for _, name := range before.Replace {
		if files[name] != nil || !inside(out, name) {
			continue
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("instrument: %w", err)
		}
	}
	for name, text := range files {
		if err := update(name, text); err != nil {
			return fmt.Errorf("instrument: %w", err)
		}
	}
	data, err := json.MarshalIndent(overlayFile{replace}, "", "\t")
	if err != nil {
		return fmt.Errorf("instrument: %w", err)
	}
	if err := update(index, append(data, '\n')); err != nil {
		return fmt.Errorf("instrument: %w", err)
	}
	return nil
}

func inside(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// update writes a file unless it already has this content.
func update(name string, data []byte) error {
	old, err := os.ReadFile(name)
	if err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
