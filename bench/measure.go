package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// measure runs all that is planned and writes it to a file, in the format of
// Go's benchmarks, which benchstat reads, too.
func measure(ctx context.Context, to string, quick bool) (err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	fmt.Fprintf(file, "go: %s\ncores: %d\n", strings.TrimPrefix(runtime.Version(), "go"), runtime.NumCPU())

	plan := plan
	if quick {
		plan = hastened(plan)
	}
	binaries := make([]string, len(plan))
	for i, s := range plan {
		if binaries[i], err = compile(ctx, s); err != nil {
			return err
		}
	}
	for round, left := 1, true; left; round++ {
		left = false
		for i, s := range plan {
			if round > s.rounds {
				continue
			}
			left = true
			tell("round %d: %s %s, %s", round, s.pkg, s.bench, s.where())
			fmt.Fprintf(file, "round: %d\nwhere: %s\n", round, s.where())
			if err := s.run(ctx, binaries[i], file); err != nil {
				return err
			}
		}
	}
	tell("the page in a browser")
	fmt.Fprint(file, "round: 1\nwhere: browser\n")
	return measurePage(ctx, file, quick)
}

var began = time.Now()

// tell says on the terminal what is being done.
func tell(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%4.0f s  %s\n", time.Since(began).Seconds(), fmt.Sprintf(format, args...))
}

// compile makes the test binary of a series and returns its path.
func compile(ctx context.Context, s series) (string, error) {
	way := strings.ReplaceAll(s.where(), ", ", "-")
	if s.scenes {
		way += "-scenes"
	}
	path := filepath.Join(folder, strings.ReplaceAll(s.pkg, "/", "-")+"-"+way+".test")
	overlay, err := overlayFor(s, path+".json")
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-trimpath", "-overlay", overlay, "-o", path, "./"+s.pkg)
	if s.wasm {
		cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	}
	tell("compile %s, %s", s.pkg, way)
	return path, output(cmd, io.Discard)
}

// run runs the benchmarks of a series once and writes their output.
func (s series) run(ctx context.Context, binary string, out io.Writer) error {
	path, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	args := []string{path, "-test.run=^$", "-test.bench=" + s.bench, "-test.benchtime=" + s.time}
	if s.oneCPU {
		args = append(args, "-test.cpu=1")
	}
	if s.wasm {
		root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
		if err != nil {
			return err
		}
		args = append([]string{strings.TrimSpace(string(root)) + "/lib/wasm/go_js_wasm_exec"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = s.pkg
	if s.wasm { // Go's loader for node has little room for an environment
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	}
	return output(cmd, out)
}

// output runs a command and writes what it says, which the error repeats if
// it fails.
func output(cmd *exec.Cmd, out io.Writer) error {
	var said strings.Builder
	cmd.Stdout = io.MultiWriter(out, &said)
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, said.String())
	}
	return nil
}
