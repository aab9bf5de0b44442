package scene

import (
	"context"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("tokenbucket.go", &Spec{
		ID:    "token-bucket",
		Group: Limits, Place: 2,
		Title: "Token bucket",
		Summary: "Tokens drip in at a steady rate and each request takes one. " +
			"So bursts get through up to the bucket's size, and in the long run no more than the rate.",
		Variants: []Variant{
			{"counter", "Counted"},
			{"channel", "Channel and ticker (naive)"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Requests", Unit: "jobs/s", Max: 200, Step: 1, Default: 4},
			{ID: "rate", Label: "Token rate", Unit: "tokens/s", Min: 1, Max: 200, Step: 1, Default: 5},
			{ID: "capacity", Label: "Bucket size", Unit: "tokens", Min: 1, Max: 200, Step: 1, Default: 20, Log: true},
			choice("ask", "Without a token", 0, "refuse", "wait"),
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 800, Log: true},
		},
		Actions: []Action{{"shutdown", "Shut down"}, {"forget", "Leave without closing"}},
		Sources: []string{"client"},
		Files: append(patterns("bucket", "bucket_settings", "bucket_channel"),
			"engine/scene/meter.go", "engine/scene/channelmeter.go", clientFile, outletFile),
		Graph:  tokenBucketGraph,
		Main:   tokenBucket,
		Lesson: tokenBucketLesson,
	})
}

var tokenBucketLesson = Lesson{
	Watch: "The bucket is full, so a burst of 20 gets through in one go. After that each request needs a token that has yet to drip in. " +
		"The bars show how many get through in each tenth of a second.",
	Tasks: []Task{
		{
			ID: "burst", Text: "Let 20 requests through in one tenth of a second.",
			Ask: &Question{
				Text:    "The bucket holds 20 tokens, is full, and gains 5 a second. A crowd of requests comes at once and keeps coming. How many get through in the first 2 seconds?",
				Options: []string{"10", "20", "30"}, Answer: 2,
				Why: "In any window of time at most bucket size + rate × window get through: 20 + 5 × 2.",
			},
			Done: func(_ string, w *world.World) bool { return inThisSlot(w, "admitted") >= 20 },
			Show: []Step{Send(100)},
		},
		{
			ID: "refill", Text: "Empty the bucket until it refuses, then let it fill up again.",
			Done: func(_ string, w *world.World) bool {
				return w.Rejected > 0 && len(w.Buckets) > 1 &&
					w.Buckets[1].Level(w.Now) >= float64(w.Buckets[1].Capacity)-0.001
			},
			Show: []Step{Send(30), Turn("arrival", 0), Wait(6 * time.Second), Send(1), Wait(time.Second)},
		},
		{
			ID: "wait", Text: "Have 30 requests wait for their token at once.",
			Ask: &Question{
				Text:    "50 requests come at once and wait instead of being refused. 20 get a token. When does the last of the other 30 get one, at 5 a second?",
				Options: []string{"At once", "After 6 seconds", "Never"}, Answer: 1,
				Why: "They are served in turn, one each fifth of a second. Whoever waits sees a latency, not a refusal.",
			},
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["ask"] == 1 && heldBy(w, "waiter") >= 30
			},
			Show: []Step{Turn("ask", 1), Send(60), Wait(time.Second)},
		},
		{
			ID: "no-burst", Text: "Keep the rate, and let no burst through: refuse 40 of 50 with a bucket of one token.",
			Done: func(_ string, w *world.World) bool {
				return w.Knobs["capacity"] == 1 && w.Rejected >= 40
			},
			Show: []Step{Turn("capacity", 1), Send(50), Wait(time.Second)},
		},
		{
			ID: "ticker", Text: "Find the goroutine that stays behind when nobody closes the bucket.",
			Done: func(variant string, w *world.World) bool {
				return w.Acts["forget"] > 0 && w.Ended == world.Leak
			},
			Show: []Step{In("channel"), Wait(time.Second), Do("forget"), Wait(40 * time.Second)},
		},
	},
	Takeaway: "A bucket limits the rate in the long run and forgives a burst. " +
		"Counting needs a number and a clock; the channel with its ticker is a fine picture of it, and a goroutine to look after.",
	Terms: []string{"token bucket", "burst", "capacity", "rejection", "latency", "goroutine leak"},
	Notes: []string{
		"Send 100 and read the bars aloud: one tall one, then single ones, 5 a second.",
		"Turn Without a token to wait and send 100 again. Ask which of the two a caller would rather have.",
		"Change to the channel. The picture is the same but for one more goroutine, which works even when nobody comes.",
	},
}

func tokenBucketGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "waiting", Kind: graph.Client, Label: "Waiting for a token", Goroutine: "waiter"},
			{ID: "bucket", Kind: graph.Bucket, Label: "Token bucket", Bucket: "limit"},
			{ID: "handlers", Kind: graph.Workers, Label: "Handlers", Goroutine: "handle"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "notoken", Kind: graph.Sink, Label: "no token", Outcome: graph.Rejected},
			{ID: "rate", Kind: graph.Bars, Label: "Let through", Tally: "admitted", Series: true},
		},
		Links: []graph.Link{
			{From: "client", To: "waiting"}, {From: "waiting", To: "bucket"},
			{From: "bucket", To: "handlers"}, {From: "handlers", To: "completed"},
			{From: "bucket", To: "notoken", Flow: graph.Refusal},
		},
	}
	if variant == "channel" {
		g.Stations = append(g.Stations, graph.Station{
			ID: "ticker", Kind: graph.Workers, Label: "Ticker", Goroutine: "drip",
		})
		g.Links = append(g.Links, graph.Link{From: "ticker", To: "bucket", Flow: graph.Signal, Channel: "tokens"})
	}
	return g
}

// limiter is a token bucket of either kind.
type limiter interface {
	Allow() bool
	Wait(ctx context.Context) error
	set(capacity int, rate float64)
	close()
}

// tokenBucket puts a bucket before handlers.
func tokenBucket(env *Env) {
	a := &admission{env: env, passed: newOutlet("admitted")}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a.ctx = ctx
	capacity, rate := env.Int("capacity"), env.Float("rate")
	if env.Variant == "channel" {
		a.limit = newChannelMeter("limit", capacity, rate)
	} else {
		a.limit = newMeter("limit", capacity, rate)
	}
	go client(env, a.ask)

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "rate", "capacity":
			a.limit.set(env.Int("capacity"), env.Float("rate"))
		case "shutdown":
			env.Close()
			a.limit.close()
			return
		case "forget":
			env.Close()
			return
		}
	}
}

// admission asks for a token before a job is begun.
type admission struct {
	env    *Env
	limit  limiter
	passed *outlet
	ctx    context.Context // of those who wait
}

func (a *admission) ask(id int64) error {
	if a.env.Int("ask") == 1 {
		go waiter(a, id)
		return nil
	}
	if !a.limit.Allow() {
		return pattern.ErrNoToken
	}
	a.begin(id)
	return nil
}

// waiter is a request that waits for its turn.
func waiter(a *admission, id int64) {
	if err := a.limit.Wait(a.ctx); err != nil {
		probe.Cancel(id, "shut down")
		return
	}
	a.begin(id)
}

func (a *admission) begin(id int64) {
	a.passed.count()
	go handle(a.env, id)
}
