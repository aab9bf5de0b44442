package scene

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("composite.go", &Spec{
		ID:    "composite",
		Group: Together, Place: 1,
		Title: "The whole service",
		Summary: "Admit at a steady rate, queue what you can, " +
			"refuse the rest early, and retry gently.",
		Variants: []Variant{
			{"parked", "Backoff parked"},
			{"in-worker", "Backoff in the worker"},
			{"breaker", "Parked, with a circuit breaker"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Arrival rate", Unit: "jobs/s", Max: 500, Step: 1, Default: 12},
			{ID: "rate", Label: "Token rate", Unit: "tokens/s", Max: 500, Step: 1, Default: 18},
			{ID: "bucket", Label: "Bucket size", Unit: "tokens", Min: 1, Max: 1000, Step: 1, Default: 20, Log: true},
			{ID: "capacity", Label: "Queue capacity", Unit: "jobs", Max: 1000, Step: 1, Default: 24},
			{ID: "workers", Label: "Workers", Unit: "", Min: 1, Max: 64, Step: 1, Default: 5},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 1, Max: 5000, Step: 1, Default: 250, Log: true},
			{ID: "failure", Label: "Failure rate", Unit: "%", Max: 100, Step: 1, Default: 12},
			{ID: "attempts", Label: "Attempts", Unit: "", Min: 1, Max: 10, Step: 1, Default: 4},
			{ID: "base", Label: "Base delay", Unit: "ms", Min: 10, Max: 10_000, Step: 10, Default: 1000, Log: true},
			choice("jitter", "Jitter", 1, "none", "full", "equal", "decorrelated"),
		},
		Actions: []Action{{"shutdown", "Shut down"}},
		Sources: []string{"client"},
		Files: append(patterns("service", "call", "bucket", "distributor", "submit", "job",
			"retry", "backoff", "jitter", "breaker", "bucket_settings", "resize"), clientFile),
		Graph:  compositeGraph,
		Main:   composite,
		Lesson: compositeLesson,
	})
}

var compositeLesson = Lesson{
	Watch: "Each job that is offered comes to exactly one end, and the line at the foot of the page adds them up. " +
		"Follow one dot: at the bucket it needs a token, in the queue a slot, at a worker some time, and sometimes another attempt.",
	Tasks: []Task{
		{
			ID: "no-token", Text: "Send a burst that the token bucket does not let through.",
			Ask: &Question{
				Text:    "The bucket holds 20 tokens and is full. Of a burst of 100 jobs, how many get through at once?",
				Options: []string{"None", "About 20", "All 100"}, Answer: 1,
				Why: "A token bucket lets a burst through up to its capacity. The rest is refused at the door, which costs next to nothing.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Rejected >= 30 && w.Reasons[pattern.ErrNoToken.Error()] >= 30
			},
			Show: []Step{Send(100)},
		},
		{
			ID: "queue-full", Text: "Make the queue refuse a job: give the bucket more tokens than the queue has slots.",
			Done: func(_ string, w *world.World) bool {
				return w.Rejected > 0 && w.Reasons[pattern.ErrQueueFull.Error()] > 0
			},
			Show: []Step{Turn("bucket", 200), Turn("rate", 200), Wait(time.Second), Send(100)},
		},
		{
			ID: "starve", Text: "With the backoff in the worker, raise the failure rate until every worker sleeps at once.",
			Ask: &Question{
				Text:    "When a worker sleeps through the backoff of its job, what does it do meanwhile?",
				Options: []string{"It takes another job", "Nothing"}, Answer: 1,
				Why: "The sleep is in the worker's own code. Jobs wait in the queue although nobody works on anything.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "in-worker" && w.Knobs["failure"] > 12 && allAsleep(w)
			},
			Show: []Step{In("in-worker"), Turn("failure", 100), Send(10), Wait(5 * time.Second)},
		},
		{
			ID: "gentle", Text: "Fail four attempts of ten, and still complete 50 jobs with none given up.",
			Done: func(_ string, w *world.World) bool {
				return w.Completed >= 50 && w.Failed == 0 && w.Knobs["failure"] >= 40
			},
			Show: []Step{Turn("attempts", 10), Turn("failure", 40), Wait(20 * time.Second)},
		},
		{
			ID: "drain", Text: "Shut the service down while jobs are in flight, and see each of them come to an end.",
			Done: func(_ string, w *world.World) bool {
				return w.Ended == "done" && w.InFlight() == 0 && w.Offered > 0 && w.Acts["shutdown"] > 0
			},
			Show: []Step{Send(20), Wait(time.Second), Do("shutdown"), Wait(20 * time.Second)},
		},
	},
	Takeaway: "Refuse early and cheaply, bound what waits, bound what runs, and retry with growing, scattered delays. " +
		"Then overload costs some jobs an honest refusal instead of costing all of them the service.",
	Terms: []string{"token bucket", "bounded queue", "worker pool", "backoff", "jitter", "backpressure", "in flight", "rejection"},
	Notes: []string{
		"Start at speed 1 and send one job; name each station as the dot passes it.",
		"Send 100. Ask where the others went before you point at the sinks.",
		"Switch the variant, set the failure rate to 60 % and let the room explain why the queue grows while the workers sleep.",
		"With the circuit breaker, set the failure rate to 100 %: attempts fail at once and back off, and one probe at a time asks whether the downstream is back.",
	},
}

