//go:build !js

package record

import (
	"bytes"
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
// page of somebody else that gives this address a name of its own is refused. If
// the stream breaks off without an end, why tells how the program has ended; it
// returns nothing if that cannot be known.
func relay(from source, why func() string) http.Handler {
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
		buf, tail := make([]byte, 64<<10), []byte(nil)
		for {
			n, err := stream.Read(buf)
			if _, failed := w.Write(buf[:n]); failed != nil {
				return
			}
			tail = append(tail, buf[:n]...)
			tail = tail[max(0, len(tail)-farewell):]
			if err != nil && r.Context().Err() == nil && !bytes.Contains(tail, []byte("\nevent: end\n")) {
				fmt.Fprintf(w, "\n\nevent: end\ndata: %s\n\n", why()) // after what may have been cut short
			}
			if err != nil || flusher.Flush() != nil {
				return
			}
		}
	})
}

// farewell is how many bytes the end of a stream has at most.
const farewell = 100

// isOwnHost reports whether a request came by an address, and not by a name that
// somebody else has given to it.
func isOwnHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(strings.Trim(host, "[]")) != nil
}

// remote is the stream of a service elsewhere, or the sentence that says why there
// is none.
func remote(url, token string) source {
	return func(ctx context.Context) (io.ReadCloser, error) {
		if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
			return nil, fmt.Errorf("%q is not the address of a service: it begins with http:// or https://", url)
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return nil, err
		}
		request.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return nil, fmt.Errorf("the service cannot be reached: %w", err)
		}
		kind, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";")
		if answer.StatusCode == http.StatusOK && kind == "text/event-stream" {
			return answer.Body, nil
		}
		defer answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return nil, fmt.Errorf("%s answers, but not with a program's events: is watch.Handler there?", url)
		}
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
		line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
		return nil, fmt.Errorf("the service answers %s: %s", answer.Status, line)
	}
}
