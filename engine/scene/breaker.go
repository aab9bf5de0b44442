package scene

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("breaker.go", &Spec{
		ID:    "breaker",
		Group: Failures, Place: 2,
		Title: "Circuit breaker",
		Summary: "When a downstream does not answer any more, calling it costs each caller its patience. " +
			"A breaker notices, and answers in its place.",
		Variants: []Variant{
			{"with", "With a breaker"},
			{"without", "Without"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Arrival rate", Unit: "jobs/s", Min: 1, Max: 20, Step: 1, Default: 6},
			{ID: "service", Label: "Answer time", Unit: "ms", Min: 10, Max: 1000, Step: 10, Default: 250},
			{ID: "patience", Label: "Caller's timeout", Unit: "ms", Min: 200, Max: 4000, Step: 100, Default: 2000},
			{ID: "threshold", Label: "Failures in a row", Min: 1, Max: 20, Step: 1, Default: 5},
			{ID: "cooldown", Label: "Cooldown", Unit: "ms", Min: 500, Max: 10_000, Step: 100, Default: 3000},
		},
		Actions: []Action{{"break", "Break the downstream"}, {"repair", "Repair it"}},
		Sources: []string{"client"},
		Files:   patterns("breaker"),
		Graph:   breakerGraph,
		Main:    guardedCalls,
		Lesson:  breakerLesson,
	})
}

var breakerLesson = Lesson{
	Watch: "Each ring is a call that waits for the downstream's answer. Break the downstream: no answer comes, " +
		"and each call sits out its timeout, until the breaker opens.",
	Tasks: []Task{
		{
			ID: "open", Text: "Break the downstream, and see the breaker open and refuse calls.",
			Ask: &Question{
				Text:    "The breaker opens. What does a call cost its caller from now on?",
				Options: []string{"Its timeout of 2 s", "Next to nothing"}, Answer: 1,
				Why: "The breaker answers without asking. The caller can say sorry or show something older at once.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Acts["break"] > 0 && w.Reasons[pattern.ErrOpen.Error()] >= 5
			},
			Show: []Step{Wait(time.Second), Do("break"), Wait(6 * time.Second)},
		},
		{
			ID: "probe", Text: "Leave it broken, and see a probe go through and fail.",
			Ask: &Question{
				Text:    "After the cooldown the breaker is half-open. How many calls does it let through?",
				Options: []string{"One", "All", "Half of them"}, Answer: 0,
				Why: "One probe is enough to find out. If it fails, one caller has waited in vain, and not all of them.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Acts["break"] > w.Acts["repair"] && w.Tallies["breaker/half-open"] > 0 && w.Notes["breaker"] == "open"
			},
			Show: []Step{Wait(time.Second), Do("break"), Wait(12 * time.Second)},
		},
		{
			ID: "close", Text: "Repair the downstream, and see the breaker close by itself.",
			Done: func(_ string, w *world.World) bool {
				return w.Acts["repair"] > 0 && w.Tallies["breaker/half-open"] > 0 && w.Notes["breaker"] == "closed"
			},
			Show: []Step{Wait(time.Second), Do("break"), Wait(6 * time.Second), Do("repair"), Wait(6 * time.Second)},
		},
		{
			ID: "pile", Text: "Do without the breaker, and let ten calls hang at once.",
			Done: func(variant string, w *world.World) bool {
				return variant == "without" && w.Acts["break"] > 0 && w.InFlight() >= 10 && w.Failed > 0
			},
			Show: []Step{In("without"), Wait(time.Second), Do("break"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "Retry is for what fails now and then, a breaker for what is down. " +
		"It fails fast, leaves what is down in peace, and asks with one call at a time whether it is back.",
	Terms: []string{"circuit breaker", "timeout", "in flight", "rejection", "latency"},
	Notes: []string{
		"Start without the breaker: break the downstream and count the rings. Arrival rate times timeout hang at once.",
		"With the breaker, point at p99 before and after it has opened.",
		"A cooldown that is too short probes all the time, one that is too long keeps callers out of what works again.",
	},
}

func breakerGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "arrivals", Knob: "arrival", Unit: "jobs/s"},
			{ID: "calls", Kind: graph.Workers, Label: "Calls", Goroutine: "call"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "failed", Kind: graph.Sink, Label: "timed out", Outcome: graph.Failed},
			{ID: "full", Kind: graph.Sink, Label: "no room", Outcome: graph.Rejected, Reason: errFull.Error()},
		},
		Links: []graph.Link{
			{From: "calls", To: "completed"},
			{From: "calls", To: "failed", Flow: graph.GaveUp},
			{From: "client", To: "full", Flow: graph.Refusal},
		},
	}
	if variant == "without" {
		g.Links = append(g.Links, graph.Link{From: "client", To: "calls"})
		return g
	}
	g.Stations = append(g.Stations,
		graph.Station{ID: "breaker", Kind: graph.Breaker, Label: "Breaker", Note: "breaker"},
		graph.Station{ID: "open", Kind: graph.Sink, Label: "circuit open", Outcome: graph.Rejected})
	g.Links = append(g.Links,
		graph.Link{From: "client", To: "breaker"}, graph.Link{From: "breaker", To: "calls"},
		graph.Link{From: "breaker", To: "open", Flow: graph.Refusal})
	return g
}

