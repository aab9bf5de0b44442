package scene

import (
	"context"
	"errors"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("leakybucket.go", &Spec{
		ID:    "leaky-bucket",
		Group: Limits, Place: 3,
		Title: "Leaky bucket",
		Summary: "Two things have this name. As a queue it makes jobs wait and lets them out evenly; " +
			"as a meter it lets them through at once and refuses what would overflow.",
		Variants: []Variant{
			{"queue", "As a queue"},
			{"meter", "As a meter"},
			{"none", "No bucket (naive)"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Requests", Unit: "jobs/s", Max: 100, Step: 1, Default: 2},
			{ID: "rate", Label: "Leak rate", Unit: "jobs/s", Min: 1, Max: 100, Step: 1, Default: 4},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 800, Log: true},
		},
		Actions: []Action{{"shutdown", "Shut down"}},
		Sources: []string{"client"},
		Files: append(patterns("leaky", "leaky_meter", "interval"),
			"engine/scene/leakymeter.go", clientFile, outletFile),
		Graph:  leakyBucketGraph,
		Main:   leakyBucket,
		Lesson: leakyBucketLesson,
	})
}

// leakySize is how many jobs the buckets hold.
const leakySize = 12

var errOverflow = errors.New("the bucket would overflow")

var leakyBucketLesson = Lesson{
	Watch: "Send 10 and look at the bars. The queue lets out one each quarter of a second, whatever comes in. " +
		"The meter lets the 10 through at once and only remembers them in its level, which then drains.",
	Tasks: []Task{
		{
			ID: "smooth", Text: "Send a burst to the queue, so that 8 jobs wait in it.",
			Ask: &Question{
				Text:    "10 jobs pour into an empty leaky queue that lets 4 a second out. When does the last one leave?",
				Options: []string{"At once", "After a bit more than 2 seconds", "After 10 seconds"}, Answer: 1,
				Why: "The first leaves at once and the other nine a quarter of a second apart: 9 / 4 seconds.",
			},
			Done: func(_ string, w *world.World) bool { return waitingIn(w, "queue") >= 8 },
			Show: []Step{Send(10)},
		},
		{
			ID: "through", Text: "As a meter, make ten handlers work at once.",
			Ask: &Question{
				Text:    "The same burst of 10 comes to the meter, which is empty and holds 12. How many handlers work at once?",
				Options: []string{"About 3", "10", "None"}, Answer: 1,
				Why: "A meter delays nothing. What is behind it feels each burst up to the bucket's size.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "meter" && heldBy(w, "handle") >= 10
			},
			Show: []Step{In("meter"), Wait(time.Second), Send(12), Wait(100 * time.Millisecond)},
		},
		{
			ID: "overflow", Text: "Make the bucket overflow, as a queue or as a meter.",
			Done: func(variant string, w *world.World) bool { return w.Rejected > 0 && variant != "none" },
			Show: []Step{Send(30), Wait(time.Second)},
		},
		{
			ID: "steady", Text: "Ask for three times the leak rate or more until 20 are refused. The output stays as even as before.",
			Done: func(variant string, w *world.World) bool {
				return variant == "queue" && w.Rejected >= 20 && w.Knobs["arrival"] >= 3*w.Knobs["rate"]
			},
			Show: []Step{Turn("arrival", 12), Wait(10 * time.Second)},
		},
		{
			ID: "drain", Text: "Shut down while jobs are in the bucket, and see them leave at the rate.",
			Done: func(variant string, w *world.World) bool {
				return variant == "queue" && w.Acts["shutdown"] > 0 && w.Ended == "done" && w.Completed > 0
			},
			Show: []Step{Send(12), Wait(time.Second), Do("shutdown"), Wait(20 * time.Second)},
		},
	},
	Takeaway: "The queue smooths: what is behind it never sees a burst, and jobs pay with a wait. " +
		"The meter polices: nobody waits, bursts get through up to its size, and the rest is refused.",
	Terms: []string{"leaky bucket", "burst", "capacity", "latency", "rejection", "buffered channel"},
	Notes: []string{
		"Send 10 in each variant and compare the bars: a comb, a tower, a tower.",
		"Look at the latency in the first two variants. Ask where the time goes.",
		"The meter is the token bucket seen in a mirror. The next scene puts them side by side.",
	},
}

func leakyBucketGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "handlers", Kind: graph.Workers, Label: "Handlers", Goroutine: "handle"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "rate", Kind: graph.Bars, Label: "Let through", Tally: "passed", Series: true},
		},
		Links: []graph.Link{{From: "handlers", To: "completed"}},
	}
	switch variant {
	case "queue":
		g.Stations = append(g.Stations,
			graph.Station{ID: "bucket", Kind: graph.Queue, Label: "Bucket", Channel: "queue"},
			graph.Station{ID: "hole", Kind: graph.Workers, Label: "Hole", Goroutine: "drip"})
		g.Links = append(g.Links, chain("client", "bucket", "hole", "handlers")...)
	case "meter":
		g.Stations = append(g.Stations,
			graph.Station{ID: "bucket", Kind: graph.Leaky, Label: "Leaky bucket", Bucket: "limit"})
		g.Links = append(g.Links, chain("client", "bucket", "handlers")...)
	default:
		g.Links = append(g.Links, chain("client", "handlers")...)
		return g
	}
	g.Stations = append(g.Stations,
		graph.Station{ID: "overflow", Kind: graph.Sink, Label: "overflow", Outcome: graph.Rejected})
	g.Links = append(g.Links, graph.Link{From: "bucket", To: "overflow", Flow: graph.Refusal})
	return g
}

// leakyBucket puts a bucket, or none, before handlers.
func leakyBucket(env *Env) {
	passed := newOutlet("passed")
	begin := func(id int64) error {
		passed.count()
		go handle(env, id)
		return nil
	}
	leak := leakyWay{submit: begin, setRate: func(float64) {}, stop: func() {}}
	switch env.Variant {
	case "queue":
		leak = leakyQueue(env.Float("rate"), begin)
	case "meter":
		leak = leakyLevel("limit", env.Float("rate"), begin)
	}
	go client(env, leak.submit)

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "rate":
			leak.setRate(env.Float("rate"))
		case "shutdown":
			env.Close()
			leak.stop()
			return
		}
	}
}

// leakyWay is a leaky bucket of either kind, or none, before what
// begins the jobs.
type leakyWay struct {
	submit  func(id int64) error
	setRate func(rate float64)
	stop    func()
}

// leakyQueue begins what drips out of a queue.
func leakyQueue(rate float64, begin func(int64) error) leakyWay {
	q := pattern.NewLeakyBucket[int64](leakySize, rate)
	q.OnDrop = func(id int64, why error) {
		probe.Cancel(id, why.Error())
	}
	go outflow(q.Out(), begin)
	return leakyWay{q.Offer, q.SetRate, func() { drain(q) }}
}

// outflow receives what drips out of a bucket.
func outflow(out <-chan int64, begin func(int64) error) {
	for id := range out {
		begin(id)
	}
}

// leakyLevel begins what a meter has room for.
func leakyLevel(
	name string, rate float64, begin func(int64) error,
) leakyWay {
	m := newLeakyMeter(name, leakySize, rate)
	submit := func(id int64) error {
		if !m.Allow() {
			return errOverflow
		}
		return begin(id)
	}
	return leakyWay{submit, m.setRate, func() {}}
}

// drain lets jobs leave at the rate, but not for ever.
func drain(q *pattern.LeakyBucket[int64]) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	q.Shutdown(ctx)
}
