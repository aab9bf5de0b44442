// Package serve is a static file server for the built page. It knows the
// page's media types, hands out the precompressed variant that a browser
// accepts, and caches by name: a file whose name carries its content's hash
// never changes, everything else is revalidated.
package serve

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// DefaultAddr is the address that Command tries first.
const DefaultAddr = "127.0.0.1:8080"

// ErrNoPage is returned when the served directory holds no page.
var ErrNoPage = errors.New("no index.html there: run make build first")

// Command is the "serve" subcommand. It parses -addr and -dir from args,
// prints the page's address to out once it accepts connections, and blocks
// until ctx is cancelled, when it lets running requests end and returns nil.
// If the default address is taken it serves on a free port; an address given
// by -addr is used as it is or reported as an error.
func Command(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", DefaultAddr, "listen `address`; a free port replaces the default one when it is taken")
	dir := flags.String("dir", "dist", "`directory` of the built page")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := os.OpenRoot(*dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Stat("index.html"); err != nil {
		return fmt.Errorf("%s: %w", filepath.Clean(*dir), ErrNoPage)
	}
	listener, err := Listen(*addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Sluice is at http://%s/ (end with Ctrl-C)\n", listener.Addr())
	return Serve(ctx, listener, Handler(root.FS()))
}

// Listen opens addr for TCP. Only DefaultAddr falls back to a free port of the
// same host when it is in use.
func Listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if addr == DefaultAddr && errors.Is(err, syscall.EADDRINUSE) {
		host, _, _ := net.SplitHostPort(addr)
		return net.Listen("tcp", net.JoinHostPort(host, "0"))
	}
	return listener, err
}

// Serve answers requests on listener until ctx is cancelled; then it closes
// the listener, waits at most two seconds for running requests, and returns
// nil. Any other end is returned as an error.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	return nil
}
