package scene

import (
	"errors"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("tokenleaky.go", &Spec{
		ID:    "token-vs-leaky",
		Group: Limits, Place: 4,
		Title: "Token against leaky bucket",
		Summary: "The same jobs go to a token bucket and to a leaky bucket of the same size and rate. " +
			"Compare what comes out, and what a plain counter lets through.",
		Variants: []Variant{
			{"queue", "Against the leaky queue"},
			{"meter", "Against the leaky meter"},
			{"window", "Against a window counter (naive)"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Requests", Unit: "jobs/s", Max: 100, Step: 1, Default: 2},
			{ID: "rate", Label: "Rate of both", Unit: "jobs/s", Min: 1, Max: 100, Step: 1, Default: 4},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 800, Log: true},
		},
		Actions: []Action{{"shutdown", "Shut down"}},
		Sources: []string{"client"},
		Files: append(patterns("bucket", "leaky", "leaky_meter", "window"),
			"engine/scene/meter.go", "engine/scene/window.go", "engine/scene/leakymeter.go", "engine/scene/leakybucket.go", clientFile, outletFile),
		Graph:  tokenLeakyGraph,
		Main:   tokenLeaky,
		Lesson: tokenLeakyLesson,
	})
}

// The two copies of each job are of these sources.
const (
	toToken = 1
	toLeaky = 2
)

var tokenLeakyLesson = Lesson{
	Watch: "The client sends each job twice, once to either bucket. Send 10: the bars of the token bucket show a tower, " +
		"those of the leaky queue a comb, and in the end both have let through the same number.",
	Tasks: []Task{
		{
			ID: "rhythm", Text: "Have 8 jobs leave the token bucket in one tenth of a second, while most of the same burst still waits in the leaky queue.",
			Ask: &Question{
				Text:    "10 jobs come to both at once. The size is 12 and the rate 4 a second. Who lets the last one through first?",
				Options: []string{"The token bucket", "The leaky queue", "Both at the same time"}, Answer: 0,
				Why: "The token bucket has saved up tokens and spends them at once. The leaky queue saves nothing: it always lets out one every quarter of a second.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "queue" && inThisSlot(w, "token") >= 8 && waitingIn(w, "queue") >= 6
			},
			Show: []Step{Wait(time.Second), Send(11), Wait(50 * time.Millisecond)},
		},
		{
			ID: "peak", Text: "Compare the load behind them: have ten handlers at work behind the token bucket and at most four behind the leaky queue.",
			Done: func(variant string, w *world.World) bool {
				return variant == "queue" && heldBy(w, "behindToken") >= 10 && heldBy(w, "behindLeaky") <= 4
			},
			Show: []Step{Wait(time.Second), Send(12), Wait(400 * time.Millisecond)},
		},
		{
			ID: "long-run", Text: "Ask both for 12 a second or more until each has refused 30. Over a long time they let through the same.",
			Ask: &Question{
				Text:    "12 jobs a second come to both for a long time, at a rate of 4. Which one lets more through?",
				Options: []string{"The token bucket", "The leaky queue", "They are alike"}, Answer: 2,
				Why: "The bucket's size matters once, at the beginning. After that both go at their rate, 4 a second.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["arrival"] >= 12 && w.Tallies["refused/token"] >= 30 && w.Tallies["refused/leaky"] >= 30
			},
			Show: []Step{Turn("arrival", 15), Wait(20 * time.Second)},
		},
		{
			ID: "mirror", Text: "Against the leaky meter, have both refuse 20, and find the difference.",
			Ask: &Question{
				Text:    "A token bucket counts down and refills; a leaky meter counts up and drains. Which one refuses more?",
				Options: []string{"The token bucket", "The leaky meter", "They give the same answers"}, Answer: 2,
				Why: "The level of one is the size less the level of the other. There is no difference but the picture.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "meter" && w.Tallies["refused/token"] >= 20 &&
					w.Tallies["refused/token"] == w.Tallies["refused/leaky"]
			},
			Show: []Step{In("meter"), Wait(time.Second), Send(40), Wait(time.Second)},
		},
		{
			ID: "border", Text: "Get 20 jobs or more through the window counter at nearly one moment, while the token bucket lets at most 15 through.",
			Ask: &Question{
				Text:    "12 jobs in every 3 seconds, says the counter. How many can come through within half a second?",
				Options: []string{"2", "12", "24"}, Answer: 2,
				Why: "12 at the end of one window and 12 at the beginning of the next. The counter forgets at the border what it let through just before.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "window" && heldBy(w, "behindLeaky") >= 20 && heldBy(w, "behindToken") <= 15
			},
			Show: []Step{In("window"), Turn("arrival", 0), Wait(2800 * time.Millisecond), Send(12), Wait(300 * time.Millisecond), Send(12), Wait(100 * time.Millisecond)},
		},
	},
	Takeaway: "Both hold the same rate in the long run. They differ in what a burst becomes: " +
		"the token bucket passes it on, the leaky queue stretches it.",
	Terms: []string{"token bucket", "leaky bucket", "burst", "capacity", "latency", "rejection"},
	Notes: []string{
		"Send 10, pause after a second, and read both bars from left to right.",
		"Ask which one to put before a database that falls over when 10 queries come at once, and which before a click in a page.",
		"Change to the leaky meter and send the same. Let the room find out that nothing differs.",
		"The window counter is what most people write first. Set the requests to 0, send 12 just before it fills up and 12 just after.",
	},
}

