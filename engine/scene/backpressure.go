package scene

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("backpressure.go", &Spec{
		ID:    "backpressure",
		Group: Limits, Place: 1,
		Title: "Backpressure",
		Summary: "The producer makes 12 jobs a second and five workers do 10. " +
			"Something has to give way, and the policy of the buffer says what.",
		Variants: []Variant{
			{"block", "Block the producer"},
			{"drop-newest", "Drop the newest"},
			{"drop-oldest", "Drop the oldest"},
			{"shed", "Shed by deadline"},
			{"unbounded", "No bound (naive)"},
		},
		Knobs: []Knob{
			{ID: "arrival", Label: "Producer", Unit: "jobs/s", Max: 200, Step: 1, Default: 12},
			{ID: "workers", Label: "Workers", Min: 1, Max: 32, Step: 1, Default: 5},
			{ID: "service", Label: "Service time", Unit: "ms", Min: 10, Max: 5000, Step: 10, Default: 500, Log: true},
			{ID: "deadline", Label: "Deadline (shed)", Unit: "ms", Min: 100, Max: 10_000, Step: 100, Default: 2000, Log: true},
			{ID: "capacity", Label: "Buffer (bounded)", Unit: "jobs", Min: 1, Max: 200, Step: 1, Default: 24},
		},
		Actions: []Action{{"stall", "Stall the workers for 3 s"}, {"shutdown", "Shut down"}},
		Sources: []string{"producer"},
		Files:   append(patterns("backpressure", "shed"), clientFile, crewFile, buffersFile, backlogFile),
		Graph:   backpressureGraph,
		Main:    backpressure,
		Lesson:  backpressureLesson,
	})
}

var backpressureLesson = Lesson{
	Watch: "When the buffer is full and the next job comes, look at who gives way: the producer that waits, the job that comes, " +
		"the job that has waited longest, or the one that is too late anyway. Without a bound nobody does, and the slice grows.",
	Tasks: []Task{
		{
			ID: "memory", Text: "With no bound, make 900 jobs wait.",
			Ask: &Question{
				Text:    "A thousand jobs come at once and nothing says no. Five workers do 10 a second. How long does the last job wait?",
				Options: []string{"As long as the first", "About 2 seconds", "More than a minute and a half"}, Answer: 2,
				Why: "A thousand jobs at 10 a second are 100 seconds of work, and those that come meanwhile stand behind them. Each one that waits costs memory.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "unbounded" && w.InFlight() >= 900
			},
			Show: []Step{In("unbounded"), Send(1000), Wait(time.Second)},
		},
		{
			ID: "wait", Text: "Make the producer wait although you ask for 24 jobs a second or more.",
			Ask: &Question{
				Text:    "The buffer is full and its policy is to block. The producer wants to make 24 a second, the workers do 10. How many does it make?",
				Options: []string{"24, and 14 are dropped", "10", "None"}, Answer: 1,
				Why: "It waits in its send until a slot is free, so it goes at the workers' speed. That is backpressure: what is slow holds back what is fast.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "block" && w.Knobs["arrival"] >= 24 && producerWaits(w)
			},
			Show: []Step{Turn("arrival", 24), Wait(10 * time.Second)},
		},
		{
			ID: "fresh", Text: "Send 500 jobs to the buffer that drops the oldest, and see which of them get through.",
			Ask: &Question{
				Text:    "A buffer of 24 that drops the oldest gets 500 jobs at once. Which does it hold afterwards?",
				Options: []string{"The first 24", "The last 24", "Any 24"}, Answer: 1,
				Why: "Each new job pushes the oldest one out. That is right for what ages, such as the position of a car.",
			},
			Done: func(variant string, w *world.World) bool {
				return variant == "drop-oldest" && w.Reasons[droppedOldest] >= 400
			},
			Show: []Step{In("drop-oldest"), Send(500), Wait(time.Second)},
		},
		{
			ID: "in-time", Text: "Get the 99th percentile of the latency under 2 seconds, with 20 jobs refused and without blocking the producer.",
			Done: func(variant string, w *world.World) bool {
				return variant != "block" && variant != "unbounded" && w.Rejected >= 20 &&
					w.Completed >= 50 && w.Latency.Quantile(0.99) < 2*time.Second
			},
			Show: []Step{In("shed"), Turn("deadline", 1000), Wait(30 * time.Second)},
		},
		{
			ID: "drain", Text: "Shut down while jobs wait in the buffer, and see it drain.",
			Done: func(_ string, w *world.World) bool {
				return w.Acts["shutdown"] > 0 && w.Ended == "done" && w.Completed > 0
			},
			Show: []Step{Wait(10 * time.Second), Do("shutdown"), Wait(10 * time.Second)},
		},
	},
	Takeaway: "Work that comes faster than it is done has to go somewhere. A bound makes you choose who feels it; " +
		"without one, the choice is made by the memory, later and for all.",
	Terms: []string{"backpressure", "bounded queue", "shedding", "latency", "rejection", "buffered channel", "worker pool", "goroutine leak"},
	Notes: []string{
		"Let the default run until the buffer is full, and ask what the producer does now. Its line of code is shown under Goroutines.",
		"Change to No bound and send 1,000. Let it run for a while and look at the latency.",
		"Ask for each policy what it is good for: a batch import, a web request, a stream of positions, a request with a timeout.",
	},
}

