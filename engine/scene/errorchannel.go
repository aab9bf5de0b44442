package scene

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("errorchannel.go", &Spec{
		ID:    "error-channel",
		Group: Channels, Place: 4,
		Title: "Error channel",
		Summary: "A call starts several tasks at once, and each reports on a channel how it went. " +
			"The caller may stop at the first error or collect them all, but nobody must be left behind with a report.",
		Variants: []Variant{
			{"first", "First error"},
			{"all", "All errors"},
			{"naive", "Without room"},
		},
		Knobs: []Knob{
			{ID: "tasks", Label: "Tasks of a call", Min: 1, Max: 12, Step: 1, Default: 5},
			{ID: "duration", Label: "Duration of a task", Unit: "ms", Min: 100, Max: 5000, Step: 100, Default: 1500, Log: true},
			{ID: "failure", Label: "Failure rate", Unit: "%", Max: 100, Step: 5, Default: 0},
			{ID: "pause", Label: "Pause between calls", Unit: "ms", Min: 100, Max: 10_000, Step: 100, Default: 1000, Log: true},
		},
		Actions: []Action{{"fail", "Two of the next call fail"}, {"stop", "Caller leaves"}},
		Sources: []string{"caller"},
		Files:   append(patterns("errorchannel", "fanin"), feedFile),
		Graph:   errorsGraph,
		Main:    errorChannel,
		Lesson:  errorsLesson,
	})
}

var errorsLesson = Lesson{
	Watch: "The tasks of a call start together and end one by one. Make two of the next call fail, and watch what happens to the others. " +
		"A report that waits in the channel is one that nobody has received yet.",
	Tasks: []Task{
		{
			ID: "first", Text: "Make a task fail, and see the others stop early.",
			Ask: &Question{
				Text:    "One of five tasks fails, and the caller wants only the first error. What becomes of the other four?",
				Options: []string{"They run to their end", "Their context ends, so they can stop"}, Answer: 1,
				Why: "The first error ends the context that all tasks share. Those that watch it stop, and no work is done in vain.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "first" && provoked(w) && w.Reasons[anotherFailed] > 0
			},
			Show: []Step{Wait(2 * time.Second), Do("fail"), Wait(6 * time.Second)},
		},
		{
			ID: "all", Text: "Get two errors or more out of one call.",
			Done: func(variant string, w *world.World) bool {
				return variant == "all" && provoked(w) && w.Failed >= 2 && mostErrors(w) >= 2
			},
			Show: []Step{In("all"), Wait(2 * time.Second), Do("fail"), Wait(6 * time.Second)},
		},
		{
			ID: "stuck", Text: "Leave three goroutines behind that wait to report to nobody.",
			Ask: &Question{
				Text:    "The error channel has no buffer, and the caller returns after the first error. What do the other tasks do when they end?",
				Options: []string{"They end", "They wait for ever"}, Answer: 1,
				Why: "A send on an unbuffered channel waits for a receiver. The only one has left, so even tasks that succeed are stuck. The next call has a channel of its own.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && provoked(w) && waiting(w, "report", world.BlockedSend) >= 3
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("fail"), Wait(6 * time.Second)},
		},
		{
			ID: "left", Text: "Let the caller leave, and have the run count what it left behind.",
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["stop"] > 0 && w.Leaked() > 0
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("fail"), Wait(6 * time.Second), Do("stop"), Wait(10 * time.Second)},
		},
	},
	Takeaway: "Give the error channel room for an error of every task. Then nobody waits to report, whoever has stopped listening. " +
		"End the context at the first error if the rest is not needed.",
	Terms: []string{"error channel", "buffered channel", "unbuffered channel", "context", "goroutine leak", "closed channel"},
	Notes: []string{
		"Make two tasks of the next call fail in each variant, and let the room say what the other three do.",
		"In the last variant do it five times. Then open the goroutines' list: each line is memory that never comes back.",
		"Open the code: the difference is one number, the size of a buffer.",
	},
}

// provoked reports whether somebody made tasks fail.
func provoked(w *world.World) bool { return w.Acts["fail"] > 0 || w.Knobs["failure"] > 0 }

// mostErrors returns how many errors a call returned at most.
func mostErrors(w *world.World) int {
	for n := 12; n > 0; n-- {
		if w.Tallies["errors/"+strconv.Itoa(n)] > 0 {
			return n
		}
	}
	return 0
}