func tokenLeakyGraph(variant string) *graph.Graph {
	outOf, refused := "Out of the leaky bucket", "overflow"
	if variant == "window" {
		outOf, refused = "Out of the window counter", "used up"
	}
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "token", Kind: graph.Bucket, Label: "Token bucket", Bucket: "token"},
			{ID: "a", Kind: graph.Workers, Label: "Handlers", Goroutine: "behindToken"},
			{ID: "doneA", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed, Source: toToken},
			{ID: "noToken", Kind: graph.Sink, Label: "no token", Outcome: graph.Rejected, Source: toToken},
			{ID: "b", Kind: graph.Workers, Label: "Handlers", Goroutine: "behindLeaky"},
			{ID: "doneB", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed, Source: toLeaky},
			{ID: "overflow", Kind: graph.Sink, Label: refused, Outcome: graph.Rejected, Source: toLeaky},
			{ID: "tokenRate", Kind: graph.Bars, Label: "Out of the token bucket", Tally: "token", Series: true},
			{ID: "leakyRate", Kind: graph.Bars, Label: outOf, Tally: "leaky", Series: true},
		},
		Links: []graph.Link{
			{From: "client", To: "token"}, {From: "token", To: "a"}, {From: "a", To: "doneA"},
			{From: "client", To: "leaky"}, {From: "b", To: "doneB"},
			{From: "token", To: "noToken", Flow: graph.Refusal},
			{From: "leaky", To: "overflow", Flow: graph.Refusal},
		},
	}
	switch variant {
	case "meter":
		g.Stations = append(g.Stations,
			graph.Station{ID: "leaky", Kind: graph.Leaky, Label: "Leaky meter", Bucket: "leaky"})
		g.Links = append(g.Links, chain("leaky", "b")...)
		return g
	case "window":
		g.Stations = append(g.Stations,
			graph.Station{ID: "leaky", Kind: graph.Bucket, Label: "Window counter", Bucket: "leaky", Refill: "all at a border"})
		g.Links = append(g.Links, chain("leaky", "b")...)
		return g
	}
	g.Stations = append(g.Stations,
		graph.Station{ID: "leaky", Kind: graph.Queue, Label: "Leaky queue", Channel: "queue"},
		graph.Station{ID: "hole", Kind: graph.Workers, Label: "Hole", Goroutine: "drip"})
	g.Links = append(g.Links, chain("leaky", "hole", "b")...)
	return g
}

// tokenLeaky sends each job to both buckets.
func tokenLeaky(env *Env) {
	rate := env.Float("rate")
	token := newMeter("token", leakySize, rate)
	tokens := &way{name: "token", out: newOutlet("token")}
	tokens.submit = func(id int64) error {
		if !token.Allow() {
			return pattern.ErrNoToken
		}
		tokens.out.count()
		go behindToken(env, id)
		return nil
	}

	leaks := &way{name: "leaky", out: newOutlet("leaky")}
	begin := func(id int64) error {
		leaks.out.count()
		go behindLeaky(env, id)
		return nil
	}
	var leak leakyWay
	switch env.Variant {
	case "queue":
		leak = leakyQueue(rate, begin)
	case "meter":
		leak = leakyLevel("leaky", rate, begin)
	default:
		leak = windowCounter("leaky", rate, begin)
	}
	leaks.submit = leak.submit
	go client(env, func(id int64) error {
		tokens.send(id)
		leaks.send(env.NewJob(toLeaky))
		return nil
	})

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "rate":
			token.set(leakySize, env.Float("rate"))
			leak.setRate(env.Float("rate"))
		case "shutdown":
			env.Close()
			leak.stop()
			return
		}
	}
}

// windowCounter begins what a window still has room for.
func windowCounter(
	name string, rate float64, begin func(int64) error,
) leakyWay {
	m := newWindowMeter(name, leakySize, rate)
	stopped := make(chan struct{})
	go m.turn(stopped)
	submit := func(id int64) error {
		if !m.Allow() {
			return errWindow
		}
		return begin(id)
	}
	return leakyWay{submit, m.setRate, func() { close(stopped) }}
}

var errWindow = errors.New("this window is used up")

// way is a limiter with what is before and behind it.
type way struct {
	name   string
	out    *outlet
	submit func(id int64) error
}

// send rejects what the limiter does not take.
func (w *way) send(id int64) {
	if err := w.submit(id); err != nil {
		probe.Tally("refused/"+w.name, 1)
		probe.Reject(id, err.Error())
	}
}

// Two names, so that the picture can tell them apart.
func behindToken(env *Env, id int64) { handle(env, id) }
func behindLeaky(env *Env, id int64) { handle(env, id) }