// producerWaits reports whether the producer waits to send.
func producerWaits(w *world.World) bool {
	for i := range w.Goroutines {
		g := &w.Goroutines[i]
		if g.Name != "client" || g.State != world.BlockedSelect {
			continue
		}
		for _, c := range g.Cases {
			if c.Send {
				return true
			}
		}
	}
	return false
}

// Why jobs are refused: the policy, and what it found.
var (
	droppedNewest = refusal("drop newest", pattern.ErrQueueFull)
	droppedOldest = refusal("drop oldest", pattern.ErrQueueFull)
	shedFull      = refusal("shed", pattern.ErrQueueFull)
	shedLate      = refusal("shed", pattern.ErrLate)
)

func refusal(policy string, why error) string { return fmt.Sprintf("%s: %v", policy, why) }

func backpressureGraph(variant string) *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "producer", Kind: graph.Client, Label: "Producer", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "buffer", Kind: graph.Queue, Label: "Bounded buffer", Channel: "jobs"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
		},
		Links: []graph.Link{
			{From: "producer", To: "buffer"}, {From: "buffer", To: "workers"}, {From: "workers", To: "completed"},
		},
	}
	refused := func(id, label, reason string) {
		g.Stations = append(g.Stations, graph.Station{
			ID: id, Kind: graph.Sink, Label: label, Outcome: graph.Rejected, Reason: reason,
		})
		g.Links = append(g.Links, graph.Link{From: "buffer", To: id, Flow: graph.Refusal})
	}
	switch variant {
	case "drop-newest":
		refused("newest", "newest dropped", droppedNewest)
	case "drop-oldest":
		refused("oldest", "oldest dropped", droppedOldest)
	case "shed":
		refused("full", "no room", shedFull)
		refused("late", "too late", shedLate)
	case "unbounded":
		g.Stations[1] = graph.Station{ID: "buffer", Kind: graph.Pile, Label: "Slice without a bound", Goroutine: "pile"}
	}
	return g
}

// holds is what stands between the producer and the workers.
type holds interface {
	PutUntil(ctx context.Context, id int64, deadline time.Time) error
	Take(ctx context.Context) (int64, error)
	Close()
}

// backpressure puts a buffer between a producer and workers.
func backpressure(env *Env) {
	s := &overload{env: env}
	bounded := new(buffers)
	if env.Variant == "unbounded" {
		s.jobs = newBacklog()
	} else {
		bounded.add(s.buffer())
		s.jobs = bounded
	}
	workers := &crew{work: s.work}
	workers.resize(env.Int("workers"))
	go client(env, s.put)

	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		switch command.ID {
		case "arrival":
			look(env.Bursts)
		case "workers":
			workers.resize(env.Int("workers"))
		case "capacity":
			if env.Variant != "unbounded" {
				bounded.add(s.buffer())
			}
		case "stall":
			s.stalled.Store(time.Now().Add(3 * time.Second).UnixNano())
		case "shutdown":
			env.Close()
			s.jobs.Close()
			return
		}
	}
}

// overload is the state of the scene.
type overload struct {
	env     *Env
	jobs    holds
	stalled atomic.Int64 // until then workers stand still
}

// buffer is a new one by the policy of the variant. Who
// sheds by deadline does not wait for room either.
func (s *overload) buffer() *pattern.Buffer[int64] {
	policy := pattern.DropNewest
	switch s.env.Variant {
	case "block":
		policy = pattern.Block
	case "drop-oldest":
		policy = pattern.DropOldest
	}
	b := pattern.NewBuffer[int64](s.env.Int("capacity"), policy)
	b.OnDrop = func(id int64, why error) {
		probe.Reject(id, refusal(s.policy(), why))
	}
	return b
}

// policy is the name of the variant's policy.
func (s *overload) policy() string {
	return strings.ReplaceAll(s.env.Variant, "-", " ")
}

// put hands a job over, with a deadline if that matters.
func (s *overload) put(id int64) error {
	var deadline time.Time
	if s.env.Variant == "shed" {
		deadline = time.Now().Add(s.env.Millis("deadline"))
	}
	err := s.jobs.PutUntil(context.Background(), id, deadline)
	if errors.Is(err, pattern.ErrQueueFull) {
		return errors.New(refusal(s.policy(), err))
	}
	return err
}

// work does one job after the other until there are none.
func (s *overload) work(ctx context.Context) {
	for {
		id, err := s.jobs.Take(ctx)
		if err != nil {
			return
		}
		probe.Attempt(id, 1)
		stall := time.Duration(s.stalled.Load() - time.Now().UnixNano())
		time.Sleep(max(stall, 0) + s.env.Millis("service"))
		probe.Complete(id)
	}
}
