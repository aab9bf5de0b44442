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

// show serves the page with a run beside it until ctx is cancelled.
func show(ctx context.Context, dir, run string, out io.Writer) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	listener, err := serve.Listen(serve.DefaultAddr)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The run is at http://%s/?open=%s (end with Ctrl-C)\n", listener.Addr(), runName)
	return serve.Serve(ctx, listener, withRun(serve.Handler(root.FS()), run))
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
