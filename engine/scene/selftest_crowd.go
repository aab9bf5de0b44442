package scene

import (
	"sluice/engine/graph"
	"sluice/engine/probe"
)

func init() {
	register("selftest_crowd.go", &Spec{
		ID: "selftest-crowd", Title: "selftest-crowd", Summary: "Very many goroutines at one channel.", Hidden: true,
		Variants: []Variant{{"only", "Only"}},
		Knobs:    []Knob{{ID: "goroutines", Label: "Goroutines", Min: 10, Max: 100_000, Step: 1, Default: 100_000}},
		Actions:  []Action{{"close", "No more jobs"}},
		Sources:  []string{"client"},
		Graph: func(string) *graph.Graph {
			return &graph.Graph{
				Stations: []graph.Station{
					{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "main"},
					{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
					{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
				},
				Links: chain("client", "workers", "completed"),
			}
		},
		Main: crowd,
	})
}

// crowd lets goroutines wait for jobs until there are no more.
func crowd(env *Env) {
	jobs := make(chan int64)
	worker := func() {
		for job := range jobs {
			probe.Complete(job)
		}
	}
	for range env.Int("goroutines") {
		go worker()
	}
	for {
		select {
		case burst := <-env.Bursts:
			for range burst.N {
				jobs <- env.NewJob(1)
			}
		case command := <-env.Commands:
			if command.ID == "close" {
				close(jobs)
				env.Close()
				return
			}
		}
	}
}
