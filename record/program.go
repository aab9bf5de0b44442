//go:build !js

package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pkg is what the go command says of a package.
type pkg struct {
	ImportPath, Name, Dir string
	Standard              bool
	Module                *module
}

type module struct {
	Path, Version, Dir, GoMod, GoVersion string
	Main                                 bool
	Replace                              *module
}

// goCommand runs the go command in a folder and returns its standard output.
// Its message is the error.
func goCommand(dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var message strings.Builder
	cmd.Stderr = &message
	out, err := cmd.Output()
	if err != nil && message.Len() > 0 {
		err = errors.New(strings.TrimSpace(message.String()))
	}
	return out, err
}

// list returns the packages that go list finds.
func list(dir string, env []string, args ...string) ([]pkg, error) {
	args = append([]string{"list", "-json=ImportPath,Name,Dir,Standard,Module"}, args...)
	out, err := goCommand(dir, env, args...)
	if err != nil {
		return nil, err
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// find finds the program in the folder dir, where it is run. at is the folder
// from which the go command resolves the package path.
func find(program, dir string) (p pkg, at string, err error) {
	if strings.HasSuffix(program, ".go") {
		return p, "", fmt.Errorf("%w: %s is a file: name the folder of its package", ErrProgram, program)
	}
	at = dir
	if folder := filepath.Join(dir, program); isFolder(folder) || filepath.IsAbs(program) {
		if filepath.IsAbs(program) {
			folder = program
		}
		at, program = folder, "." // its module is the one that counts
	}
	all, err := list(at, nil, "--", program)
	if err != nil {
		return p, "", err
	}
	if len(all) != 1 {
		return p, "", fmt.Errorf("%w: %q stands for %d packages: name one", ErrProgram, program, len(all))
	}
	p = all[0]
	switch {
	case p.Name != "main":
		return p, "", fmt.Errorf("%w: %s is package %s: name a package main", ErrProgram, p.ImportPath, p.Name)
	case p.Standard:
		return p, "", fmt.Errorf("%w: %s is part of Go itself", ErrProgram, p.ImportPath)
	case p.Module == nil:
		return p, "", fmt.Errorf("%w: %s is in no module: run go mod init there", ErrProgram, p.Dir)
	}
	return p, at, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
