package scene

import (
	"time"

	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/world"
)

func init() {
	register("echo.go", &Spec{
		ID:    "echo",
		Group: Together, Place: 9,
		Title:    "Echo",
		Summary:  "What a file needs in order to be a scene.",
		Variants: []Variant{{"patient", "Patient"}, {"hasty", "Hasty"}},
		Knobs:    []Knob{{ID: "work", Label: "Time per job", Unit: "ms", Min: 10, Max: 1000, Step: 10, Default: 200}},
		Actions:  []Action{{"stop", "Stop"}},
		Sources:  []string{"caller"},
		Graph: func(string) *graph.Graph {
			return &graph.Graph{
				Stations: []graph.Station{
					{ID: "caller", Kind: graph.Client, Label: "Caller", Goroutine: "main"},
					{ID: "echoes", Kind: graph.Workers, Label: "Echoes", Goroutine: "echo"},
					{ID: "done", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
				},
				Links: []graph.Link{{From: "caller", To: "echoes"}, {From: "echoes", To: "done"}},
			}
		},
		Main: echoes,
		Lesson: Lesson{
			Watch: "Each job gets a goroutine of its own.",
			Tasks: []Task{
				{
					ID: "one", Text: "Send a job.",
					Done: func(_ string, w *world.World) bool { return w.Completed > 0 },
					Show: []Step{Send(1), Wait(time.Second)},
				},
				{
					ID: "hasty", Text: "Send ten jobs to the hasty one.",
					Done: func(v string, w *world.World) bool { return v == "hasty" && w.Completed >= 10 },
					Show: []Step{In("hasty"), Send(10), Wait(time.Second)},
				},
				{
					ID: "stop", Text: "Stop.",
					Done: func(_ string, w *world.World) bool { return w.Ended == "done" },
					Show: []Step{Do("stop"), Wait(time.Second)},
				},
			},
			Takeaway: "A scene is a file.",
			Terms:    []string{"goroutine"},
			Notes:    []string{"Nothing else had to change."},
		},
	})
}

func echoes(env *Env) {
	for {
		select {
		case burst := <-env.Bursts:
			for range burst.N {
				go echo(env, env.NewJob(1))
			}
		case command := <-env.Commands:
			if command.ID == "stop" {
				env.Close()
				return
			}
			env.Set(command.ID, command.Value)
		}
	}
}

func echo(env *Env, id int64) {
	probe.Attempt(id, 1)
	if env.Variant == "patient" {
		time.Sleep(env.Millis("work"))
	}
	probe.Complete(id)
}
