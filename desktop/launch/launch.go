// Package launch starts the window, which is a program of its own: so what
// needs no window needs none of what draws it.
package launch

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// ErrMissing is returned while the window's program has not been built.
var ErrMissing = errors.New("the window is a program of its own, which is not built yet: run make desktop")

// Command runs the window's program, which is in the folder of this one, with
// args, and returns when it has ended.
func Command(ctx context.Context, args []string, out io.Writer) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return start(ctx, filepath.Dir(self), args, out)
}

func start(ctx context.Context, dir string, args []string, out io.Writer) error {
	name := "sluice-desktop"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return ErrMissing
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	return cmd.Run()
}
