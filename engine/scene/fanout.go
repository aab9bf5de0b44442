package scene

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("fanout.go", &Spec{
		ID:    "fan-out",
		Group: Channels, Place: 1,
		Title: "Fan-out",
		Summary: "Several workers receive from one channel, and whoever is free takes the next job. " +
			"So results come in the order in which they are ready, unless somebody puts them in order.",
		Variants: []Variant{
			{"any-order", "In any order"},
			{"ordered", "In order"},
			{"per-job", "A goroutine per job"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Arrival rate", Unit: "jobs/s", Max: 100, Step: 1, Default: 4},
			{ID: "workers", Label: "Workers", Min: 1, Max: 32, Step: 1, Default: 4},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 700, Log: true},
			{ID: "spread", Label: "Spread of it", Unit: "%", Max: 100, Step: 5, Default: 0},
		},
		Actions: []Action{{"slow", "One slow job"}, {"close", "No more jobs"}},
		Sources: []string{"source"},
		Files:   append(patterns("fanout", "fanout_ordered", "fanin", "pipeline", "consume"), feedFile),
		Graph:   fanOutGraph,
		Main:    fanOut,
		Lesson:  fanOutLesson,
	})
}

var fanOutLesson = Lesson{
	Watch: "Nobody deals the jobs out: all workers wait at the same channel, and each job goes to one of them. " +
		"The bars count how many results came in the order of the jobs, and how many after a later one.",
	Tasks: []Task{
		{
			ID: "overtake", Text: "Make a result overtake an earlier one.",
			Ask: &Question{
				Text:    "Four workers share a channel. One gets a job that takes three seconds. What do the others do?",
				Options: []string{"They wait for it", "They go on with the jobs behind it"}, Answer: 1,
				Why: "They do not know of each other. So the results of later jobs come first.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "any-order" && touched(w) && w.Tallies["order/overtaken"] > 0
			},
			Show: []Step{Wait(2 * time.Second), Do("slow"), Wait(6 * time.Second)},
		},
		{
			ID: "order", Text: "Complete 20 jobs in order, with a slow one among them.",
			Done: func(variant string, w *world.World) bool {
				return variant == "ordered" && w.Acts["slow"] > 0 && w.Completed >= 20
			},
			Show: []Step{In("ordered"), Wait(2 * time.Second), Do("slow"), Wait(10 * time.Second)},
		},
		{
			ID: "price", Text: "See the price of order: with at least three workers, have all but one stand still with a finished result.",
			Ask: &Question{
				Text:    "The results must stay in order, and the job in front is slow. What do the other workers do?",
				Options: []string{"They work on and on", "They finish what they have, then wait"}, Answer: 1,
				Why: "Somebody must hold what is ready too early. Here each lane holds one result, so the look-ahead is bounded.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "ordered" && w.Acts["slow"] > 0 && allButOneHeldUp(w)
			},
			Show: []Step{In("ordered"), Wait(2 * time.Second), Do("slow"), Wait(6 * time.Second)},
		},
		{
			ID: "crowd", Text: "With a goroutine per job, have 40 jobs in progress at once.",
			Done: func(variant string, w *world.World) bool {
				return variant == "per-job" && heldBy(w, "one") >= 40
			},
			Show: []Step{In("per-job"), Send(60), Wait(time.Second)},
		},
		{
			ID: "end", Text: "Let the source say that there are no more jobs, and see everybody leave.",
			Done: func(_ string, w *world.World) bool { return w.Acts["close"] > 0 && w.Ended == "done" },
			Show: []Step{Wait(2 * time.Second), Do("close"), Wait(10 * time.Second)},
		},
	},
	Takeaway: "Receiving from one channel is all it takes to share work, and the number of workers bounds what runs at once. " +
		"If the order matters, somebody has to wait for the slowest in front.",
	Terms: []string{"fan-out", "worker", "worker pool", "buffered channel", "unbuffered channel", "closed channel", "goroutine leak"},
	Notes: []string{
		"Start with one worker, then turn it to four: the code is the same, only the number has changed.",
		"Press One slow job in both of the first two variants, and let the room say what the other workers will do.",
		"Send 100 to A goroutine per job. Ask what the database behind them would say.",
	},
}

// touched reports whether somebody did something that makes jobs differ.
func touched(w *world.World) bool { return w.Acts["slow"] > 0 || w.Knobs["spread"] > 0 }

// allButOneHeldUp reports whether, of three workers or more, one works and
// all others wait for their turn to hand over a result.
func allButOneHeldUp(w *world.World) bool {
	workers, working := 0, 0
	for i := range w.Goroutines {
		g := &w.Goroutines[i]
		if g.Name != "process" || !g.Alive() {
			continue
		}
		workers++
		if g.Job == 0 {
			return false // it waits for a job
		}
		if g.Until > w.Now {
			working++
		}
	}
	return workers >= 3 && working == 1
}

