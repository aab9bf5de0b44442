//go:build !js

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"sluice/record"
)

// shop builds programs, each once.
type shop struct {
	dir   string // where it builds
	tools string // the folder of what {tools} stands for
	built map[string]*built
}

// built is a program, built plainly and for recording.
type built struct {
	program
	shop   *shop
	dir    string
	plain  string // the binary
	probed *record.Built
}

func (s *shop) build(p program) (*built, error) {
	if b := s.built[p.name]; b != nil {
		return &built{program: p, shop: s, dir: b.dir, plain: b.plain, probed: b.probed}, nil
	}
	b := &built{program: p, shop: s, dir: filepath.Join(s.dir, p.name)}
	b.plain = filepath.Join(b.dir, "plain")
	if err := os.MkdirAll(filepath.Join(b.dir, "temp"), 0o755); err != nil {
		return nil, err
	}
	at, path := ".", p.at
	if module, _, versioned := strings.Cut(p.at, "@"); versioned {
		if err := s.require(b.dir, p.at); err != nil {
			return nil, err
		}
		at, path = b.dir, module
	}
	if _, err := run(at, "go", "build", "-o", b.plain, path); err != nil {
		return nil, err
	}
	probed, err := record.Build(record.Options{Program: p.at, Work: filepath.Join(b.dir, "probed"), Err: io.Discard})
	if err != nil {
		return nil, err
	}
	b.probed = probed
	s.built[p.name] = b
	return b, nil
}

// require makes a module that requires a package or module of some version.
func (s *shop) require(dir, what string) error {
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module required\n"), 0o644); err != nil {
		return err
	}
	_, err := run(dir, "go", "get", what)
	return err
}

// folder returns the folder of a module of some version.
func (s *shop) folder(module string) (string, error) {
	if err := s.require(s.dir, module); err != nil {
		return "", err
	}
	path, _, _ := strings.Cut(module, "@")
	return run(s.dir, "go", "list", "-m", "-f", "{{.Dir}}", path)
}

// run runs a command in a folder and returns what it prints.
func run(dir string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if dir != "." {
		cmd.Env = append(cmd.Env, "GOFLAGS=-mod=mod")
	}
	out, err := cmd.Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%s %s: %s", name, strings.Join(args, " "), strings.TrimSpace(string(failed.Stderr)))
	}
	return strings.TrimSpace(string(out)), err
}
