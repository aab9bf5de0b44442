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
	register("leaks.go", &Spec{
		ID:    "leaks",
		Group: Endings, Place: 2,
		Title: "Five leaks",
		Summary: "The request is over, but a goroutine that it started stays behind and waits for ever. " +
			"Nothing fails, until the memory is full.",
		Variants: []Variant{
			{"receiver", "Nobody receives"},
			{"sender", "Nobody closes"},
			{"ticker", "Ticker"},
			{"context", "Context"},
			{"select", "No quit case"},
			{"safe", "Safe"},
		},
		Knobs: []Knob{
			{ID: "work", Label: "Time per request", Unit: "ms", Min: 100, Max: 2000, Step: 50, Default: 500},
		},
		Actions: []Action{{"return", "Return from main"}},
		Sources: []string{"client"},
		Files:   patterns("timeout"),
		Graph:   leaksGraph,
		Main:    leaks,
		Lesson:  leaksLesson,
	})
}

var leaksLesson = Lesson{
	Watch: "Send one request, and follow it to its end. Then look at what is left: " +
		"a ring that waits, and nobody who could ever end that wait.",
	Tasks: []Task{
		{
			ID: "ten", Text: "Leave ten senders behind that nobody receives from.",
			Ask: &Question{
				Text:    "The caller has timed out and gone. Does Go clean up the goroutine that wanted to send to it?",
				Options: []string{"Yes, the garbage collector does", "No"}, Answer: 1,
				Why: "A blocked goroutine is never collected, however hopeless its wait is. It ends by returning, or not at all.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "receiver" && waiting(w, "fetch", world.BlockedSend) >= 10
			},
			Show: []Step{Send(10), Wait(3 * time.Second)},
		},
		{
			ID: "count", Text: "Return from main, and count ten or more that are left.",
			Done: func(_ string, w *world.World) bool { return w.Leaked() >= 10 },
			Show: []Step{Send(12), Wait(3 * time.Second), Do("return"), Wait(3 * time.Second)},
		},
		{
			ID: "ticker", Text: "Leave a poller behind that goes on after it has its answer, and return from main. The ticks go on, so give the run 30 seconds to see that nothing comes of them.",
			Ask: &Question{
				Text:    "The loop is: for range ticker.C. Somebody calls ticker.Stop. What does the loop do?",
				Options: []string{"It ends", "It waits for ever"}, Answer: 1,
				Why: "Stop turns the ticks off and closes nothing. A loop over ticks needs another way out, such as ctx.Done() in a select.",
			},
			Done: func(variant string, w *world.World) bool { return variant == "ticker" && w.Leaked() > 0 },
			Show: []Step{In("ticker"), Send(1), Wait(2 * time.Second), Do("return"), Wait(time.Minute)},
		},
		{
			ID: "full", Text: "Go on until the memory is full and requests are refused.",
			Done: func(_ string, w *world.World) bool { return w.Reasons[errMemory.Error()] > 0 },
			Show: []Step{In("context"), Send(100), Wait(2 * time.Second), Send(10), Wait(time.Second)},
		},
		{
			ID: "safe", Text: "Answer 100 requests, return from main, and leave nobody behind.",
			Done: func(variant string, w *world.World) bool {
				return variant == "safe" && w.Ended == "done" && w.Offered-w.Rejected >= 100
			},
			Show: []Step{In("safe"), Send(50), Wait(3 * time.Second), Send(50), Wait(3 * time.Second), Do("return"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "Never start a goroutine without knowing how it ends. Give a late result a slot, a loop a way out, " +
		"a channel somebody who closes it, and a context its defer cancel().",
	Terms: []string{"goroutine leak", "unbuffered channel", "closed channel", "context", "select", "timeout"},
	Notes: []string{
		"Send ten, ask how many goroutines are left, and open the list of goroutines.",
		"The program goes on as if nothing were wrong. Ask how one would notice this in production.",
		"A ticker goes on ticking after main: the run waits 30 seconds before it says that it has leaked. Raise the speed.",
	},
}

// stays is what stays behind in a variant: a goroutine, its
// label, and the channel that jobs pass on their way.
var stays = map[string]struct{ goroutine, label, channel string }{
	"receiver": {"fetch", "Senders", "result"},
	"sender":   {"drain", "Receivers", "parts"},
	"ticker":   {"poll", "Pollers", ""},
	"context":  {"watch", "Watchers", ""},
	"select":   {"listen", "Listeners", "events"},
	"safe":     {"tidy", "Helpers", "result"},
}

// leaksGraph leaves the handlers out: all that they do is to
// start what stays.
func leaksGraph(variant string) *graph.Graph {
	stay := stays[variant]
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "main", Kind: graph.Client, Label: "main", Goroutine: "main"},
			{ID: "stay", Kind: graph.Workers, Label: stay.label, Goroutine: stay.goroutine},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "full", Kind: graph.Sink, Label: "memory full", Outcome: graph.Rejected},
		},
		Links: []graph.Link{{From: "main", To: "full", Flow: graph.Refusal}},
	}
	if stay.channel != "" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "channel", Kind: graph.Queue, Label: stay.channel, Channel: stay.channel,
		})
	}
	way := []string{"main", "stay", "completed"}
	switch variant {
	case "receiver", "safe":
		way = []string{"main", "stay", "channel", "completed"}
		g.Stations = append(g.Stations, graph.Station{
			ID: "failed", Kind: graph.Sink, Label: "timed out", Outcome: graph.Failed,
		})
		g.Links = append(g.Links, graph.Link{From: "stay", To: "failed", Flow: graph.GaveUp})
	case "sender", "select":
		way = []string{"main", "channel", "stay", "completed"}
	}
	g.Links = append(g.Links, chain(way...)...)
	return g
}

