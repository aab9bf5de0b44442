package scene

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("distributor.go", &Spec{
		ID:    "distributor",
		Group: Limits, Place: 5,
		Title: "Distributor",
		Summary: "What takes jobs and has them done. One way starts a goroutine for each job and never says no; " +
			"the other has a bounded queue, a fixed number of workers and an end.",
		Variants: []Variant{
			{"bounded", "Queue and workers"},
			{"naive", "A goroutine per job (naive)"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Jobs", Unit: "jobs/s", Max: 200, Step: 1, Default: 6},
			{ID: "workers", Label: "Workers (bounded)", Min: 1, Max: 64, Step: 1, Default: 5},
			{ID: "capacity", Label: "Queue capacity (bounded)", Unit: "jobs", Max: 200, Step: 1, Default: 24},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 600, Log: true},
		},
		Actions: []Action{
			{"panic", "A job panics"},
			{"unread", "Stop reading results"},
			{"shutdown", "Shut down"},
			{"late", "Submit after close"},
		},
		Sources: []string{"client"},
		Files:   append(patterns("distributor", "naive", "submit", "job", "resize"), clientFile),
		Graph:   distributorGraph,
		Main:    distributor,
		Lesson:  distributorLesson,
	})
}

var distributorLesson = Lesson{
	Watch: "Send 1,000 to each. With workers, five jobs are in progress, 24 wait, and the others are refused at once. " +
		"The naive one takes all of them, and a thousand goroutines work at the same moment on whatever stands behind them.",
	Tasks: []Task{
		{
			ID: "thousand", Text: "Make the naive one run 500 goroutines at once.",
			Ask: &Question{
				Text:    "A burst of 1,000 jobs comes to a distributor that starts a goroutine for each. How many run at once?",
				Options: []string{"As many as the processor has cores", "1,000"}, Answer: 1,
				Why: "Nothing bounds them. Each costs a little memory, and all of them ask the database at the same moment.",
			},
			Done: func(variant string, w *world.World) bool { return variant == "naive" && w.Running() >= 500 },
			Show: []Step{In("naive"), Wait(time.Second), Send(1000)},
		},
		{
			ID: "refuse", Text: "Send so many jobs to the workers that 100 are refused.",
			Done: func(variant string, w *world.World) bool {
				return variant == "bounded" && w.Reasons[pattern.ErrQueueFull.Error()] >= 100
			},
			Show: []Step{Wait(time.Second), Send(1000), Wait(time.Second)},
		},
		{
			ID: "survive", Text: "Let a job panic, and see that the worker that did it takes the next one.",
			Ask: &Question{
				Text:    "A job panics in a goroutine, and nobody recovers. What ends?",
				Options: []string{"The job", "The goroutine", "The whole program"}, Answer: 2,
				Why: "A panic that reaches the top of any goroutine ends the program. So a worker recovers, reports the job and goes on.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "bounded" && w.Acts["panic"] > 0 && w.Failed > 0
			},
			Show: []Step{Wait(time.Second), Do("panic"), Wait(2 * time.Second)},
		},
		{
			ID: "leak", Text: "With the naive one, stop reading results and shut down. Find out who stays behind.",
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["unread"] > 0 && w.Ended == world.Leak
			},
			Show: []Step{In("naive"), Wait(time.Second), Do("unread"), Wait(5 * time.Second), Do("shutdown"), Wait(40 * time.Second)},
		},
		{
			ID: "late", Text: "Close the naive one, submit one more job, and read what Go says.",
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["late"] > 0 && w.Ended == "panic"
			},
			Show: []Step{In("naive"), Wait(time.Second), Do("late"), Wait(time.Second)},
		},
	},
	Takeaway: "Bound what waits and what runs, say no when both are full, give it an end that waits for the work, " +
		"and let no job take the program with it.",
	Terms: []string{"worker pool", "worker", "bounded queue", "goroutine", "goroutine leak", "backpressure", "rejection", "closed channel"},
	Notes: []string{
		"Send 1,000 to both and ask which of the two a database would rather have in front of it.",
		"Press Submit after close in the naive variant last: it ends the run, with Go's own words.",
		"Under Goroutines, read aloud what the leaked ones wait for: a reader of results that does not come.",
	},
}

