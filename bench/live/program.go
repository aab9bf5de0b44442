//go:build !js

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"sluice/engine/watched"
)

// program is a program that runs.
type program struct {
	cmd    *exec.Cmd
	in     io.Writer      // what it reads
	lines  *bufio.Scanner // what it prints
	dir    string
	viewer net.Conn
}

var errNotViewed = errors.New("nothing came from the program that is watched")

func start(ctx context.Context, binary string, isWatched bool) (*program, error) {
	dir, err := os.MkdirTemp("", "live-")
	if err != nil {
		return nil, err
	}
	p := &program{dir: dir, cmd: exec.CommandContext(ctx, binary, "-addr", "127.0.0.1:0", "-dir", dir,
		"-rate", "1e9", "-burst", "1000000000", "-queue", "1000000")}
	if isWatched {
		p.cmd.Env = append(os.Environ(), watched.Environ(p.socket()), "SLUICE_TOKEN=none")
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.lines = bufio.NewScanner(out)
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	return p, p.cmd.Start()
}

func (p *program) socket() string { return filepath.Join(p.dir, "watch") }

// view watches the program until it ends. It returns when the stream has begun.
func (p *program) view() (err error) {
	for range 100 {
		if p.viewer, err = net.Dial("unix", p.socket()); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond) // it is about to listen
	}
	if err != nil {
		return err
	}
	if _, err := p.viewer.Read(make([]byte, 1)); err != nil {
		return errors.Join(errNotViewed, err)
	}
	go io.Copy(io.Discard, p.viewer)
	return nil
}

// end ends the program. It may have ended already.
func (p *program) end() {
	if p.viewer != nil {
		p.viewer.Close()
	}
	p.cmd.Process.Kill() // what it leaves is in a folder of its own
	p.cmd.Wait()
}

// used is the processors' time that the program took, which has ended.
func (p *program) used() time.Duration {
	return p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

func (p *program) remove() { os.RemoveAll(p.dir) }
