//go:build !js

// Package watched is linked into a program that was built to be watched. Its
// initialisation makes the program one, ahead of that of the program's own
// packages. If a process has started the program that wants to watch it, it
// streams through a socket; see package live for what comes through it.
package watched

import (
	"context"
	"io"
	"net"
	"os"
	"time"

	"sluice/engine/live"
	"sluice/engine/probe"
)

// variable is the environment variable with the path of the Unix socket.
const variable = "SLUICE_WATCH"

// Environ is a line of a process's environment: a program that was built to be
// watched listens on that socket.
func Environ(socket string) string { return variable + "=" + socket }

// patience is how long a viewer may not take what is sent to it.
const patience = 10 * time.Second

func init() {
	probe.Watchable()
	probe.Ending = func(why string) { live.Default().Close(why) }
	socket := os.Getenv(variable)
	os.Unsetenv(variable) // what the program starts is watched by nobody
	if socket == "" {
		return
	}
	// Without the socket nobody can watch; the program is to run nevertheless.
	if l, err := net.Listen("unix", socket); err == nil {
		go accept(l)
	}
}

// Main runs the program's main function, and tells those who watch when it has
// returned. If it panics the process ends as it does without this.
func Main(main func()) {
	main()
	probe.Ending("done")
}

func accept(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go stream(conn)
	}
}

// stream streams to one who has connected until that is cut.
func stream(conn net.Conn) {
	defer conn.Close()
	ctx, cut := context.WithCancel(context.Background())
	go func() {
		io.Copy(io.Discard, conn) // nothing comes: it returns when the other side has gone
		cut()
	}()
	// How it ends is for the viewer to say.
	_ = live.Default().Stream(ctx, func(frame []byte) error {
		conn.SetWriteDeadline(time.Now().Add(patience))
		_, err := conn.Write(frame)
		return err
	})
}
