package scene

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/metrics"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("load.go", &Spec{
		ID:    "load",
		Group: Practice, Place: 1,
		Title: "Load test",
		Summary: "From 10 to 100,000 requests through the whole service. " +
			"How the test asks decides what it can find out.",
		Variants: []Variant{
			{"open", "Open loop"},
			{"closed", "Closed loop"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Arrival rate", Unit: "requests/s", Min: 1, Max: 50_000, Step: 1, Default: 10_000, Log: true},
			{ID: "clients", Label: "Clients of the closed loop", Min: 1, Max: 1000, Step: 1, Default: 64, Log: true},
			{ID: "rate", Label: "Token rate", Unit: "tokens/s", Min: 1, Max: 50_000, Step: 1, Default: 9500, Log: true},
			{ID: "bucket", Label: "Bucket size", Unit: "tokens", Min: 1, Max: 10_000, Step: 1, Default: 1000, Log: true},
			{ID: "capacity", Label: "Queue capacity", Unit: "jobs", Max: 5000, Step: 1, Default: 1000},
			{ID: "workers", Label: "Workers", Min: 1, Max: 512, Step: 1, Default: 20, Log: true},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 0.1, Max: 100, Step: 0.1, Default: 2, Log: true},
			{ID: "failure", Label: "Failure rate", Unit: "%", Max: 100, Step: 1, Default: 8},
			{ID: "attempts", Label: "Attempts", Min: 1, Max: 10, Step: 1, Default: 3},
			{ID: "base", Label: "Base delay", Unit: "ms", Min: 1, Max: 1000, Step: 1, Default: 10, Log: true},
			choice("jitter", "Jitter", 1, "none", "full", "equal", "decorrelated"),
			{ID: "hang", Label: "Length of a stall", Unit: "s", Min: 1, Max: 10, Step: 1, Default: 2},
		},
		Actions: []Action{
			{"10", "10"}, {"100", "100"}, {"1000", "1,000"},
			{"10000", "10,000"}, {"100000", "100,000"},
			{"all", "All five"}, {"stall", "Stall"},
		},
		Steps: []string{"10", "100", "1000", "10000", "100000", "all"},
		Files: patterns("service", "call", "bucket", "distributor", "submit", "job",
			"retry", "backoff", "jitter", "bucket_settings", "resize"),
		Graph:  loadGraph,
		Main:   loadTest,
		Lesson: loadLesson,
	})
}