func fanOutGraph(variant string) *graph.Graph {
	g := &graph.Graph{Stations: []graph.Station{
		{ID: "source", Kind: graph.Client, Label: "Source", Goroutine: "generate", Knob: "arrival", Unit: "jobs/s"},
		{ID: "jobs", Kind: graph.Queue, Label: "Jobs", Channel: "generated"},
		{ID: "reader", Kind: graph.Workers, Label: "Reader", Goroutine: "reader"},
		{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
		{ID: "order", Kind: graph.Bars, Label: "Order of the results", Tally: "order"},
	}}
	way := []string{"source", "jobs"}
	switch variant {
	case "any-order":
		g.Stations = append(g.Stations,
			graph.Station{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			graph.Station{ID: "results", Kind: graph.Queue, Label: "Results", Channel: "results"})
		way = append(way, "workers", "results")
	case "ordered":
		g.Stations = append(g.Stations,
			graph.Station{ID: "deal", Kind: graph.Workers, Label: "Deal", Goroutine: "deal"},
			graph.Station{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "process"},
			graph.Station{ID: "collect", Kind: graph.Workers, Label: "Collect", Goroutine: "collect"})
		way = append(way, "deal", "workers", "collect")
	default:
		g.Stations = append(g.Stations,
			graph.Station{ID: "start", Kind: graph.Workers, Label: "Start one each", Goroutine: "startEach"},
			graph.Station{ID: "workers", Kind: graph.Workers, Label: "Goroutines", Goroutine: "one"},
			graph.Station{ID: "results", Kind: graph.Queue, Label: "Results", Channel: "results"})
		way = append(way, "start", "workers", "results")
	}
	g.Links = chain(append(way, "reader", "completed")...)
	return g
}

// fanOut shares the jobs of a source. Turning the number of
// workers ends the source; when all is done, a new one and
// new workers begin.
func fanOut(env *Env) {
	s := &sharing{env: env, feed: newFeed(env), read: make(chan struct{})}
	go s.reader()
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "workers":
			s.renew()
		case "slow":
			s.slow.Store(true)
		case "close":
			env.Close()
			s.stop()
			if env.Variant != "per-job" {
				<-s.read
			}
			return
		}
	}
}

// sharing is the work and who reads its results.
type sharing struct {
	env *Env
	*feed
	rounds
	slow atomic.Bool // the next job is slow
	last int64       // the highest job so far
	read chan struct{}
}

// reader reads until the results are closed.
func (s *sharing) reader() {
	defer close(s.read)
	probe.Tally("order/in order", 0)
	probe.Tally("order/overtaken", 0)
	ctx := context.Background()
	for more := s.begin(ctx); more != nil; more = s.begin(ctx) {
		in := pattern.Generate(ctx, 8, s.jobs(more))
		pattern.ConsumeAll(s.share(ctx, in), s.result)
	}
}

func (s *sharing) share(
	ctx context.Context, in <-chan int64,
) <-chan int64 {
	workers := s.env.Int("workers")
	switch s.env.Variant {
	case "any-order":
		return pattern.FanOut(ctx, in, workers, s.work)
	case "ordered":
		return pattern.FanOutOrdered(ctx, in, workers, s.work)
	}
	results := make(chan int64)
	go startEach(ctx, in, results, s.work)
	return results
}

// startEach shows what NOT to do. Nothing bounds how many
// run at once: a burst of a thousand is a thousand calls to
// what stands behind. And nobody knows who is the last, so
// nobody closes the results, and their reader never leaves.
func startEach(
	ctx context.Context, in <-chan int64, results chan<- int64,
	work func(context.Context, int64) int64,
) {
	for id := range in {
		go one(ctx, id, results, work)
	}
}

func one(
	ctx context.Context, id int64, results chan<- int64,
	work func(context.Context, int64) int64,
) {
	results <- work(ctx, id)
}

// work takes the service time, give or take.
func (s *sharing) work(ctx context.Context, id int64) int64 {
	probe.Attempt(id, 1)
	spread := s.env.Float("spread") / 100
	factor := 1 + spread*(2*rand.Float64()-1)
	if s.slow.Swap(false) {
		factor = 5
	}
	takes := factor * float64(s.env.Millis("service"))
	lasts(ctx, time.Duration(takes))
	return id
}

// result counts who comes after a later job.
func (s *sharing) result(id int64) {
	if id > s.last {
		s.last = id
		probe.Tally("order/in order", 1)
	} else {
		probe.Tally("order/overtaken", 1)
	}
	s.complete(id)
}
