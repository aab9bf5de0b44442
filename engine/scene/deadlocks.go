package scene

import (
	"sync"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("deadlocks.go", &Spec{
		ID:    "deadlocks",
		Group: Endings, Place: 1,
		Title: "Five deadlocks",
		Summary: "Everybody waits, and nobody is left who could end the waiting. " +
			"Each variant works until the mistake is made.",
		Variants: []Variant{
			{"send", "No receiver"},
			{"receive", "No sender"},
			{"ring", "Ring"},
			{"waitgroup", "WaitGroup"},
			{"nil", "Nil channel"},
			{"safe", "Safe ring"},
		},
		Knobs: []Knob{
			{ID: "pace", Label: "Time per job", Unit: "ms", Min: 100, Max: 2000, Step: 50, Default: 500},
		},
		Actions: []Action{{"mistake", "Make the mistake"}},
		Graph:   deadlockGraph,
		Main:    deadlocks,
		Lesson:  deadlockLesson,
	})
}

var deadlockLesson = Lesson{
	Watch: "See how the jobs go round while all is well. Then make the mistake, and read off each dashed ring " +
		"what its goroutine waits for, and why that never comes.",
	Tasks: []Task{
		{
			ID: "send", Text: "Let the receiver go home, and see where the sender ends up.",
			Done: func(variant string, w *world.World) bool { return variant == "send" && w.Ended == world.Deadlock },
			Show: []Step{Wait(3 * time.Second), Do("mistake"), Wait(5 * time.Second)},
		},
		{
			ID: "ring", Text: "In the ring, let both send before they receive.",
			Ask: &Question{
				Text:    "Each sends a letter first and then looks into the mail. The channels have no buffer. Who goes on?",
				Options: []string{"Whoever sends first", "Nobody"}, Answer: 1,
				Why: "A send without a buffer needs a receiver at the other end, and the other one is not there: it sends, too.",
			},
			Done: func(variant string, w *world.World) bool { return variant == "ring" && w.Ended == world.Deadlock },
			Show: []Step{In("ring"), Wait(3 * time.Second), Do("mistake"), Wait(10 * time.Second)},
		},
		{
			ID: "waitgroup", Text: "Let one helper return without its Done.",
			Ask: &Question{
				Text:    "Two of three helpers say Done. How long does Wait wait?",
				Options: []string{"Until the third has returned", "For ever"}, Answer: 1,
				Why: "A WaitGroup knows only its counter. That the goroutine is gone, it does not see. Hence: defer wg.Done(), first thing.",
			},
			Done: func(variant string, w *world.World) bool { return variant == "waitgroup" && w.Ended == world.Deadlock },
			Show: []Step{In("waitgroup"), Wait(3 * time.Second), Do("mistake"), Wait(5 * time.Second)},
		},
		{
			ID: "nil", Text: "Set a channel to nil, and see both sides wait.",
			Done: func(variant string, w *world.World) bool { return variant == "nil" && w.Ended == world.Deadlock },
			Show: []Step{In("nil"), Wait(3 * time.Second), Do("mistake"), Wait(5 * time.Second)},
		},
		{
			ID: "safe", Text: "Make the mistake of the ring where each channel has one slot, and see ten letters arrive after it.",
			Done: func(variant string, w *world.World) bool {
				return variant == "safe" && w.Acts["mistake"] > 0 && w.Tallies["both sent first"] >= 10
			},
			Show: []Step{In("safe"), Wait(3 * time.Second), Do("mistake"), Wait(20 * time.Second)},
		},
	},
	Takeaway: "For each wait, know who ends it, on every path. Go says \"all goroutines are asleep\" only when really all are: " +
		"in a server that still listens, the same mistake is a silent leak.",
	Terms: []string{"deadlock", "unbuffered channel", "buffered channel", "nil channel", "WaitGroup", "goroutine leak"},
	Notes: []string{
		"Have the room say aloud who waits for whom, before and after the mistake.",
		"Open the list of goroutines at the end: it is what Go prints when it gives up.",
		"One slot cures this ring since at most one letter is under way. Ask what two letters in a row would do.",
	},
}

func deadlockGraph(variant string) *graph.Graph {
	done := graph.Station{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed}
	mainStation := graph.Station{ID: "main", Kind: graph.Workers, Label: "main", Goroutine: "main"}
	switch variant {
	case "ring", "safe":
		return &graph.Graph{
			Stations: []graph.Station{
				{ID: "alice", Kind: graph.Workers, Label: "Alice", Goroutine: "alice"},
				{ID: "letters", Kind: graph.Queue, Label: "letters", Channel: "letters"},
				{ID: "bob", Kind: graph.Workers, Label: "Bob", Goroutine: "bob"},
				{ID: "replies", Kind: graph.Queue, Label: "replies", Channel: "replies"},
				mainStation,
			},
			Links: []graph.Link{
				{From: "alice", To: "letters"}, {From: "letters", To: "bob"},
				{From: "bob", To: "replies"}, {From: "replies", To: "alice"},
			},
		}
	case "waitgroup":
		return &graph.Graph{
			Stations: []graph.Station{
				{ID: "leader", Kind: graph.Workers, Label: "Leader", Goroutine: "leader"},
				{ID: "helpers", Kind: graph.Workers, Label: "Helpers", Goroutine: "helper"},
				done,
				{ID: "early", Kind: graph.Sink, Label: "returned early", Outcome: graph.Failed},
				mainStation,
			},
			Links: []graph.Link{
				{From: "leader", To: "helpers"}, {From: "helpers", To: "completed"},
				{From: "helpers", To: "early", Flow: graph.GaveUp},
			},
		}
	}
	return &graph.Graph{
		Stations: []graph.Station{
			{ID: "sender", Kind: graph.Workers, Label: "Sender", Goroutine: "sender"},
			{ID: "jobs", Kind: graph.Queue, Label: "jobs", Channel: "jobs"},
			{ID: "receiver", Kind: graph.Workers, Label: "Receiver", Goroutine: "receiver"},
			done, mainStation,
		},
		Links: []graph.Link{
			{From: "sender", To: "jobs"}, {From: "jobs", To: "receiver"}, {From: "receiver", To: "completed"},
		},
	}
}