var loadLesson = Lesson{
	Watch: "Do all five steps and open the panel Results. Each step asks at the same rate, only longer: " +
		"look at which station changes its behaviour, and in which step.",
	Tasks: []Task{
		{
			ID: "ramp", Text: "Do all five steps. Which is the first in which requests are refused?",
			Ask: &Question{
				Text:    "10,000 requests at 10,000 a second are all accepted. Will 100,000 at the same rate be?",
				Options: []string{"Yes, the rate is the same", "No"}, Answer: 1,
				Why: "The bucket and the queue take up the difference for a second, and then they have nothing left. " +
					"A short test measures the buffers; only one that outlasts them measures the service.",
			},
			Done: func(_ string, w *world.World) bool {
				refused := func(r *metrics.Result) bool { return r.Rejected > 0 }
				return w.Rejected > 0 && len(w.Finals()) > 2 && !anyFinal(w, refused)
			},
			Show: []Step{Do("all"), Wait(3 * time.Second)},
		},
		{
			ID: "stall", Text: "In the open loop, stall the downstream while 10,000 requests come, and find the stall in p99.",
			Done: func(variant string, w *world.World) bool {
				return variant == "open" && w.Acts["stall"] > 0 && anyFinal(w, func(r *metrics.Result) bool {
					return r.Size >= 10_000 && r.Latency.Quantile(0.99) >= time.Second
				})
			},
			Show: []Step{Do("10000"), Wait(100 * time.Millisecond), Do("stall"), Wait(10 * time.Second)},
		},
		{
			ID: "omission", Text: "Do the same in the closed loop: the longest wait is over a second, and p99 knows nothing of it.",
			Ask: &Question{
				Text:    "64 clients ask, and the downstream hangs for two seconds. How many requests come meanwhile?",
				Options: []string{"At most 64", "20,000, as the rate says"}, Answer: 0,
				Why: "Each client waits for its answer, so the test asks least when the service is at its worst. " +
					"The requests that should have come have no latency that anybody could count.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "closed" && w.Acts["stall"] > 0 && anyFinal(w, func(r *metrics.Result) bool {
					return r.Size >= 10_000 && r.Latency.Max() >= time.Second && r.Latency.Quantile(0.99) < 100*time.Millisecond
				})
			},
			Show: []Step{In("closed"), Do("10000"), Wait(100 * time.Millisecond), Do("stall"), Wait(10 * time.Second)},
		},
		{
			ID: "room", Text: "Double the arrival rate, and give the service what it needs: 10,000 requests, none refused, p99 below 50 ms.",
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["arrival"] >= 20_000 && anyFinal(w, func(r *metrics.Result) bool {
					return r.Size >= 10_000 && r.Completed > 9*r.Size/10 && r.Rejected == 0 &&
						r.Throughput() > 15_000 && r.Latency.Quantile(0.99) < 50*time.Millisecond
				})
			},
			Show: []Step{
				Turn("arrival", 20_000), Turn("rate", 25_000), Turn("workers", 64),
				Do("10000"), Wait(5 * time.Second),
			},
		},
	},
	Takeaway: "Test for longer than the buffers last, ask at a rate that waits for nobody, and count from when a request was due. " +
		"A test whose clients wait for their answers spares the service whenever it is slow: that is coordinated omission, " +
		"and its percentiles look best when the service is worst. Read refusals beside them: who was turned away is in none.",
	Terms: []string{"load test", "open loop", "closed loop", "coordinated omission", "percentile", "latency", "token bucket", "bounded queue", "rejection"},
	Notes: []string{
		"Do all five as fast as the machine allows, and read the results from left to right: latency, then refusals.",
		"Put open and closed side by side, do 100,000, and stall after a second. Let the room say which p99 they would have believed.",
		"Gil Tene gave coordinated omission its name. Ask who has a load test with a loop that sends, waits and sends again.",
		"More clients make the closed loop less blind and never quite seeing: it takes as many as requests that are in flight in the worst moment.",
	},
}

// anyFinal reports whether there is such a step among those that are over.
func anyFinal(w *world.World, is func(r *metrics.Result) bool) bool {
	for i := range w.Finals() {
		if is(&w.Finals()[i]) {
			return true
		}
	}
	return false
}

func loadGraph(variant string) *graph.Graph {
	client := graph.Station{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "generator", Knob: "arrival", Unit: "requests/s"}
	if variant == "closed" {
		client = graph.Station{ID: "client", Kind: graph.Workers, Label: "Clients", Goroutine: "client"}
	}
	return &graph.Graph{
		Stations: []graph.Station{
			client,
			{ID: "bucket", Kind: graph.Bucket, Label: "Token bucket", Bucket: "limit"},
			{ID: "queue", Kind: graph.Queue, Label: "Bounded queue", Channel: "queue"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "notoken", Kind: graph.Sink, Label: "no token", Outcome: graph.Rejected, Reason: pattern.ErrNoToken.Error()},
			{ID: "full", Kind: graph.Sink, Label: "queue full", Outcome: graph.Rejected},
			{ID: "failed", Kind: graph.Sink, Label: "gave up", Outcome: graph.Failed},
			{ID: "backoff", Kind: graph.Backoff, Label: "Backing off", Goroutine: "parked"},
		},
		Links: []graph.Link{
			{From: "client", To: "bucket"}, {From: "bucket", To: "queue"},
			{From: "queue", To: "workers"}, {From: "workers", To: "completed"},
			{From: "bucket", To: "notoken", Flow: graph.Refusal},
			{From: "queue", To: "full", Flow: graph.Refusal},
			{From: "workers", To: "failed", Flow: graph.GaveUp},
			{From: "workers", To: "backoff", Flow: graph.Retry},
			{From: "backoff", To: "queue", Flow: graph.Retry},
		},
	}
}

// bench sends requests to a service, step by step.
type bench struct {
	env     *Env
	service *pattern.Service
	steps   chan int

	mu sync.Mutex
	up time.Time // when the downstream has recovered
}

