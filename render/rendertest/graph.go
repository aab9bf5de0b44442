package rendertest

import "sluice/engine/graph"

// Graph is the service's picture.
func (s Settings) Graph() *graph.Graph {
	g := &graph.Graph{
		Stations: []graph.Station{
			{ID: "client", Kind: graph.Client, Label: "Client", Goroutine: "client", Knob: "arrival", Unit: "jobs/s"},
			{ID: "bucket", Kind: graph.Bucket, Label: "Token bucket", Bucket: "limit"},
			{ID: "queue", Kind: graph.Queue, Label: "Bounded queue", Channel: "queue"},
			{ID: "workers", Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
			{ID: "completed", Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
			{ID: "notoken", Kind: graph.Sink, Label: "no token", Outcome: graph.Rejected, Reason: "no token"},
			{ID: "full", Kind: graph.Sink, Label: "queue full", Outcome: graph.Rejected, Reason: "queue full"},
			{ID: "failed", Kind: graph.Sink, Label: "gave up", Outcome: graph.Failed},
			{ID: "cancelled", Kind: graph.Sink, Label: "cancelled", Outcome: graph.Cancelled},
		},
		Links: []graph.Link{
			{From: "client", To: "bucket"}, {From: "bucket", To: "queue"},
			{From: "queue", To: "workers"}, {From: "workers", To: "completed"},
			{From: "bucket", To: "notoken", Flow: graph.Refusal},
			{From: "queue", To: "full", Flow: graph.Refusal},
			{From: "workers", To: "failed", Flow: graph.GaveUp},
			{From: "workers", To: "cancelled", Flow: graph.GaveUp},
		},
	}
	if !s.InWorker {
		g.Stations = append(g.Stations, graph.Station{
			ID: "backoff", Kind: graph.Backoff, Label: "Backing off", Goroutine: "park",
		})
		g.Links = append(g.Links,
			graph.Link{From: "workers", To: "backoff", Flow: graph.Retry},
			graph.Link{From: "backoff", To: "queue", Flow: graph.Retry})
	}
	return g
}
