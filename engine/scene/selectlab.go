package scene

import (
	"fmt"
	"strings"
	"time"

	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("selectlab.go", &Spec{
		ID:    "select-lab",
		Group: Choosing, Place: 1,
		Title: "Select lab",
		Summary: "What an operation does depends on the channel's state. " +
			"Press a cell: a goroutine does it.",
		Variants: []Variant{
			{"lab", "With recover"},
			{"bare", "Without (naive)"},
		},
		Knobs: []Knob{
			{ID: "timeout", Label: "Timeout", Unit: "ms", Min: 100, Max: 5000, Step: 100, Default: 500, Log: true},
		},
		Board: &Board{
			Corner: "Channel",
			Rows: []Entry{
				{"nil", "nil"}, {"empty", "open, empty"}, {"data", "open, with data"},
				{"full", "open, full"}, {"closed", "closed"},
			},
			Columns: []Entry{
				{"send", "c <- 1"}, {"receive", "<-c"}, {"comma-ok", "v, ok := <-c"},
				{"close", "close(c)"}, {"default", "select, default"}, {"timeout", "select, timeout"},
			},
		},
		Actions: []Action{{"all", "Try them all"}},
		Graph: func(string) *graph.Graph {
			return &graph.Graph{Stations: []graph.Station{
				{ID: "tries", Kind: graph.Workers, Label: "Goroutines that wait", Goroutine: "try"},
			}}
		},
		Main:   selectLab,
		Lesson: labLesson,
	})
}

func selectLab(env *Env) {
	for command := range env.Commands {
		state, operation, one := strings.Cut(command.ID, "/")
		switch {
		case one:
			go try(env, state, operation)
		case command.ID == "all":
			tryAll(env)
		default:
			env.Set(command.ID, command.Value)
		}
	}
}

func tryAll(env *Env) {
	spec, _ := Find("select-lab")
	for _, state := range spec.Board.Rows {
		for _, operation := range spec.Board.Columns {
			go try(env, state.ID, operation.ID)
		}
	}
}

// channelIn makes a channel in one of the states.
func channelIn(state string) chan int {
	if state == "nil" {
		return nil
	}
	c := make(chan int, 2)
	switch state {
	case "data":
		c <- 7
	case "full":
		c <- 7
		c <- 8
	case "closed":
		close(c)
	}
	return c
}

// try does one operation and notes what comes of it.
func try(env *Env, state, operation string) {
	c := channelIn(state)
	note := func(format string, args ...any) {
		probe.Note(Cell(state, operation), fmt.Sprintf(format, args...))
	}
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		note("panic: %v", value) // in Go's own words
		if env.Variant == "bare" {
			panic(value) // as if nobody had caught it
		}
	}()
	note("waits")
	switch operation {
	case "send":
		c <- 1
		note("ready: sent")
	case "receive":
		v := <-c
		note("ready: %d", v)
	case "comma-ok":
		v, ok := <-c
		note("ready: %d, %t", v, ok)
	case "close":
		close(c)
		note("ready: closed")
	case "default":
		select {
		case v := <-c:
			note("ready: %d", v)
		default: // nothing was ready
			note("default")
		}
	case "timeout":
		select {
		case v := <-c:
			note("ready: %d", v)
		case <-time.After(env.Millis("timeout")):
			note("timeout")
		}
	}
}

// told reports whether the note of a cell begins so.
func told(w *world.World, state, operation, text string) bool {
	return strings.HasPrefix(w.Notes[Cell(state, operation)], text)
}

var labLesson = Lesson{
	Watch: "Each row is a channel in one state, made anew for every try; each column is something to do with it. " +
		"A goroutine that has to wait stays in the picture below.",
	Tasks: []Task{
		{
			ID: "zero", Text: "Receive a value that nobody has sent.",
			Ask: &Question{
				Text:    "What does a receive from a closed, empty channel of ints do?",
				Options: []string{"It waits", "It gives 0", "It panics"}, Answer: 1,
				Why: "A closed channel is always ready to receive from: first what is left in it, then zero values. Comma-ok tells them apart.",
			},
			Done: func(_ string, w *world.World) bool {
				return told(w, "closed", "receive", "ready") || told(w, "closed", "comma-ok", "ready")
			},
			Show: []Step{Do("closed/comma-ok")},
		},
		{
			ID: "panics", Text: "Make Go panic in three ways.",
			Ask: &Question{
				Text:    "Which of these panics?",
				Options: []string{"Receiving from a nil channel", "Closing a nil channel", "Sending on a full channel"}, Answer: 1,
				Why: "Closing a nil channel, closing a closed one and sending on a closed one panic. The other two wait.",
			},
			Done: func(_ string, w *world.World) bool {
				return told(w, "nil", "close", "panic") && told(w, "closed", "close", "panic") &&
					told(w, "closed", "send", "panic")
			},
			Show: []Step{Do("nil/close"), Do("closed/close"), Do("closed/send")},
		},
		{
			ID: "forever", Text: "Leave two goroutines waiting on a nil channel, one to send and one to receive.",
			Done: func(_ string, w *world.World) bool {
				return told(w, "nil", "send", "waits") && told(w, "nil", "receive", "waits")
			},
			Show: []Step{Do("nil/send"), Do("nil/receive")},
		},
		{
			ID: "give-up", Text: "Receive from an empty channel without waiting for ever, in two ways.",
			Done: func(_ string, w *world.World) bool {
				return told(w, "empty", "default", "default") && told(w, "empty", "timeout", "timeout")
			},
			Show: []Step{Do("empty/default"), Do("empty/timeout"), Wait(time.Second)},
		},
		{
			ID: "ends", Text: "Without recover, end the whole program with one operation in one goroutine.",
			Ask: &Question{
				Text:    "A goroutine sends on a closed channel, and nobody recovers. Who stops?",
				Options: []string{"That goroutine", "It and whoever waits on the channel", "Every goroutine"}, Answer: 2,
				Why: "A panic that reaches the top of any goroutine ends the program. Only code in that goroutine can recover it.",
			},
			Done: func(variant string, w *world.World) bool { return variant == "bare" && w.Ended == "panic" },
			Show: []Step{In("bare"), Do("empty/receive"), Do("closed/send"), Wait(time.Second)},
		},
	},
	Takeaway: "nil waits for ever, closed is always ready to receive from, and a send or a close on what is closed panics. " +
		"A default makes a select try; a timeout makes it give up.",
	Terms: []string{"select", "nil channel", "closed channel", "buffered channel", "timeout", "goroutine leak"},
	Notes: []string{
		"Let the room fill in one row before you press it; the closed one makes the best argument.",
		"Ask what a nil channel is good for: in a select it turns its case off.",
	},
}