// gallery is what all variants have in common.
type gallery struct {
	env     *Env
	mistake atomic.Bool
	crew    sync.WaitGroup // goroutines that main waits for
}

// deadlocks starts a variant, waits for the mistake, and
// then for everybody to come home. Nobody will.
func deadlocks(env *Env) {
	g := &gallery{env: env}
	g.crew.Add(2)
	jobs := make(chan int64)
	switch env.Variant {
	case "send":
		go noReceiver{g}.sender(jobs)
		go noReceiver{g}.receiver(jobs)
	case "receive":
		go noSender{g}.sender(jobs)
		go noSender{g}.receiver(jobs)
	case "nil":
		go nilChannel{g}.sender(jobs)
		go nilChannel{g}.receiver(jobs)
	case "ring":
		letters := make(chan int64)
		replies := make(chan int64)
		go g.alice(letters, replies)
		go g.bob(letters, replies)
	case "safe":
		letters := make(chan int64, 1)
		replies := make(chan int64, 1)
		go g.alice(letters, replies)
		go g.bob(letters, replies)
	case "waitgroup":
		g.crew.Done() // it is only one
		go g.leader()
	}
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		if command.ID == "mistake" {
			g.mistake.Store(true)
			if env.Variant != "safe" {
				break
			}
		}
	}
	env.Close()
	g.crew.Wait()
}

// work is one job's worth of time.
func (g *gallery) work(id int64) {
	probe.Attempt(id, 1)
	time.Sleep(g.env.Millis("pace"))
	probe.Complete(id)
}

// noReceiver: the receiver goes home and tells nobody.
type noReceiver struct{ *gallery }

func (g noReceiver) sender(jobs chan<- int64) {
	defer g.crew.Done()
	for {
		jobs <- g.env.NewJob(1) // waits for a receiver
	}
}

func (g noReceiver) receiver(jobs <-chan int64) {
	defer g.crew.Done()
	for !g.mistake.Load() {
		g.work(<-jobs)
	}
}

// noSender: the sender goes home and does not close the
// channel, so the loop over it does not end.
type noSender struct{ *gallery }

func (g noSender) sender(jobs chan<- int64) {
	defer g.crew.Done()
	for !g.mistake.Load() {
		jobs <- g.env.NewJob(1)
	}
}

func (g noSender) receiver(jobs <-chan int64) {
	defer g.crew.Done()
	for id := range jobs { // waits for a sender, or a close
		g.work(id)
	}
}

// nilChannel: the variable loses its channel. A send on nil
// is no error. It waits for ever.
type nilChannel struct{ *gallery }

func (g nilChannel) sender(jobs chan<- int64) {
	defer g.crew.Done()
	for {
		if g.mistake.Load() {
			jobs = nil
		}
		jobs <- g.env.NewJob(1)
	}
}

func (g nilChannel) receiver(jobs <-chan int64) {
	defer g.crew.Done()
	for id := range jobs {
		g.work(id)
	}
}

// alice sends a letter, then waits for a reply.
func (g *gallery) alice(
	letters chan<- int64, replies <-chan int64,
) {
	defer g.crew.Done()
	for {
		letters <- g.env.NewJob(1)
		g.work(<-replies)
	}
}

// bob waits for a letter, then sends a reply: they take
// turns. The mistake is to send first, as alice does. With
// a slot in each channel, that does no harm.
func (g *gallery) bob(
	letters <-chan int64, replies chan<- int64,
) {
	defer g.crew.Done()
	for {
		if g.mistake.Load() {
			replies <- g.env.NewJob(2)
			g.work(<-letters)
			probe.Tally("both sent first", 1)
		} else {
			g.work(<-letters)
			replies <- g.env.NewJob(2)
		}
	}
}

// leader waits for a round of helpers before the next one.
func (g *gallery) leader() {
	defer g.crew.Done()
	for {
		var round sync.WaitGroup
		round.Add(3)
		for range 3 {
			go g.helper(g.env.NewJob(1), &round)
		}
		round.Wait() // until the third Done
	}
}

// helper should begin with defer round.Done(). Without it,
// one early return is enough.
func (g *gallery) helper(id int64, round *sync.WaitGroup) {
	if g.mistake.CompareAndSwap(true, false) {
		probe.Fail(id, "returned early")
		return // and no Done
	}
	g.work(id)
	round.Done()
}
