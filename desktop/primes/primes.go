// Package primes is a scene for a machine with several cores: its workers
// compute. It is not among the scenes of the page, where computing takes no
// virtual time and all goroutines share one thread.
package primes

import (
	"context"

	"sluice/engine/graph"
	"sluice/engine/pattern"
	"sluice/engine/probe"
	"sluice/engine/scene"
)

// ID is the scene's.
const ID = "cores"

// Scene counts primes with as many workers as are asked for.
var Scene = &scene.Spec{
	ID:    ID,
	Title: "Workers that compute",
	Summary: "A queue of jobs, each of which counts the primes in a range of numbers, and workers that take them from it. " +
		"However many workers there are, no more of them compute at a moment than Go has processors.",
	Variants: []scene.Variant{
		{ID: "endless", Label: "There is always work"},
		{ID: "asked", Label: "Work comes when asked for"},
	},
	Knobs: []scene.Knob{
		{ID: "workers", Label: "Workers", Min: 1, Max: 32, Step: 1, Default: 4},
		{ID: "size", Label: "Parts of a job", Min: 1, Max: 1000, Step: 1, Default: 250, Log: true},
	},
	Sources: []string{"client"},
	Files:   []string{"engine/pattern/distributor.go", "desktop/primes/primes.go"},
	Graph:   picture,
	Main:    compute,
}

func picture(string) *graph.Graph {
	return &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client"},
			{ID: "queue", Kind: graph.Queue, Label: "Queue", Channel: "queue"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
		},
		Links: []graph.Link{
			{From: "client", To: "queue"}, {From: "queue", To: "workers"}, {From: "workers", To: "completed"},
		},
	}
}

func compute(env *scene.Env) {
	pool := pattern.NewDistributor(env.Int("workers"), 12)
	go client(env, pool)
	for command := range env.Commands {
		env.Set(command.ID, command.Value)
		if command.ID == "workers" {
			pool.SetWorkers(env.Int("workers"))
		}
	}
}

// client waits until the queue has room for the next job.
func client(env *scene.Env, pool *pattern.Distributor) {
	ctx := context.Background()
	for {
		for range next(env) {
			id := env.NewJob(1)
			if err := pool.SubmitWait(ctx, job{id, env.Int("size")}); err != nil {
				probe.Reject(id, err.Error())
			}
		}
	}
}

// next is how many jobs the client offers next.
func next(env *scene.Env) int {
	if env.Variant == "asked" {
		return (<-env.Bursts).N
	}
	select {
	case burst := <-env.Bursts:
		return burst.N
	default:
		return 1
	}
}

// part is how many numbers are looked at in one go: about a
// millisecond of work, and much less than the 10 ms after
// which Go lets the next goroutine have the processor.
const part = 10_000

// job counts the primes below parts times part.
type job struct {
	id    int64
	parts int
}

// Do computes, and waits for nobody. After each part it tells
// how many primes there were, and so that it is still there.
func (j job) Do(context.Context) {
	probe.Attempt(j.id, 1)
	for i := range j.parts {
		probe.Tally("primes/found", primes(i*part, (i+1)*part))
	}
	probe.Complete(j.id)
}

// primes counts the primes from low up to high.
func primes(low, high int) (n int) {
	for x := low; x < high; x++ {
		if prime(x) {
			n++
		}
	}
	return n
}

func prime(x int) bool {
	if x < 2 {
		return false
	}
	for d := 2; d*d <= x; d++ {
		if x%d == 0 {
			return false
		}
	}
	return true
}
