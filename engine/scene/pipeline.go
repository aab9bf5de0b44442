package scene

import (
	"context"
	"fmt"
	"iter"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("pipeline.go", &Spec{
		ID:    "pipeline",
		Group: Channels, Place: 3,
		Title: "Pipeline",
		Summary: "Generate numbers, double each, consume them: three stages with channels between. " +
			"The end of the data travels down by closing, and a cancel reaches all stages at once by a context.",
		Variants: []Variant{
			{"close", "Until closed"},
			{"ctx", "Until cancelled"},
			{"naive", "Blindly"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Generated", Unit: "values/s", Max: 50, Step: 1, Default: 4},
			{ID: "process", Label: "Processing time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 200, Log: true},
			{ID: "consume", Label: "Consuming time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 100, Log: true},
			{ID: "buffer", Label: "Buffer of each channel", Unit: "values", Max: 20, Step: 1, Default: 0},
		},
		Actions: []Action{{"end", "End of the data"}, {"cancel", "Cancel"}},
		Sources: []string{"generator"},
		Files:   patterns("pipeline", "consume"),
		Graph:   pipelineGraph,
		Main:    pipeline,
		Lesson:  pipelineLesson,
	})
}

var pipelineLesson = Lesson{
	Watch: "Without buffers a value passes from hand to hand: who sends waits until the other receives. " +
		"While one value is doubled, the next can be generated and the one before consumed.",
	Tasks: []Task{
		{
			ID: "backpressure", Text: "Slow the consumer down until the first stage has to wait.",
			Ask: &Question{
				Text:    "The consumer takes a second for each value, and the channels have no buffer. Where do the values pile up?",
				Options: []string{"In front of the consumer", "Nowhere"}, Answer: 1,
				Why: "Each stage holds one value and waits to hand it over. So the source can only go as fast as the slowest stage.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["consume"] > 100 && held(w, "process", "sleeper") && held(w, "generate", "push")
			},
			Show: []Step{Turn("consume", 1000), Wait(5 * time.Second)},
		},
		{
			ID: "buffer", Text: "Give the channels buffers, and fill both.",
			Ask: &Question{
				Text:    "With a buffer of ten before the slowest stage, is the pipeline faster in the long run?",
				Options: []string{"Yes", "No"}, Answer: 1,
				Why: "A buffer levels out ups and downs. Once it is full, the slowest stage sets the pace as before, and each value waits longer.",
			},
			Done: func(_ string, w *world.World) bool { return bothFull(w) },
			Show: []Step{Turn("buffer", 3), Turn("consume", 1000), Turn("arrival", 10), Wait(10 * time.Second)},
		},
		{
			ID: "drop", Text: "Cancel while values lie in the buffers: at least three are dropped although they are ready.",
			Done: func(variant string, w *world.World) bool {
				return variant == "ctx" && w.Acts["cancel"] > 0 && w.Ended == "done" && w.Reasons["ready"] >= 3
			},
			Show: []Step{
				In("ctx"), Turn("buffer", 5), Turn("consume", 1000), Turn("arrival", 10),
				Wait(10 * time.Second), Do("cancel"), Wait(5 * time.Second),
			},
		},
		{
			ID: "leak", Text: "Cancel stages that do not listen, and see what is left of them.",
			Ask: &Question{
				Text:    "The consumer leaves at a cancel. The stages before it only send and sleep. Would a buffer save them?",
				Options: []string{"Yes", "It only delays it"}, Answer: 1,
				Why: "They fill the buffer, and then wait for ever as they would without one. Only a way out of the send helps.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "naive" && w.Acts["cancel"] > 0 && w.Leaked() > 0
			},
			Show: []Step{In("naive"), Wait(2 * time.Second), Do("cancel"), Wait(5 * time.Second)},
		},
		{
			ID: "end", Text: "End the data, and see stage after stage leave with every value consumed.",
			Done: func(_ string, w *world.World) bool {
				return w.Acts["end"] > 0 && w.Ended == "done" && w.Completed == w.Offered
			},
			Show: []Step{Wait(3 * time.Second), Do("end"), Wait(5 * time.Second)},
		},
	},
	Takeaway: "Who sends also closes, and that ends the next stage: this is how the end of the data travels down. " +
		"A cancel travels otherwise: every wait in every stage listens to the context.",
	Terms: []string{"pipeline", "unbuffered channel", "buffered channel", "backpressure", "closed channel", "context", "goroutine leak"},
	Notes: []string{
		"Slow the speed to 0.2 and follow one value from hand to hand.",
		"Set the consumer to one second. Ask which stage is the slowest by the picture alone.",
		"Cancel in all three variants, and compare what is lost and who is left.",
	},
}

// held reports whether a goroutine of one of two names holds a job and waits
// to hand it over.
func held(w *world.World, names ...string) bool {
	for _, id := range w.Live {
		g := &w.Goroutines[w.Jobs[id].Holder]
		if w.Jobs[id].Chan != 0 || g.Name != names[0] && g.Name != names[1] {
			continue
		}
		if g.State == world.BlockedSend || g.State == world.BlockedSelect && g.Until <= w.Now || g.Name == names[0] && w.Jobs[id].State == world.Carried {
			return true
		}
	}
	return false
}

// bothFull reports whether both channels have buffers and these are full.
func bothFull(w *world.World) bool {
	full := 0
	for i := range w.Channels {
		c := &w.Channels[i]
		if (c.Name == "generated" || c.Name == "processed") && c.Cap > 0 && c.Len() == c.Cap {
			full++
		}
	}
	return full == 2
}

func pipelineGraph(variant string) *graph.Graph {
	first, second := "generate", "process"
	if variant == "naive" {
		first, second = "push", "sleeper"
	}
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "generate", Kind: graph.Client, Label: "Generate", Goroutine: first, Knob: "arrival", Unit: "values/s"},
			{ID: "generated", Kind: graph.Queue, Label: "Generated", Channel: "generated"},
			{ID: "process", Kind: graph.Workers, Label: "Double", Goroutine: second},
			{ID: "processed", Kind: graph.Queue, Label: "Processed", Channel: "processed"},
			{ID: "consume", Kind: graph.Workers, Label: "Consume", Goroutine: "consumer"},
			{ID: "completed", Kind: graph.Sink, Label: "consumed", Outcome: graph.Completed},
		},
		Links: chain("generate", "generated", "process", "processed", "consume", "completed"),
	}
	if variant != "naive" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "cancelled", Kind: graph.Sink, Label: "dropped", Outcome: graph.Cancelled,
		})
		g.Links = append(g.Links, graph.Link{From: "consume", To: "cancelled", Flow: graph.GaveUp})
	}
	return g
}