func errorsGraph(variant string) *graph.Graph {
	task := "runTask"
	if variant == "naive" {
		task = "report"
	}
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "caller", Kind: graph.Client, Label: "Caller", Goroutine: "caller", Knob: "tasks", Unit: "tasks a call"},
			{ID: "tasks", Kind: graph.Workers, Label: "Tasks", Goroutine: task},
			{ID: "errors", Kind: graph.Queue, Label: "Errors", Channel: "errs"},
			{ID: "completed", Kind: graph.Sink, Label: "succeeded", Outcome: graph.Completed},
			{ID: "failed", Kind: graph.Sink, Label: "failed", Outcome: graph.Failed},
		},
		Links: []graph.Link{
			{From: "caller", To: "tasks"}, {From: "tasks", To: "completed"},
			{From: "tasks", To: "failed", Flow: graph.GaveUp},
			{From: "tasks", To: "errors", Flow: graph.Signal, Channel: "errs"},
			{From: "errors", To: "caller", Flow: graph.Signal, Channel: "errs"},
		},
	}
	switch variant {
	case "all":
		g.Stations = append(g.Stations, graph.Station{
			ID: "returned", Kind: graph.Bars, Label: "Errors that a call returned", Tally: "errors", Unit: "errors",
		})
	case "first":
		g.Stations = append(g.Stations, graph.Station{
			ID: "cancelled", Kind: graph.Sink, Label: "stopped early", Outcome: graph.Cancelled,
		})
		g.Links = append(g.Links, graph.Link{From: "tasks", To: "cancelled", Flow: graph.GaveUp})
	}
	return g
}

func errorChannel(env *Env) {
	c := &calls{env: env, left: make(chan struct{})}
	go c.caller()
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "fail":
			c.doomed.Store(2)
		case "stop":
			env.Close()
			<-c.left
			return
		}
	}
}

// firstNaive shows what NOT to do. It returns at the first
// error, and whoever reports after that waits for ever: errs
// has no room, and nobody receives any more.
func firstNaive(
	tasks ...func(context.Context) error,
) error {
	errs := make(chan error)
	for _, task := range tasks {
		go report(task, errs)
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func report(
	task func(context.Context) error, errs chan<- error,
) {
	errs <- task(context.Background())
}

// calls is who makes the calls.
type calls struct {
	env    *Env
	doomed atomic.Int32 // so many of the next call fail
	left   chan struct{}
}

// caller makes a call after each pause, and one at a click.
func (c *calls) caller() {
	defer close(c.left)
	probe.Tally("errors/0", 0)
	probe.Tally("errors/1", 0)
	for {
		n := c.env.Int("tasks")
		select {
		case <-time.After(c.env.Millis("pause")):
		case burst, open := <-c.env.Bursts:
			if !open {
				return
			}
			n = burst.N
		}
		var failing atomic.Int32
		failing.Store(c.doomed.Swap(0))
		var tasks []func(context.Context) error
		for range n {
			tasks = append(tasks, c.task(c.env.NewJob(1), &failing))
		}
		err := c.call(tasks...)
		probe.Tally("errors/"+strconv.Itoa(countErrors(err)), 1)
	}
}

func (c *calls) call(
	tasks ...func(context.Context) error,
) error {
	ctx := context.Background()
	switch c.env.Variant {
	case "first":
		return pattern.FirstError(ctx, tasks...)
	case "all":
		return pattern.AllErrors(ctx, tasks...)
	}
	return firstNaive(tasks...)
}

var errTask = errors.New("the task failed")

// anotherFailed is why a task is stopped early.
const anotherFailed = "another one failed"

// task takes its time, but no longer than ctx lasts. The
// first ones to end fail, as many as failing says.
func (c *calls) task(
	id int64, failing *atomic.Int32,
) func(context.Context) error {
	return func(ctx context.Context) error {
		probe.Attempt(id, 1)
		factor := 0.5 + rand.Float64()
		takes := factor * float64(c.env.Millis("duration"))
		if !lasts(ctx, time.Duration(takes)) {
			probe.Cancel(id, anotherFailed)
			return ctx.Err()
		}
		if failing.Add(-1) >= 0 || c.fails() {
			probe.Fail(id, errTask.Error())
			return errTask
		}
		probe.Complete(id)
		return nil
	}
}

func (c *calls) fails() bool {
	return rand.Float64()*100 < c.env.Float("failure")
}

// countErrors returns how many errors were joined to err.
func countErrors(err error) int {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return len(joined.Unwrap())
	}
	if err != nil {
		return 1
	}
	return 0
}