// loadTest wires the service and listens for steps.
func loadTest(env *Env) {
	limit := newMeter("limit", env.Int("bucket"), env.Float("rate"))
	pool := pattern.NewDistributor(env.Int("workers"), env.Int("capacity"))
	service := pattern.NewService(limit, pool, policy(env))
	service.SetParking(true)
	b := &bench{env: env, service: service, steps: make(chan int, 50)}
	go b.generator()

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "rate", "bucket":
			limit.set(env.Int("bucket"), env.Float("rate"))
		case "capacity":
			pool.SetCapacity(env.Int("capacity"))
		case "workers":
			pool.SetWorkers(env.Int("workers"))
		case "attempts", "base", "jitter":
			service.SetRetry(policy(env))
		case "stall":
			b.stall()
		case "10", "100", "1000", "10000", "100000":
			size, _ := strconv.Atoi(command.ID)
			b.add(size)
		case "all":
			b.add(10, 100, 1000, 10_000, 100_000)
		}
	}
}

// add lets steps wait for their turn. More than there is
// room for are not taken.
func (b *bench) add(sizes ...int) {
	for _, size := range sizes {
		select {
		case b.steps <- size:
		default:
		}
	}
}

// generator begins a step when the last one has ended: all
// of its requests have come back.
func (b *bench) generator() {
	for size := range b.steps {
		probe.Note(world.StepNote, strconv.Itoa(size))
		if b.env.Variant == "closed" {
			b.closed(size)
		} else {
			b.open(size)
		}
		probe.Note(world.StepNote, "")
	}
}

// open sends each request when it is due, whoever has come
// back by then.
func (b *bench) open(size int) {
	var out sync.WaitGroup
	due := time.Now()
	for range size {
		time.Sleep(time.Until(due))
		out.Add(1)
		b.send(out.Done)
		due = due.Add(gap(b.env))
	}
	out.Wait()
}

// closed shares the requests among clients, as most load
// tests do.
func (b *bench) closed(size int) {
	var clients sync.WaitGroup
	var left atomic.Int64
	left.Store(int64(size))
	n := min(size, b.env.Int("clients"))
	for i := range n {
		clients.Add(1)
		go b.client(i, n, &left, clients.Done)
	}
	clients.Wait()
}

// client is one of n. It waits for its answer before it
// sends the next request. When an answer takes long, those
// that were due meanwhile are never sent.
func (b *bench) client(
	i, n int, left *atomic.Int64, done func(),
) {
	defer done()
	back := make(chan struct{}, 1)
	due := time.Now().Add(time.Duration(i) * gap(b.env))
	for left.Add(-1) >= 0 {
		time.Sleep(time.Until(due))
		due = time.Now().Add(time.Duration(n) * gap(b.env))
		b.send(func() { back <- struct{}{} })
		<-back
	}
}

// send sends one request. back is called when it has come
// to its end, whatever that is.
func (b *bench) send(back func()) {
	id := b.env.NewJob(1)
	err := b.service.Submit(&query{b, id, 0, back})
	if err != nil {
		probe.Reject(id, err.Error())
		back()
	}
}

// stall lets the downstream hang for a while.
func (b *bench) stall() {
	b.mu.Lock()
	defer b.mu.Unlock()
	hang := time.Duration(b.env.Int("hang")) * time.Second
	b.up = time.Now().Add(hang)
}

// wait returns when the downstream answers again.
func (b *bench) wait() {
	b.mu.Lock()
	up := b.up
	b.mu.Unlock()
	time.Sleep(time.Until(up))
}

// query is one request.
type query struct {
	*bench
	id       int64
	attempts int
	back     func()
}

func (q *query) Attempt(context.Context) error {
	q.attempts++
	probe.Attempt(q.id, q.attempts)
	q.wait()
	time.Sleep(q.env.Millis("service"))
	if rand.Float64()*100 < q.env.Float("failure") {
		return errDownstream
	}
	return nil
}

func (q *query) Backoff(
	attempt int, delay time.Duration, err error,
) {
	probe.Backoff(q.id, attempt, delay, err.Error())
}

func (q *query) Done(err error) {
	if err != nil {
		probe.Fail(q.id, err.Error())
	} else {
		probe.Complete(q.id)
	}
	q.back()
}