// maxCalls is how many calls the caller has room for. Hung
// calls take up room, too.
const maxCalls = 100

var errFull = errors.New("no room for another call")

// guarded is a downstream, and the breaker in front of it.
type guarded struct {
	env     *Env
	broken  atomic.Bool
	calls   atomic.Int64
	breaker atomic.Pointer[pattern.Breaker] // nil: without
}

// guardedCalls turns knobs. A breaker's settings are for
// life, so a new one takes over, and it is closed at first.
func guardedCalls(env *Env) {
	g := &guarded{env: env}
	g.install()
	go g.arrivals()
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			env.Bursts <- Burst{} // makes arrivals look up
		case "threshold", "cooldown":
			g.install()
		case "break":
			g.broken.Store(true)
		case "repair":
			g.broken.Store(false)
		}
	}
}

func (g *guarded) install() {
	if g.env.Variant == "without" {
		return
	}
	g.breaker.Store(newBreaker(
		g.env.Int("threshold"), g.env.Millis("cooldown")))
}

// newBreaker returns a breaker whose states are seen.
func newBreaker(
	threshold int, cooldown time.Duration,
) *pattern.Breaker {
	b := pattern.NewBreaker(threshold, cooldown)
	b.OnChange = func(state pattern.BreakerState) {
		probe.Note("breaker", state.String())
		probe.Tally("breaker/"+state.String(), 1)
	}
	probe.Note("breaker", b.State().String())
	return b
}

// arrivals starts a goroutine for each call, as a server
// does for each request.
func (g *guarded) arrivals() {
	timer := time.NewTimer(gap(g.env))
	for {
		n := 1
		select {
		case <-timer.C:
			timer.Reset(gap(g.env))
		case burst := <-g.env.Bursts:
			if n = burst.N; n == 0 {
				timer.Reset(gap(g.env)) // a new rate
			}
		}
		for range n {
			id := g.env.NewJob(1)
			if g.calls.Add(1) > maxCalls {
				g.calls.Add(-1)
				probe.Reject(id, errFull.Error())
				continue
			}
			go g.call(id)
		}
	}
}

// call asks the downstream, if the breaker lets it.
func (g *guarded) call(id int64) {
	defer g.calls.Add(-1)
	ask := func(ctx context.Context) error {
		probe.Attempt(id, 1)
		ctx, cancel := context.WithTimeout(
			ctx, g.env.Millis("patience"))
		defer cancel()
		return g.answer(ctx)
	}
	ctx, err := context.Background(), error(nil)
	if b := g.breaker.Load(); b != nil {
		err = b.Do(ctx, ask)
	} else {
		err = ask(ctx)
	}
	switch {
	case err == nil:
		probe.Complete(id)
	case errors.Is(err, pattern.ErrOpen):
		probe.Reject(id, err.Error()) // at once
	default:
		probe.Fail(id, err.Error())
	}
}

// answer takes its time. A broken downstream gives none,
// which is worse than an error: callers wait.
func (g *guarded) answer(ctx context.Context) error {
	var answer <-chan time.Time // nil: it never comes
	if !g.broken.Load() {
		answer = time.After(g.env.Millis("service"))
	}
	select {
	case <-answer:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