// allAsleep reports whether every worker, of two or more, sleeps through the
// backoff of its job.
func allAsleep(w *world.World) bool {
	workers := 0
	for i := range w.Goroutines {
		g := &w.Goroutines[i]
		if g.Name != "worker" || !g.Alive() {
			continue
		}
		if w.Jobs[g.Job].State != world.BackingOff {
			return false
		}
		workers++
	}
	return workers > 1
}

func compositeGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "bucket", Kind: graph.Bucket, Label: "Token bucket", Bucket: "limit"},
			{ID: "queue", Kind: graph.Queue, Label: "Bounded queue", Channel: "queue"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "notoken", Kind: graph.Sink, Label: "no token", Outcome: graph.Rejected, Reason: pattern.ErrNoToken.Error()},
			{ID: "full", Kind: graph.Sink, Label: "queue full", Outcome: graph.Rejected},
			{ID: "failed", Kind: graph.Sink, Label: "gave up", Outcome: graph.Failed},
			{ID: "cancelled", Kind: graph.Sink, Label: "cancelled", Outcome: graph.Cancelled},
		},
		Links: []graph.Link{
			{From: "client", To: "bucket"}, {From: "bucket", To: "queue"},
			{From: "queue", To: "workers"}, {From: "workers", To: "completed"},
			{From: "bucket", To: "notoken", Flow: graph.Refusal},
			{From: "queue", To: "full", Flow: graph.Refusal},
			{From: "workers", To: "failed", Flow: graph.GaveUp},
			{From: "workers", To: "cancelled", Flow: graph.GaveUp},
		},
	}
	if variant == "breaker" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "breaker", Kind: graph.Breaker, Label: "Breaker", Note: "breaker",
		})
		g.Links = append(g.Links, graph.Link{From: "workers", To: "breaker", Flow: graph.Signal})
	}
	if variant != "in-worker" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "backoff", Kind: graph.Backoff, Label: "Backing off", Goroutine: "parked",
		})
		g.Links = append(g.Links,
			graph.Link{From: "workers", To: "backoff", Flow: graph.Retry},
			graph.Link{From: "backoff", To: "queue", Flow: graph.Retry})
	}
	return g
}

// composite wires the service and turns its knobs.
func composite(env *Env) {
	limit := newMeter("limit", env.Int("bucket"), env.Float("rate"))
	pool := pattern.NewDistributor(env.Int("workers"), env.Int("capacity"))
	service := pattern.NewService(limit, pool, policy(env))
	service.SetParking(env.Variant != "in-worker")
	if env.Variant == "breaker" {
		service.SetBreaker(newBreaker(5, 2*time.Second))
	}

	submit := func(id int64) error { return service.Submit(&request{env, id, 0}) }
	go client(env, submit)

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "rate", "bucket":
			limit.set(env.Int("bucket"), env.Float("rate"))
		case "capacity":
			pool.SetCapacity(env.Int("capacity"))
		case "workers":
			pool.SetWorkers(env.Int("workers"))
		case "attempts", "base", "jitter":
			service.SetRetry(policy(env))
		case "shutdown":
			env.Close()
			shutdown(service)
			return
		}
	}
}

func policy(env *Env) pattern.Retry {
	return pattern.Retry{
		MaxAttempts: env.Int("attempts"),
		Base:        env.Millis("base"),
		Cap:         8 * env.Millis("base"),
		Jitter:      pattern.Jitter(env.Int("jitter")),
	}
}

// shutdown lets accepted jobs finish, but not for ever.
func shutdown(service *pattern.Service) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	service.Shutdown(ctx)
}

var errDownstream = errors.New("downstream unavailable")

// request is one job: a call to something that takes time
// and sometimes fails.
type request struct {
	env      *Env
	id       int64
	attempts int
}

func (r *request) Attempt(ctx context.Context) error {
	r.attempts++
	probe.Attempt(r.id, r.attempts)
	timer := time.NewTimer(r.env.Millis("service"))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if rand.Float64()*100 < r.env.Float("failure") {
		return errDownstream
	}
	return nil
}

func (r *request) Backoff(attempt int, delay time.Duration, err error) {
	probe.Backoff(r.id, attempt, delay, err.Error())
}

func (r *request) Done(err error) {
	switch {
	case err == nil:
		probe.Complete(r.id)
	case errors.Is(err, context.Canceled):
		probe.Cancel(r.id, "shut down")
	default:
		probe.Fail(r.id, err.Error())
	}
}