// memory is how many goroutines fit beside the handlers.
const memory = 100

var (
	errMemory = errors.New("memory is full")
	errTime   = errors.New("timed out")
)

// leaking is a server whose requests leave something.
type leaking struct {
	env  *Env
	kept atomic.Int64 // goroutines beside the handlers
}

// leaks serves requests until main returns.
func leaks(env *Env) {
	l := &leaking{env: env}
	answer := map[string]func(int64){
		"receiver": l.noReceiver, "sender": l.noClose,
		"ticker": l.noStop, "context": l.noCancel,
		"select": l.noQuit, "safe": l.safe,
	}[env.Variant]
	handle := func(id int64) { answer(id) }
	for {
		select {
		case burst := <-env.Bursts:
			for range burst.N {
				id := env.NewJob(1)
				if l.kept.Add(1) > memory {
					l.kept.Add(-1)
					probe.Reject(id, errMemory.Error())
					continue
				}
				go handle(id)
			}
		case command := <-env.Commands:
			env.Set(command.ID, command.Value)
			if command.ID == "return" {
				env.Close()
				return
			}
		}
	}
}

// work is one request's worth of time.
func (l *leaking) work(id int64) {
	probe.Attempt(id, 1)
	time.Sleep(l.env.Millis("work"))
}

// noReceiver waits for half of the time that the fetch
// takes, and leaves.
func (l *leaking) noReceiver(id int64) {
	result := make(chan int64)
	go l.fetch(id, result)
	select {
	case id := <-result:
		probe.Complete(id)
	case <-time.After(l.env.Millis("work") / 2):
		probe.Fail(id, errTime.Error())
	}
}

func (l *leaking) fetch(id int64, result chan<- int64) {
	defer l.kept.Add(-1)
	l.work(id)
	result <- id // to nobody
}

// noClose sends all that it has, and does not say so.
func (l *leaking) noClose(id int64) {
	parts := make(chan int64)
	go l.drain(parts)
	parts <- id
	// close(parts) is what is missing.
}

func (l *leaking) drain(parts <-chan int64) {
	defer l.kept.Add(-1)
	for id := range parts { // there may be more
		l.work(id)
		probe.Complete(id)
	}
}

// noStop has somebody look for the answer now and then.
func (l *leaking) noStop(id int64) {
	go l.poll(id)
}

func (l *leaking) poll(id int64) {
	defer l.kept.Add(-1)
	ticker := time.NewTicker(l.env.Millis("work"))
	defer ticker.Stop() // it never comes to this
	probe.Attempt(id, 1)
	<-ticker.C
	probe.Complete(id)
	for range ticker.C { // return is what is missing
	}
}

// noCancel drops the only thing that can end its ctx.
func (l *leaking) noCancel(id int64) {
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel // whoever ends the request should call it
	go l.watch(ctx, id)
}

// watch cleans up when the request is over.
func (l *leaking) watch(ctx context.Context, id int64) {
	defer l.kept.Add(-1)
	l.work(id)
	probe.Complete(id)
	<-ctx.Done() // nobody says that it is
}

// noQuit has somebody listen, and leaves.
func (l *leaking) noQuit(id int64) {
	events, settings := make(chan int64), make(chan int64)
	go l.listen(events, settings)
	events <- id
}

func (l *leaking) listen(events, settings <-chan int64) {
	defer l.kept.Add(-1)
	for {
		select { // both may never come again
		case id := <-events:
			l.work(id)
			probe.Complete(id)
		case <-settings:
		}
	}
}

// safe gives each wait an end. Half of its callers have no
// patience.
func (l *leaking) safe(id int64) {
	patience := 2 * l.env.Millis("work")
	if id%2 == 0 {
		patience /= 4
	}
	ctx, cancel := context.WithTimeout(
		context.Background(), patience)
	defer cancel()
	result := make(chan int64, 1)
	go l.tidy(ctx, id, result)
	_, err := pattern.RecvContext(ctx, result)
	if err != nil {
		probe.Fail(id, errTime.Error())
		return
	}
	probe.Complete(id)
}

// tidy beats, watches, and has a slot for its result.
func (l *leaking) tidy(
	ctx context.Context, id int64, result chan<- int64,
) {
	defer l.kept.Add(-1)
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	probe.Attempt(id, 1)
	ready := time.After(l.env.Millis("work"))
	for {
		select {
		case <-ready:
			result <- id // there is room, for nobody too
			return
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}
