package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"

	"sluice/web/serve"
)

// measurePage serves the built page and lets web/bench measure it in a
// browser. What it writes has the format of Go's benchmarks.
func measurePage(ctx context.Context, out io.Writer, quick bool) (err error) {
	root, err := os.OpenRoot("dist")
	if err != nil {
		return err
	}
	defer root.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- serve.Serve(ctx, listener, serve.Handler(root.FS())) }()
	defer func() {
		stop()
		err = errors.Join(err, <-served)
	}()

	cmd := exec.CommandContext(ctx, "sh", "-c", "node_modules/.bin/esbuild bench/page.ts --bundle --platform=node"+
		" --format=esm --packages=external --log-level=warning | node --input-type=module -")
	cmd.Dir = "web"
	cmd.Env = append(cmd.Environ(), fmt.Sprintf("SLUICE_URL=http://%s/", listener.Addr()))
	if quick {
		cmd.Env = append(cmd.Env, "QUICK=1")
	}
	return output(cmd, out)
}