// pipeline runs three stages. Turning the buffer ends the
// data; when all is consumed, the stages begin anew.
func pipeline(env *Env) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	l := &line{env: env, feed: newFeed(env), left: make(chan struct{})}
	go l.consumer(ctx)
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "buffer":
			l.renew()
		case "end":
			env.Close()
			l.stop()
			<-l.left
			return
		case "cancel":
			env.Close()
			cancel()
			<-l.left
			if env.Variant != "naive" {
				l.sweep()
			}
			return
		}
	}
}

// line is a pipeline of numbers. The number of a value is
// that of its job, doubled once it is processed.
type line struct {
	env *Env
	*feed
	rounds
	generated, processed <-chan int64 // of the last round
	left                 chan struct{}
}

// consumer starts the stages and is the last one.
func (l *line) consumer(ctx context.Context) {
	defer close(l.left)
	source := ctx
	if l.env.Variant == "naive" {
		source = context.Background()
	}
	for more := l.begin(source); more != nil && ctx.Err() == nil; more = l.begin(source) {
		l.start(ctx, l.jobs(more))
		if l.env.Variant == "close" {
			pattern.ConsumeAll(l.processed, l.use)
		} else {
			pattern.Consume(ctx, l.processed, l.use)
		}
	}
}

func (l *line) start(ctx context.Context, numbers iter.Seq[int64]) {
	buffer := l.env.Int("buffer")
	if l.env.Variant == "naive" {
		generated := make(chan int64, buffer)
		processed := make(chan int64, buffer)
		go push(numbers, generated)
		go sleeper(generated, processed, l.nap)
		l.generated, l.processed = generated, processed
		return
	}
	l.generated = pattern.Generate(ctx, buffer, numbers)
	l.processed = pattern.Process(ctx, l.generated, buffer, l.double)
}

// double takes its time, but no longer than ctx lasts.
func (l *line) double(ctx context.Context, n int64) int64 {
	probe.Attempt(n, 1)
	if !lasts(ctx, l.env.Millis("process")) {
		l.cancel(n, "half-done")
	}
	return 2 * n
}

// push shows what NOT to do, and so does sleeper. Their
// sends have no way out: when the reader leaves, they wait
// for ever.
func push(numbers iter.Seq[int64], out chan<- int64) {
	defer close(out)
	for n := range numbers {
		out <- n
	}
}

// sleeper cannot be woken either: it sleeps to the end,
// whatever happens meanwhile.
func sleeper(
	in <-chan int64, out chan<- int64, nap func(int64),
) {
	defer close(out)
	for n := range in {
		nap(n)
		out <- 2 * n
	}
}

func (l *line) nap(n int64) {
	probe.Attempt(n, 1)
	time.Sleep(l.env.Millis("process"))
}

func (l *line) use(doubled int64) {
	probe.Attempt(doubled/2, 1)
	time.Sleep(l.env.Millis("consume"))
	fmt.Println(doubled)
	l.complete(doubled / 2)
}

// sweep waits until all stages have left, and tells what
// they have dropped.
func (l *line) sweep() {
	for n := range l.processed {
		l.cancel(n/2, "ready")
	}
	for n := range l.generated {
		l.cancel(n, "not begun")
	}
	l.cancelRest("in a stage's hands")
}