func distributorGraph(variant string) *graph.Graph {
	g := &graph.Graph{Stations: []graph.Station{
		{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
		{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
	}}
	link := func(from, to string, flow graph.Flow) {
		g.Links = append(g.Links, graph.Link{From: from, To: to, Flow: flow})
	}
	if variant == "naive" {
		g.Stations = append(g.Stations,
			graph.Station{ID: "dispatch", Kind: graph.Workers, Label: "Dispatch", Goroutine: "dispatch"},
			graph.Station{ID: "work", Kind: graph.Workers, Label: "Goroutines", Goroutine: "work"},
			graph.Station{ID: "results", Kind: graph.Queue, Label: "Results", Channel: "results"},
			graph.Station{ID: "reader", Kind: graph.Workers, Label: "Reader", Goroutine: "reader"})
		link("client", "dispatch", graph.Main)
		link("dispatch", "work", graph.Main)
		link("work", "results", graph.Main)
		link("results", "reader", graph.Main)
		link("reader", "completed", graph.Main)
		return g
	}
	g.Stations = append(g.Stations,
		graph.Station{ID: "queue", Kind: graph.Queue, Label: "Bounded queue", Channel: "queue"},
		graph.Station{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
		graph.Station{ID: "full", Kind: graph.Sink, Label: "refused", Outcome: graph.Rejected},
		graph.Station{ID: "panicked", Kind: graph.Sink, Label: "panicked", Outcome: graph.Failed},
		graph.Station{ID: "cancelled", Kind: graph.Sink, Label: "cancelled", Outcome: graph.Cancelled})
	link("client", "queue", graph.Main)
	link("queue", "workers", graph.Main)
	link("workers", "completed", graph.Main)
	link("queue", "full", graph.Refusal)
	link("workers", "panicked", graph.GaveUp)
	link("workers", "cancelled", graph.GaveUp)
	return g
}

func distributor(env *Env) {
	d := &deal{env: env}
	if env.Variant == "naive" {
		d.naive()
	} else {
		d.bounded()
	}
}

// deal is a scene of jobs that are handed to a distributor.
type deal struct {
	env *Env
	bad atomic.Bool // the next job that is begun panics
}

// bounded: the queue refuses, the workers recover, and the
// end waits for what was accepted.
func (d *deal) bounded() {
	env := d.env
	pool := pattern.NewDistributor(env.Int("workers"), env.Int("capacity"))
	pool.OnPanic = func(job pattern.Job, value any) {
		probe.Fail(job.(*parcel).id, fmt.Sprint("panic: ", value))
	}
	submit := func(id int64) error { return pool.Submit(&parcel{d, id}) }
	go client(env, submit)

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "workers":
			pool.SetWorkers(env.Int("workers"))
		case "capacity":
			pool.SetCapacity(env.Int("capacity"))
		case "panic":
			d.bad.Store(true)
		case "unread":
			fmt.Println("Each job tells its own end: there are no results to read.")
		case "shutdown":
			env.Close()
			d.end(pool)
			return
		case "late":
			env.Close()
			d.end(pool)
			id := env.NewJob(1)
			if err := submit(id); err != nil {
				probe.Reject(id, err.Error()) // and nothing worse
			}
			return
		}
	}
}

// end waits for accepted jobs, but not for ever; those that
// nobody has begun are handed back.
func (d *deal) end(pool *pattern.Distributor) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	left, _ := pool.Shutdown(ctx)
	for _, job := range left {
		probe.Cancel(job.(*parcel).id, "handed back")
	}
}

// naive: see what is wrong with pattern.NaiveDistributor.
func (d *deal) naive() {
	env := d.env
	all := pattern.NewNaiveDistributor()
	gone := make(chan struct{})
	go reader(all.Results(), gone)
	submit := func(id int64) error {
		all.Submit(&parcel{d, id})
		return nil
	}
	go client(env, submit)

	reading := true
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "panic":
			d.bad.Store(true)
		case "unread":
			if reading {
				close(gone)
				reading = false
			}
		case "shutdown":
			env.Close()
			all.Close() // it waits for nobody
			return
		case "late":
			env.Close()
			all.Close()
			submit(env.NewJob(1)) // a send on a closed channel
			return
		}
	}
}

// reader reads results until it has had enough.
func reader(results <-chan pattern.Job, gone <-chan struct{}) {
	for {
		select {
		case job := <-results:
			probe.Complete(job.(*parcel).id)
		case <-gone:
			return
		}
	}
}

var errBad = errors.New("a job that divides by zero")

// parcel is one job.
type parcel struct {
	deal *deal
	id   int64
}

// Do takes the service time, panics if that was asked for,
// and tells how the job ended. The naive one's reader tells
// that it is complete.
func (p *parcel) Do(ctx context.Context) {
	probe.Attempt(p.id, 1)
	timer := time.NewTimer(p.deal.env.Millis("service"))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		probe.Cancel(p.id, "shut down")
		return
	}
	if p.deal.bad.Swap(false) {
		panic(errBad)
	}
	if p.deal.env.Variant == "bounded" {
		probe.Complete(p.id)
	}
}
