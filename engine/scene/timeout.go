package scene

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("timeout.go", &Spec{
		ID:    "timeout",
		Group: Choosing, Place: 3,
		Title: "Timeout",
		Summary: "Callers ask a server and wait, but not for ever. " +
			"The wait is the easy half: the other one is what becomes of an answer that comes too late.",
		Variants: []Variant{
			{"after", "time.After"},
			{"timer", "One timer"},
			{"context", "Context"},
			{"naive", "No room"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Requests", Unit: "per s", Max: 50, Step: 1, Default: 2},
			{ID: "timeout", Label: "Timeout", Unit: "ms", Min: 50, Max: 5000, Step: 50, Default: 1000, Log: true},
			{ID: "latency", Label: "Server's time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 600, Log: true},
			{ID: "spread", Label: "Spread of it", Unit: "%", Max: 100, Step: 5, Default: 50},
		},
		Actions: []Action{{"hang", "An answer is late"}, {"stop", "Callers leave"}},
		Sources: []string{"client"},
		Files:   append(patterns("timeout", "pipeline"), feedFile),
		Graph:   timeoutGraph,
		Main:    timeouts,
		Lesson:  timeoutLesson,
	})
}

var timeoutLesson = Lesson{
	Watch: "A caller keeps its request while a server works for it, and its ring fills until the timeout. " +
		"Normally the answer is there first. Make one late, and watch the server.",
	Tasks: []Task{
		{
			ID: "late", Text: "Make a request time out.",
			Ask: &Question{
				Text:    "A caller gives up after a second. What does the server do that still works for it?",
				Options: []string{"It stops, too", "It works on, and then sends its answer"}, Answer: 1,
				Why: "A timeout ends the wait of the caller and nothing else. Somebody has to tell the server.",
			},
			Done: func(_ string, w *world.World) bool { return delayed(w) && w.Failed > 0 },
			Show: []Step{Wait(2 * time.Second), Do("hang"), Wait(4 * time.Second)},
		},
		{
			ID: "stuck", Text: "Leave a server behind that can never hand over its answer.",
			Ask: &Question{
				Text:    "The reply channel has no buffer, and the caller has left. What becomes of the server?",
				Options: []string{"Its send fails", "It waits for ever", "It panics"}, Answer: 1,
				Why: "A send on an unbuffered channel waits for a receiver, and none will come. Room for one answer would be enough.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && delayed(w) && waiting(w, "server", world.BlockedSend) > 0
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("hang"), Wait(8 * time.Second)},
		},
		{
			ID: "dropped", Text: "Let a caller receive an answer to an earlier question, and drop it.",
			Done: func(variant string, w *world.World) bool {
				return variant == "timer" && delayed(w) && w.Tallies["answers/received, dropped"] > 0
			},
			Show: []Step{In("timer"), Wait(2 * time.Second), Do("hang"), Wait(10 * time.Second)},
		},
		{
			ID: "told", Text: "Have the server stop as soon as nobody waits for it any more.",
			Done: func(variant string, w *world.World) bool {
				return variant == "context" && delayed(w) && w.Tallies["answers/never made"] > 0
			},
			Show: []Step{In("context"), Wait(2 * time.Second), Do("hang"), Wait(4 * time.Second)},
		},
		{
			ID: "counted", Text: "Let the callers leave, and have the run count the servers that are left.",
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["stop"] > 0 && w.Leaked() > 0
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("hang"), Wait(8 * time.Second), Do("stop"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "A timeout frees who waits, not who works. Give the reply a buffer of one, so that a late answer never blocks; " +
		"pass the context on, so that nobody works for nothing.",
	Terms: []string{"timeout", "context", "select", "goroutine leak", "unbuffered channel", "buffered channel", "latency"},
	Notes: []string{
		"Press An answer is late, and count aloud while the rings fill.",
		"Do the same in No room, five times, and look at the goroutines' list.",
		"Set the server's time to 1,200 ms: with No room nearly each request leaves a goroutine behind.",
	},
}

// delayed reports whether somebody made answers late.
func delayed(w *world.World) bool {
	return w.Acts["hang"] > 0 || w.Knobs["latency"] > 600 || w.Knobs["timeout"] < 1000
}

func timeoutGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "generate", Knob: "arrival", Unit: "per s"},
			{ID: "requests", Kind: graph.Queue, Label: "Requests", Channel: "generated"},
			{ID: "callers", Kind: graph.Workers, Label: "Callers", Goroutine: "caller"},
			{ID: "servers", Kind: graph.Workers, Label: "Servers", Goroutine: "server"},
			{ID: "completed", Kind: graph.Sink, Label: "answered", Outcome: graph.Completed},
			{ID: "failed", Kind: graph.Sink, Label: "timed out", Outcome: graph.Failed},
		},
	}
	if variant == "timer" || variant == "context" {
		g.Station("servers").Goroutine = "listener"
	}
	way := []string{"client", "requests", "callers", "servers"}
	if variant == "naive" {
		g.Stations = append(g.Stations, graph.Station{ID: "reply", Kind: graph.Queue, Label: "Reply", Channel: "reply"})
		way = append(way, "reply")
	} else {
		g.Stations = append(g.Stations, graph.Station{
			ID: "answers", Kind: graph.Bars, Label: "What becomes of the answers", Tally: "answers",
		})
	}
	g.Links = append(chain(append(way, "completed")...),
		graph.Link{From: "callers", To: "failed", Flow: graph.Refusal})
	return g
}

