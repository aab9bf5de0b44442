package httplimit

import (
	"container/list"
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"sluice/engine/pattern"
)

// GateConfig says how many requests a Gate lets in. Running must be set.
type GateConfig struct {
	Running int // requests that are handled at once; at least 1
	Waiting int // requests that may wait for that; more are refused

	// MaxWait is how long a request may wait. 0 is as long as its context
	// lasts.
	MaxWait time.Duration

	// RetryAfter is when a refused client shall come again: about the time
	// in which the queue empties. It is rounded up to seconds; 0 is one.
	RetryAfter time.Duration

	// Name is that of the violated policy in problems. Empty is
	// "concurrency".
	Name string

	// Hooks are told pattern.ErrQueueFull, pattern.ErrLate (MaxWait is over),
	// pattern.ErrShutdown, or the error of a request's context.
	Hooks
}

// Gate is a bounded queue in front of a bounded number of handlers that run at
// once. Requests are let in in the order in which they came. It is for a whole
// service and does not look at who asks. It starts no goroutine.
//
// A Distributor of the pattern package does this for jobs on goroutines of its
// own. A request has a goroutine already, so it waits on that, and can leave
// from the midst of the queue.
type Gate struct {
	config  GateConfig
	retry   []string
	problem problem

	mu      sync.Mutex
	running int
	queue   list.List // of chan error; empty unless all places are taken
	closed  bool
	idle    chan struct{} // closed: closed and nobody is left
}

// NewGate returns an open gate. It panics when the config is not valid.
func NewGate(c GateConfig) *Gate {
	if c.Running < 1 || c.Waiting < 0 || c.MaxWait < 0 || c.RetryAfter < 0 {
		panic("httplimit: Running is not positive, or a number is negative")
	}
	if c.Name == "" {
		c.Name = "concurrency"
	}
	return &Gate{
		config:  c,
		retry:   []string{strconv.Itoa(max(1, seconds(c.RetryAfter)))},
		problem: reducedCapacity(quoted(c.Name)),
		idle:    make(chan struct{}),
	}
}

// Handler lets requests in to next. It is a middleware as every router takes
// them. Handlers of one gate share its places. The ResponseWriter is passed on
// as it is.
//
// Who finds the queue full, or waits longer than MaxWait, gets 503 (Service
// Unavailable) with Retry-After and a problem (RFC 9457). Who is gone while it
// waits leaves its place at once. A handler that panics gives its place back;
// the panic goes on. Put an http.TimeoutHandler outside, not inside: it returns
// while its handler goes on.
func (g *Gate) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		waited, err := g.enter(r.Context())
		if err != nil {
			g.refuse(w, r, err, waited)
			return
		}
		defer g.leave()
		g.config.admitted(r, waited)
		next.ServeHTTP(w, r)
	})
}

func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, why error, waited time.Duration) {
	w.Header()["Retry-After"] = g.retry
	if why == pattern.ErrShutdown {
		w.Header().Set("Connection", "close") // to another server next time
	}
	g.config.refused(w, r, why, waited, &g.problem)
}

// enter returns when the request may run, or why it may not.
func (g *Gate) enter(ctx context.Context) (waited time.Duration, err error) {
	turn, place, err := g.queueUp()
	if turn == nil {
		return 0, err
	}
	start := time.Now()
	err = g.wait(ctx, turn, place)
	return time.Since(start), err
}

// queueUp gives the request a place among those that run, where turn is nil,
// or among those that wait for their turn.
func (g *Gate) queueUp() (turn chan error, place *list.Element, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.closed:
		return nil, nil, pattern.ErrShutdown
	case g.running < g.config.Running:
		g.running++
		return nil, nil, nil
	case g.queue.Len() >= g.config.Waiting:
		return nil, nil, pattern.ErrQueueFull
	}
	turn = make(chan error, 1)
	return turn, g.queue.PushBack(turn), nil
}

// wait returns when the turn is called, or gives up.
func (g *Gate) wait(ctx context.Context, turn <-chan error, place *list.Element) error {
	var late <-chan time.Time // nil is never ready
	if g.config.MaxWait > 0 {
		timer := time.NewTimer(g.config.MaxWait)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case err := <-turn:
		return err
	case <-late:
		return g.giveUp(turn, place, pattern.ErrLate)
	case <-ctx.Done():
		return g.giveUp(turn, place, ctx.Err())
	}
}
