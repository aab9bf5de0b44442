package scene

import (
	"context"
	"fmt"
	"sync"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("quit.go", &Spec{
		ID:    "quit",
		Group: Choosing, Place: 4,
		Title: "Quit channel",
		Summary: "A goroutine ends only by returning, so somebody must tell it. " +
			"Workers that listen to a second channel can be sent home: a send tells one, a close tells all.",
		Variants: []Variant{
			{"quit", "Quit channel"},
			{"close", "Close the jobs"},
			{"naive", "No way out"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Arrival rate", Unit: "jobs/s", Max: 50, Step: 1, Default: 4},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 900, Log: true},
		},
		Actions: []Action{{"one", "Quit one"}, {"all", "Quit all"}},
		Sources: []string{"client"},
		Files:   append(patterns("quit"), feedFile),
		Graph:   quitGraph,
		Main:    quitting,
		Lesson:  quitLesson,
	})
}

// crewSize is how many workers there are at first.
const crewSize = 4

var quitLesson = Lesson{
	Watch: "Each worker waits for whatever comes first: a job or the word to leave. " +
		"Whoever has a job finishes it before it listens again.",
	Tasks: []Task{
		{
			ID: "one", Text: "Send one worker home, and keep the others.",
			Ask: &Question{
				Text:    "Four workers listen to one channel, and the boss sends one value. How many leave?",
				Options: []string{"One", "All four"}, Answer: 0,
				Why: "A value that is sent is received once. A worker that finds both a job and the word to leave lets chance decide, so it may do a few more.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "quit" && w.Acts["one"] > 0 && countAlive(w, "worker") == crewSize-1
			},
			Show: []Step{Wait(2 * time.Second), Do("one"), Wait(10 * time.Second)},
		},
		{
			ID: "all", Text: "Send everybody home with a single close.",
			Ask: &Question{
				Text:    "The boss closes the quit channel. How many of the four workers notice?",
				Options: []string{"The first one that looks", "All of them"}, Answer: 1,
				Why: "Each receive from a closed channel succeeds, now and later. So a close is a broadcast.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "quit" && w.Acts["all"] > 0 && w.Ended == "done"
			},
			Show: []Step{Wait(2 * time.Second), Do("all"), Wait(5 * time.Second)},
		},
		{
			ID: "alone", Text: "Send the workers home one by one, until jobs wait and nobody is there.",
			Done: func(variant string, w *world.World) bool {
				return variant == "quit" && w.Acts["one"] >= crewSize && w.Acts["all"] == 0 &&
					countAlive(w, "worker") == 0 && w.InFlight() > 0
			},
			Show: []Step{
				Wait(2 * time.Second), Do("one"), Do("one"), Do("one"), Do("one"), Wait(30 * time.Second),
			},
		},
		{
			ID: "leak", Text: "Let the boss leave workers behind that listen to nothing but jobs.",
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["all"] > 0 && w.Leaked() > 0
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("all"), Wait(10 * time.Second)},
		},
		{
			ID: "panic", Text: "Close the jobs while the client still sends, and see what a send on a closed channel does.",
			Ask: &Question{
				Text:    "The boss closes the channel of jobs to send the workers home. What happens to the client's next send?",
				Options: []string{"It is dropped", "It waits for ever", "It panics"}, Answer: 2,
				Why: "A send on a closed channel panics, and that ends the whole program. So only the sender should close.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "close" && w.Acts["all"] > 0 && w.Ended == "panic"
			},
			Show: []Step{In("close"), Wait(2 * time.Second), Do("all"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "Plan how each goroutine ends before you start it. A send tells one, a close tells all, " +
		"and the channel of the data is closed only by who sends the data.",
	Terms: []string{"goroutine", "goroutine leak", "closed channel", "select", "worker", "nil channel"},
	Notes: []string{
		"Press Quit one twice, then Quit all. Ask which of the two actions closes a channel.",
		"In No way out, press Quit all and wait until the queue is empty: the workers do not leave, they wait.",
		"In Close the jobs, set the arrival rate to 0 first: then the same close ends well.",
	},
}

func quitGraph(variant string) *graph.Graph {
	worker := "worker"
	if variant != "quit" {
		worker = "devoted"
	}
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "jobs", Kind: graph.Queue, Label: "Jobs", Channel: "jobs"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: worker},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "cancelled", Kind: graph.Sink, Label: "left over", Outcome: graph.Cancelled},
			{ID: "boss", Kind: graph.Workers, Label: "Boss", Goroutine: "boss"},
		},
		Links: append(chain("client", "jobs", "workers", "completed"),
			graph.Link{From: "jobs", To: "cancelled", Flow: graph.Refusal}),
	}
	if variant == "quit" {
		g.Links = append(g.Links,
			graph.Link{From: "boss", To: "workers", Flow: graph.Signal, Channel: "quitOne"},
			graph.Link{From: "boss", To: "workers", Flow: graph.Signal, Channel: "quit"})
	}
	return g
}

// quitting has a client, workers and a boss, who tells the
// workers when to leave.
func quitting(env *Env) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	jobs := make(chan int64, 8)
	h := &hands{feed: newFeed(env)}
	orders, left := make(chan string, 16), make(chan struct{})
	client := make(chan struct{})
	go h.client(ctx, jobs, client)
	go h.boss(jobs, orders, left)
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "one":
			orders <- "one"
		case "all":
			env.Close()
			orders <- "all"
			<-left
			stop()
			<-client
			if env.Variant == "quit" {
				h.cancelRest("nobody was there to do it")
			}
			return
		}
	}
}

// hands is who works and for whom.
type hands struct {
	*feed
	working sync.WaitGroup // without a crew
}

func (h *hands) client(
	ctx context.Context, jobs chan<- int64, left chan<- struct{},
) {
	defer close(left)
	for id := range h.jobs(ctx) {
		select {
		case jobs <- id:
		case <-ctx.Done():
			return
		}
	}
}

// boss has workers, tells them to leave, and waits for them
// if they can hear.
func (h *hands) boss(
	jobs chan int64, orders <-chan string, left chan<- struct{},
) {
	defer close(left)
	if h.env.Variant == "quit" {
		h.lead(pattern.NewCrew(crewSize, jobs, h.do), orders)
		return
	}
	for range crewSize {
		h.working.Add(1)
		go h.devoted(jobs)
	}
	for order := range orders {
		switch {
		case order == "one":
			fmt.Println("there is no way to tell one worker")
		case h.env.Variant == "close":
			close(jobs) // and if somebody still sends?
			h.working.Wait()
			return
		default:
			fmt.Println("nobody listens")
			return
		}
	}
}

// lead sends the workers of a crew home.
func (h *hands) lead(
	crew *pattern.Crew[int64], orders <-chan string,
) {
	for order := range orders {
		if order == "all" {
			crew.Quit()
			crew.Wait()
			return
		}
		err := crew.QuitOne(context.Background())
		if err != nil {
			fmt.Println("nobody is left to tell")
		}
	}
}

// devoted works as long as jobs is open. If nobody closes
// it, that is for ever.
func (h *hands) devoted(jobs <-chan int64) {
	defer h.working.Done()
	for id := range jobs {
		h.do(id)
	}
}

func (h *hands) do(id int64) {
	probe.Attempt(id, 1)
	time.Sleep(h.env.Millis("service"))
	h.complete(id)
}