func timeouts(env *Env) {
	a := &asking{env: env, feed: newFeed(env)}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	in := pattern.Generate(context.Background(), 8, a.jobs(ctx))
	for range 3 {
		a.callers.Add(1)
		go a.caller(in)
	}
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "hang":
			a.hangs.Store(true)
		case "stop":
			env.Close()
			stop()
			a.callers.Wait()
			return
		}
	}
}

// asking is who asks and who answers.
type asking struct {
	env *Env
	*feed
	hangs   atomic.Bool // the next answer is late
	callers sync.WaitGroup
}

// caller asks one question after the other.
func (a *asking) caller(in <-chan int64) {
	defer a.callers.Done()
	var ask func(int64) error
	switch a.env.Variant {
	case "after":
		ask = a.askAfter
	case "timer":
		ctx, leave := context.WithCancel(context.Background())
		defer leave()
		ask = (&patient{asking: a, ctx: ctx}).ask
	case "context":
		ask = a.askContext
	default:
		ask = a.askNaive
	}
	for id := range in {
		if ask(id) == nil {
			probe.Tally("answers/in time", 1)
			a.complete(id)
		} else {
			a.fail(id, "timed out")
		}
	}
}

// askAfter gives the answer room: a server that is late
// leaves it there and ends.
func (a *asking) askAfter(id int64) error {
	answer := make(chan int64, 1)
	go a.server(id, answer)
	probe.Attempt(id, 1)
	_, err := pattern.RecvAfter(answer, a.env.Millis("timeout"))
	return err
}

// askContext tells the server, too, when time is up.
func (a *asking) askContext(id int64) error {
	ctx, cancel := context.WithTimeout(
		context.Background(), a.env.Millis("timeout"))
	defer cancel()
	answer := make(chan int64, 1)
	go a.listener(ctx, id, answer)
	probe.Attempt(id, 1)
	_, err := pattern.RecvContext(ctx, answer)
	return err
}

// askNaive shows what NOT to do: reply has no room. When the
// caller has left, the server waits for ever to send.
func (a *asking) askNaive(id int64) error {
	reply := make(chan int64)
	go a.server(id, reply)
	probe.Attempt(id, 1)
	_, err := pattern.RecvAfter(reply, a.env.Millis("timeout"))
	return err
}

// server takes its time, whoever still waits for it.
func (a *asking) server(id int64, answer chan<- int64) {
	time.Sleep(a.takes())
	if !a.isOpen(id) {
		probe.Tally(tooLate[a.env.Variant], 1)
	}
	answer <- id
}

// tooLate says what becomes of an answer that nobody takes.
var tooLate = map[string]string{
	"after": "answers/left in the buffer",
	"naive": "answers/stuck",
}

// patient is a caller that uses one timer and one channel
// for all its questions.
type patient struct {
	*asking
	ctx     context.Context
	answer  chan int64
	timeout time.Duration
	recv    *pattern.Receiver[int64]
}

// ask has to tell a late answer to an earlier question from
// the one that it waits for.
func (p *patient) ask(id int64) error {
	if d := p.env.Millis("timeout"); d != p.timeout {
		p.answer = make(chan int64, 1)
		p.timeout = d
		p.recv = pattern.NewReceiver(p.answer, d)
	}
	go p.listener(p.ctx, id, p.answer)
	for {
		probe.Attempt(id, 1)
		got, err := p.recv.Recv()
		if err != nil || got == id {
			return err
		}
		probe.Tally("answers/received, dropped", 1)
	}
}

// listener is a server that stops when ctx ends.
func (a *asking) listener(
	ctx context.Context, id int64, answer chan<- int64,
) {
	if !lasts(ctx, a.takes()) {
		probe.Tally("answers/never made", 1)
		return
	}
	select {
	case answer <- id:
	case <-ctx.Done():
	}
}

func (a *asking) takes() time.Duration {
	if a.hangs.Swap(false) {
		return 3*a.env.Millis("timeout") + time.Second
	}
	spread := a.env.Float("spread") / 100
	factor := 1 + spread*(2*rand.Float64()-1)
	return time.Duration(factor * float64(a.env.Millis("latency")))
}
