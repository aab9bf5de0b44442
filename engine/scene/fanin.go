package scene

import (
	"context"
	"iter"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// tellers are the producers of the fan-in, in the order of their sources.
var tellers = [...]string{"quick", "steady", "slow"}

func init() {
	register("fanin.go", &Spec{
		ID:    "fan-in",
		Group: Channels, Place: 2,
		Title: "Fan-in",
		Summary: "Three producers of different speed, one reader: a goroutine per producer forwards what it receives to one channel. " +
			"Those goroutines must know when the reader leaves.",
		Variants: []Variant{
			{"merge", "With a way out"},
			{"naive", "Without"},
		},
		Knobs: []Knob{
			{ID: "quick", Label: "Quick: one every", Unit: "ms", Min: 50, Max: 5000, Step: 10, Default: 500, Log: true},
			{ID: "steady", Label: "Steady: one every", Unit: "ms", Min: 50, Max: 5000, Step: 10, Default: 1100, Log: true},
			{ID: "slow", Label: "Slow: one every", Unit: "ms", Min: 50, Max: 5000, Step: 10, Default: 2300, Log: true},
			{ID: "service", Label: "Reader's time per value", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 200, Log: true},
		},
		Actions: []Action{{"leave", "Reader leaves"}, {"stop", "A producer ends"}},
		Sources: tellers[:],
		Files:   append(patterns("fanin", "consume"), feedFile),
		Graph:   fanInGraph,
		Main:    fanIn,
		Lesson:  fanInLesson,
	})
}

var fanInLesson = Lesson{
	Watch: "Each producer has a goroutine that does nothing but forward. They all send to one channel, so the reader needs to know only that one. " +
		"Watch who waits there when several are ready.",
	Tasks: []Task{
		{
			ID: "queue", Text: "Make all three forwarders wait for the reader at once.",
			Ask: &Question{
				Text:    "Three goroutines wait to send on one channel. Whose value does the reader get next?",
				Options: []string{"That of the quick producer", "That of who has waited longest", "A random one"}, Answer: 1,
				Why: "A channel serves those who wait in the order in which they came. So the quick one cannot push the others aside.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["service"] > 200 && heldBy(w, "forward")+heldBy(w, "relay") == len(tellers)
			},
			Show: []Step{Turn("service", 2000), Wait(10 * time.Second)},
		},
		{
			ID: "leak", Text: "Let the reader leave, and see goroutines that can never end.",
			Ask: &Question{
				Text:    "The reader leaves. Its forwarders know nothing of that. How many goroutines are stuck in the end?",
				Options: []string{"None", "Three", "Six"}, Answer: 2,
				Why: "Each forwarder waits to send to nobody. Soon each producer waits to send to its forwarder: a leak spreads upstream.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["leave"] > 0 && w.Leaked() > 0
			},
			Show: []Step{In("naive"), Wait(3 * time.Second), Do("leave"), Wait(10 * time.Second)},
		},
		{
			ID: "clean", Text: "Let the reader leave, and nobody stays behind.",
			Done: func(variant string, w *world.World) bool {
				return variant == "merge" && w.Acts["leave"] > 0 && w.Ended == "done"
			},
			Show: []Step{Wait(3 * time.Second), Do("leave"), Wait(5 * time.Second)},
		},
		{
			ID: "close", Text: "Let all three producers end, so that the reader learns that nothing more comes.",
			Done: func(variant string, w *world.World) bool {
				return variant == "merge" && w.Acts["stop"] >= len(tellers) && w.Ended == "done"
			},
			Show: []Step{Wait(3 * time.Second), Do("stop"), Do("stop"), Wait(time.Second), Do("stop"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "Merging is one goroutine per input and one that closes the output after the last of them. " +
		"Every send needs a way out: end the context when you stop reading.",
	Terms: []string{"fan-in", "goroutine leak", "context", "select", "unbuffered channel", "closed channel", "backpressure"},
	Notes: []string{
		"Set the reader's time to two seconds and ask who comes next before you look.",
		"Let the reader leave in both variants, then open the goroutines' list: six lines say where they are stuck.",
		"Open the code at forward: the inner select is the whole difference.",
	},
}

func fanInGraph(variant string) *graph.Graph {
	forward := "forward"
	if variant == "naive" {
		forward = "relay"
	}
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "quick", Kind: graph.Client, Label: "Quick", Goroutine: "quick", Knob: "quick", Unit: "ms apart"},
			{ID: "steady", Kind: graph.Client, Label: "Steady", Goroutine: "steady", Knob: "steady", Unit: "ms apart"},
			{ID: "slow", Kind: graph.Client, Label: "Slow", Goroutine: "slow", Knob: "slow", Unit: "ms apart"},
			{ID: "forward", Kind: graph.Workers, Label: "Forwarders", Goroutine: forward},
			{ID: "merged", Kind: graph.Queue, Label: "Merged", Channel: "merged"},
			{ID: "reader", Kind: graph.Workers, Label: "Reader", Goroutine: "reader"},
			{ID: "completed", Kind: graph.Sink, Label: "read", Outcome: graph.Completed},
		},
		Links: chain("forward", "merged", "reader", "completed"),
	}
	for _, name := range tellers {
		g.Links = append(g.Links, graph.Link{From: name, To: "forward"})
	}
	if variant == "merge" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "lost", Kind: graph.Sink, Label: "dropped", Outcome: graph.Cancelled,
		})
		g.Links = append(g.Links, graph.Link{From: "forward", To: "lost", Flow: graph.GaveUp})
	}
	return g
}

