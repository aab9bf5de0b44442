//go:build !js

package record

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"sluice/web/serve"
)

// runName is where the run is, beside the page.
const runName = "run.sluice"

// findPage returns an error unless dir holds a built page.
func findPage(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("%s: %w", filepath.Clean(dir), serve.ErrNoPage)
	}
	return nil
}

// page is where the page is and goes.
type page struct {
	dir, addr string
	out       io.Writer // gets the page's address
}

// serve serves the page, and what beside adds to it, until ctx is cancelled. Said
// is the line that tells where, with %s for the host and port.
func (p page) serve(ctx context.Context, said string, beside func(page http.Handler) http.Handler) error {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	listener, err := serve.Listen(p.addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, said, listener.Addr())
	return serve.Serve(ctx, listener, beside(serve.Handler(root.FS())))
}

// showRun serves the page with a run beside it until ctx is cancelled.
func (p page) showRun(ctx context.Context, run string) error {
	return p.serve(ctx, "The run is at http://%s/?open="+runName+" (end with Ctrl-C)\n",
		func(page http.Handler) http.Handler { return withRun(page, run) })
}

// withRun serves a run's file beside the page.
func withRun(page http.Handler, run string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", page)
	mux.HandleFunc("GET /"+runName, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFile(w, r, run)
	})
	return mux
}
