//go:build !js

package record

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"
)

// status is how a program's process ended.
type status struct {
	code   int
	killed bool // by a signal
	spent  Spent
}

// broken is the status of a program that Go has ended, by a panic or a fatal
// error.
const broken = 2

// why is the status in the words of a log, of a program that has not said itself
// how it ends.
func (s status) why() string {
	switch {
	case s.killed:
		return "killed"
	case s.code == 0:
		return "done"
	case s.code == broken:
		return "panic"
	}
	return fmt.Sprintf("exit %d", s.code)
}

// run runs the program until it ends, and passes signals on to it.
func run(o Options, binary string, environ ...string) (status, error) {
	cmd := exec.Command(binary, o.Args...)
	cmd.Dir = o.Dir
	cmd.Env = append(os.Environ(), environ...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = o.In, o.Out, o.Err
	if o.In == nil {
		cmd.Stdin = nil
	}
	signals := o.Signals
	if signals == nil {
		signals = make(chan os.Signal, 8)
		signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
		defer signal.Stop(signals)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return status{}, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			// A terminal sends an interrupt to the program, too.
			if s != os.Interrupt || o.In == nil || !isatty.IsTerminal(o.In.Fd()) {
				_ = cmd.Process.Signal(s) // it may have ended
			}
		case err := <-ended:
			var failed *exec.ExitError
			if err != nil && !errors.As(err, &failed) {
				return status{}, err
			}
			s := statusOf(cmd.ProcessState)
			s.spent = Spent{time.Since(begun), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
			return s, nil
		}
	}
}

// statusOf is the status that a shell would give.
func statusOf(p *os.ProcessState) status {
	if w, ok := p.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return status{code: 128 + int(w.Signal()), killed: true}
	}
	return status{code: p.ExitCode()}
}
