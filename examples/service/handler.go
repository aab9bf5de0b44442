//go:build !js

package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"expvar"
	"net/http"
	"regexp"
	"time"

	"sluice/engine/pattern"
	"sluice/practice/httplimit"
	"sluice/watch"
)

//go:embed index.html
var index []byte

// handler routes the requests. Those for a new job are counted, and limited for
// each client.
func (s *service) handler(rate float64, burst int) http.Handler {
	limiter := httplimit.New(httplimit.Config{Rate: rate, Burst: burst, Hooks: httplimit.Hooks{
		OnRefuse: func(*http.Request, error, time.Duration) { s.ledger.refused(tooFast) },
	}})
	limited := limiter.Handler(http.HandlerFunc(s.post))
	mux := http.NewServeMux()
	mux.HandleFunc("POST /jobs", func(w http.ResponseWriter, r *http.Request) {
		s.ledger.received()
		limited.ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /jobs/{id}", s.get)
	mux.HandleFunc("GET /stats", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, s.ledger.now())
	})
	mux.Handle("GET /debug/vars", expvar.Handler())
	mux.Handle("GET /debug/sluice/", watch.Handler(watch.Options{}))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		w.Write(index)
	})
	return mux
}

// key is what an id that a client chooses may be.
var key = regexp.MustCompile(`^"?([0-9A-Za-z_-]{1,64})"?$`)

// largest is the largest number that is the same in every reader of JSON.
const largest = 1 << 53

// parseJob makes a record of a request. Its id is the client's Idempotency-Key, so
// that a request can be repeated when its answer was lost.
func parseJob(w http.ResponseWriter, r *http.Request) (record, *problem) {
	var body struct{ Number uint64 }
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&body); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return record{}, &problem{Status: http.StatusRequestEntityTooLarge, Detail: "A job is smaller than 1 kB."}
		}
		return record{}, &problem{Status: http.StatusBadRequest, Detail: `A job is written {"number": 600851475143}. ` + err.Error()}
	}
	if body.Number < 2 || body.Number > largest {
		return record{}, &problem{Status: http.StatusBadRequest, Detail: "The number must be from 2 to 9007199254740992."}
	}
	id := rand.Text()
	if text := r.Header.Get("Idempotency-Key"); text != "" {
		match := key.FindStringSubmatch(text)
		if match == nil {
			return record{}, &problem{Status: http.StatusBadRequest, Detail: "An Idempotency-Key has 1 to 64 letters, digits, - and _."}
		}
		id = match[1]
	}
	return record{ID: id, Number: body.Number, State: waiting}, nil
}

// post accepts a job or refuses it. A place in the queue comes first, as it
// costs least; whoever has one is stored, and only then accepted.
func (s *service) post(w http.ResponseWriter, r *http.Request) {
	asked, wrong := parseJob(w, r)
	if wrong != nil {
		s.ledger.refused(invalid)
		wrong.write(w)
		return
	}
	j := &job{service: s, record: asked, settled: make(chan struct{})}
	if err := s.pool.Submit(context.WithoutCancel(r.Context()), j); err != nil {
		s.refuse(w, err)
		return
	}
	defer close(j.settled)
	known, fresh, err := s.store.accept(asked, rand.Text())
	switch {
	case err != nil:
		s.say.Printf("job %s is not accepted: %v", asked.ID, err)
		s.ledger.refused(notStored)
		unavailable("The job could not be stored. Come again, with the same Idempotency-Key.").write(w)
		return
	case known.Number != asked.Number:
		s.ledger.refused(invalid)
		(&problem{Status: http.StatusUnprocessableEntity, Detail: "The Idempotency-Key belongs to another job."}).write(w)
		return
	case !fresh:
		s.ledger.repeated()
	default:
		s.ledger.accepted()
		j.stored = true
	}
	w.Header().Set("Location", "/jobs/"+known.ID)
	answer(w, http.StatusAccepted, known)
}

// refuse answers for the pool.
func (s *service) refuse(w http.ResponseWriter, why error) {
	if why == pattern.ErrShutdown {
		s.ledger.refused(stopping)
		w.Header().Set("Connection", "close")
		unavailable("The service ends. Come again: the next one takes over.").write(w)
		return
	}
	s.ledger.refused(queueFull)
	unavailable("The queue is full. Come again.").write(w)
}

func (s *service) get(w http.ResponseWriter, r *http.Request) {
	found, err := s.store.find(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		(&problem{Status: http.StatusNotFound, Detail: "There is no such job."}).write(w)
	case err != nil:
		unavailable("The job could not be read. Come again.").write(w)
	default:
		answer(w, http.StatusOK, found)
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body) // whoever does not read it has gone
}
