//go:build !js

package record

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
)

// source opens a stream of server-sent events. It ends when ctx is cancelled,
// and by io.EOF when the program ends.
type source func(ctx context.Context) (io.ReadCloser, error)

// relay serves what a source has, which the page may then read as its own. A
// page of somebody else that gives this address a name of its own is refused.
func relay(from source) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isOwnHost(r.Host) {
			http.Error(w, "open the page by its address, as it was printed", http.StatusForbidden)
			return
		}
		stream, err := from(r.Context())
		if err != nil {
			http.Error(w, "the program cannot be watched: "+err.Error(), http.StatusBadGateway)
			return
		}
		defer stream.Close()
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		flusher := http.NewResponseController(w)
		_ = flusher.Flush() // the browser has gone if it fails, and then so does the first Write
		closed := context.AfterFunc(r.Context(), func() { stream.Close() })
		defer closed()
		buf := make([]byte, 64<<10)
		for {
			n, err := stream.Read(buf)
			if _, failed := w.Write(buf[:n]); failed != nil {
				return
			}
			if err == io.EOF {
				io.WriteString(w, "\n\nevent: end\ndata:\n\n") // after what may have been cut short
			}
			if err != nil || flusher.Flush() != nil {
				return
			}
		}
	})
}

// isOwnHost reports whether a request came by an address, and not by a name that
// somebody else has given to it.
func isOwnHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(strings.Trim(host, "[]")) != nil
}

// remote is the stream of a service elsewhere.
func remote(url, token string) source {
	return func(ctx context.Context) (io.ReadCloser, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return nil, err
		}
		if answer.StatusCode == http.StatusOK {
			return answer.Body, nil
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
		return nil, fmt.Errorf("the service answers %s: %s", answer.Status, strings.TrimSpace(string(text)))
	}
}
