package narration

import (
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/world"
)

var service = &graph.Graph{Stations: []graph.Station{
	{Kind: graph.Client, Label: "Client", Goroutine: "main", Knob: "arrival", Unit: "jobs/s"},
	{Kind: graph.Bucket, Label: "Token bucket", Bucket: "limit"},
	{Kind: graph.Queue, Label: "Queue", Channel: "queue"},
	{Kind: graph.Queue, Label: "Hand-over", Channel: "quit"},
	{Kind: graph.Workers, Label: "Workers", Goroutine: "worker"},
	{Kind: graph.Workers, Label: "Main", Goroutine: "boss"},
	{Kind: graph.Sink, Label: "completed", Outcome: graph.Completed},
	{Kind: graph.Sink, Label: "full", Outcome: graph.Rejected, Reason: "queue full"},
	{Kind: graph.Sink, Label: "other", Outcome: graph.Rejected},
	{Kind: graph.Breaker, Label: "Breaker", Note: "breaker"},
}}

// after is the world after the first n events of the story.
func after(n int) *world.World {
	w := world.New()
	for i := range story[:n] {
		e := story[i].event
		e.Seq, e.At = int64(i+1), int64(i)*int64(time.Millisecond)
		w.Apply(&e)
	}
	return w
}

func TestAPictureInWords(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		want map[string]string
	}{
		{"before anything has begun", 0, map[string]string{
			"Client": notYet, "Token bucket": notYet, "Queue": notYet, "Workers": notYet,
			"completed": "0 jobs", "Breaker": notYet,
		}},
		{"with a job being worked on", 13, map[string]string{
			"Client": "8.5 jobs/s", "Queue": "0 of 1", "Hand-over": "unbuffered",
			"Workers": "2: 1 working, 1 idle", "completed": "0 jobs",
		}},
		{"with a full queue and a blocked sender", 21, map[string]string{
			"Client": "8.5 jobs/s, 1 job here", "Queue": "1 of 1, 1 sender waits", "completed": "1 job",
			"Workers": "2: 2 idle",
		}},
		{"with a refused job and an open breaker", 30, map[string]string{
			"Token bucket": "0 of 20 tokens, 8 a second come in", "Hand-over": "closed",
			"full": "1 job", "other": "0 jobs", "Breaker": "open",
		}},
		{"at its end", len(story), map[string]string{"Workers": "1: 1 panicked"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, station := range NewPicture(service).Stations(after(c.n)) {
				if want, ok := c.want[station.Name]; ok && station.Text != want {
					t.Errorf("%s: %q, want %q", station.Name, station.Text, want)
				}
			}
		})
	}
}

func TestAPictureFollowsAWorldForwardAndBack(t *testing.T) {
	p := NewPicture(service)
	for _, n := range []int{36, 4, 21, 21, 30, 0} {
		got, want := p.Stations(after(n)), NewPicture(service).Stations(after(n))
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("after %d events: %v, want %v", n, got[i], want[i])
			}
		}
	}
}

func TestALoneGoroutineSaysWhatItWaitsFor(t *testing.T) {
	w := after(6)
	w.Apply(&eventlog.Event{Kind: eventlog.GoCreate, Seq: 7, G: 1, Obj: 2, Text: "boss"})
	w.Apply(&eventlog.Event{Kind: eventlog.WaitRecv, Seq: 8, G: 2, Obj: 2})
	if got := NewPicture(service).Stations(w)[5].Text; got != "blocked on receive: quit" {
		t.Errorf("%q", got)
	}
}
