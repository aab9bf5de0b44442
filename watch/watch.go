//go:build !js

// Package watch lets a running service be looked at: its handler streams what
// the goroutines and channels of the process do to Sluice's page.
//
//	mux.Handle("GET /debug/sluice/", watch.Handler(watch.Options{}))
//
// Built as usual the service is as fast as without it, and the handler answers
// 503. Built by sluice watch, or as that does, it records while somebody
// watches and only then, and of a busy service a sample. To look at one that
// runs:
//
//	sluice watch -url http://127.0.0.1:9000/debug/sluice/ -token …
package watch

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"sluice/engine/live"
	"sluice/engine/probe"
)

// Options say who may watch, and what that may cost. The zero value is for
// this machine alone.
type Options struct {
	// Token is what a viewer has to show, as "Authorization: Bearer" or as the
	// query's token. If it is empty it is SLUICE_TOKEN of the environment, and
	// if that is empty, too, a random one, which is written to Log.
	Token string

	// Remote lets viewers of other machines in, too. A proxy on this machine
	// makes all who come through it viewers of this one.
	Remote bool

	Share  float64   // of the processors' time that watching may cost; 0: 0.02
	Events int       // a second that are recorded at most; 0: 10,000
	Log    io.Writer // os.Stderr if nil
}

// patience is how long a viewer may not take what is sent to it.
const patience = 10 * time.Second

// Handler streams what the process does, as server-sent events, to who asks by
// GET. It answers 401 without the token, 403 to another machine, and 503 in a
// program that was not built to be watched. A process has one stream,
// whatever number of handlers; the last one's Share and Events count.
func Handler(o Options) http.Handler {
	if !probe.CanBeWatched() {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, live.ErrPlain.Error(), http.StatusServiceUnavailable)
		})
	}
	if o.Log == nil {
		o.Log = os.Stderr
	}
	if o.Token == "" {
		o.Token = os.Getenv("SLUICE_TOKEN")
	}
	if o.Token == "" {
		o.Token = rand.Text()
		fmt.Fprintf(o.Log, "sluice: to watch this program, use the token %s\n", o.Token)
	}
	hub := live.Default()
	hub.Afford(live.Budget{Share: o.Share, Events: o.Events})
	return o.guard(stream(hub))
}

// guard lets only those in who may watch.
func (o Options) guard(inner http.Handler) http.Handler {
	want := sha256.Sum256([]byte(o.Token)) // so that the length is no secret told by time
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !bearer {
			shown = r.URL.Query().Get("token")
		}
		got := sha256.Sum256([]byte(shown))
		switch {
		case !o.Remote && !isLoopback(r.RemoteAddr):
			http.Error(w, "watch from the machine that the service runs on, or set Options.Remote", http.StatusForbidden)
		case subtle.ConstantTimeCompare(want[:], got[:]) != 1:
			w.Header().Set("WWW-Authenticate", `Bearer realm="sluice"`)
			http.Error(w, "show the token that the service has printed, or was given", http.StatusUnauthorized)
		default:
			inner.ServeHTTP(w, r)
		}
	})
}

// isLoopback reports whether the other side of a connection is on this machine.
// What a header says of it anybody can write.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

func stream(hub *live.Hub) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := http.NewResponseController(w)
		begun := false
		err := hub.Stream(r.Context(), func(frame []byte) error {
			if !begun {
				begun = true
				w.Header().Set("Content-Type", "text/event-stream")
				w.Header().Set("Cache-Control", "no-store")
				w.Header().Set("X-Content-Type-Options", "nosniff")
			}
			// A server may have a deadline for answers, and this one goes on.
			if err := out.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
				return err
			}
			if _, err := w.Write(frame); err != nil {
				return err
			}
			return out.Flush()
		})
		if !begun && err != nil && r.Context().Err() == nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
}