// fanIn has three producers and one reader. With a way out,
// the ctx of the reader is that of everybody.
func fanIn(env *Env) {
	reading, leave := context.WithCancel(context.Background())
	m := &merging{
		env: env, book: newBook(env),
		leave: leave, left: make(chan struct{}),
	}
	var merged <-chan int64
	if env.Variant == "merge" {
		merged = pattern.Merge(reading, m.start(reading)...)
	} else {
		merged = mergeNaive(m.start(context.Background())...)
	}
	go m.reader(reading, merged)
	for m.serve() {
	}
	env.Close()
	if env.Variant == "merge" {
		<-m.left
		for range merged { // until nobody forwards
		}
		m.cancelRest("the reader has left")
	}
}

// mergeNaive shows what NOT to do. When the reader leaves,
// relay waits for ever to send. And nobody closes merged,
// so its reader never learns that nothing more comes.
func mergeNaive(inputs ...<-chan int64) <-chan int64 {
	merged := make(chan int64)
	for _, in := range inputs {
		go relay(in, merged)
	}
	return merged
}

func relay(in <-chan int64, out chan<- int64) {
	for v := range in {
		out <- v // and if nobody reads?
	}
}

// merging is who produces and who reads.
type merging struct {
	env *Env
	*book
	clicks map[string]chan Burst
	stops  []context.CancelFunc // of those who still produce
	leave  context.CancelFunc
	left   chan struct{} // closed: the reader has left
}

// serve takes a click or a command, and reports whether the
// scene goes on.
func (m *merging) serve() bool {
	select {
	case burst := <-m.env.Bursts:
		select {
		case m.clicks[burst.Source] <- burst:
		default: // it has ended
		}
	case command := <-m.env.Commands:
		switch command.ID {
		case "leave":
			m.leave()
			return false
		case "stop":
			m.stops[0]()
			m.stops = m.stops[1:]
			return len(m.stops) > 0
		}
		m.env.Set(command.ID, command.Value)
		look(m.clicks[command.ID])
	}
	return true
}

// start starts the producers.
func (m *merging) start(ctx context.Context) []<-chan int64 {
	m.clicks = map[string]chan Burst{}
	a, b, c := make(chan int64), make(chan int64), make(chan int64)
	go quick(ctx, m.feed(ctx, 1), a)
	go steady(ctx, m.feed(ctx, 2), b)
	go slow(ctx, m.feed(ctx, 3), c)
	return []<-chan int64{a, b, c}
}

// feed is what a producer has to offer until it is stopped.
func (m *merging) feed(ctx context.Context, source int) iter.Seq[int64] {
	name := tellers[source-1]
	clicks := make(chan Burst, 1024)
	m.clicks[name] = clicks
	producing, stop := context.WithCancel(ctx)
	m.stops = append(m.stops, stop)
	f := &feed{
		book: m.book, source: source, clicks: clicks,
		gap: func() time.Duration { return m.env.Millis(name) },
	}
	return f.jobs(producing)
}

// The producers differ only in their feeds.
func quick(ctx context.Context, values iter.Seq[int64], out chan<- int64) {
	produce(ctx, values, out)
}

func steady(ctx context.Context, values iter.Seq[int64], out chan<- int64) {
	produce(ctx, values, out)
}

func slow(ctx context.Context, values iter.Seq[int64], out chan<- int64) {
	produce(ctx, values, out)
}

func produce(ctx context.Context, values iter.Seq[int64], out chan<- int64) {
	defer close(out)
	for v := range values {
		select {
		case out <- v:
		case <-ctx.Done():
			return
		}
	}
}

// reader takes its time for each value.
func (m *merging) reader(ctx context.Context, merged <-chan int64) {
	defer close(m.left)
	pattern.Consume(ctx, merged, func(id int64) {
		probe.Attempt(id, 1)
		time.Sleep(m.env.Millis("service"))
		m.complete(id)
	})
}
