package world_test

import (
	"math"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// script is a small run: two workers, of which the first takes a job that
// has waited for a second and works on it for two; a job that is refused; and
// one that fails once and is done at the second attempt.
var script = []struct {
	at time.Duration
	eventlog.Event
}{
	{0, eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "main"}},
	{0, eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: 2, Text: "worker"}},
	{0, eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: 3, Text: "worker"}},
	{0, eventlog.Event{Kind: eventlog.ChanMake, G: 1, Obj: 1, N: 4, M: 1, Text: "jobs"}},
	{0, eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 1}},
	{0, eventlog.Event{Kind: eventlog.Send, G: 1, Obj: 1}},
	{1000, eventlog.Event{Kind: eventlog.Recv, G: 2, Obj: 1}},
	{1000, eventlog.Event{Kind: eventlog.JobAttempt, G: 2, Job: 1, N: 1}},
	{2000, eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 2}},
	{2000, eventlog.Event{Kind: eventlog.JobReject, G: 1, Job: 2, Text: "full"}},
	{3000, eventlog.Event{Kind: eventlog.JobComplete, G: 2, Job: 1}},
	{3000, eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 3}},
	{3000, eventlog.Event{Kind: eventlog.JobAttempt, G: 3, Job: 3, N: 1}},
	{3500, eventlog.Event{Kind: eventlog.JobBackoff, G: 3, Job: 3, N: 1, M: 250e6}},
	{3750, eventlog.Event{Kind: eventlog.JobAttempt, G: 3, Job: 3, N: 2}},
	{4000, eventlog.Event{Kind: eventlog.JobComplete, G: 3, Job: 3}},
}

// played is the world after the script, at 4 s.
func played(t *testing.T) *world.World {
	t.Helper()
	w := world.New()
	for i, step := range script {
		e := step.Event
		e.Seq, e.At = int64(i+1), int64(step.at*time.Millisecond)
		w.Apply(&e)
	}
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
	return w
}

// figures fails the test for each number that differs.
func figures(t *testing.T, got, want map[string]float64) {
	t.Helper()
	for name, x := range want {
		if math.Abs(got[name]-x) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, got[name], x)
		}
	}
}

func TestAReportOfTheWholeRun(t *testing.T) {
	r := played(t).Report(0)
	figures(t, map[string]float64{
		"offered": float64(r.Offered), "throughput": r.PerSecond(r.Completed), "refused": r.Refused(),
		"retries": float64(r.Retries), "queue": r.Mean(r.Queued), "deepest": float64(r.Deepest),
		"utilisation": r.Utilisation(), "L": r.Mean(r.InFlight), "lambda": r.PerSecond(r.Ended()), "W": r.MeanSojourn(),
	}, map[string]float64{
		"offered": 3, "throughput": 2. / 4, "refused": 1. / 3,
		"retries": 1, "queue": 1. / 4, "deepest": 1,
		"utilisation": 2.75 / 6, // two workers since the first was seen to be one, at 1 s
		"L":           1, "lambda": 3. / 4, "W": 4. / 3,
	})
	if r.Wait.Max() != time.Second || r.Service.Max() != 2*time.Second || r.Total.Max() != 3*time.Second {
		t.Errorf("at most %v waiting, %v in service, %v in all", r.Wait.Max(), r.Service.Max(), r.Total.Max())
	}
	if r.Service.Quantile(0.5) < 750*time.Millisecond || r.Service.Quantile(0.5) > 780*time.Millisecond {
		t.Errorf("the second job was in service for %v, want 0.75 s", r.Service.Quantile(0.5))
	}
}

func TestAReportOfTheLastSecond(t *testing.T) {
	r := played(t).Report(time.Second)
	figures(t, map[string]float64{
		"offered": float64(r.Offered), "completed": float64(r.Completed), "samples": float64(r.Total.Count()),
		"L": r.Mean(r.InFlight), "lambda": r.PerSecond(r.Ended()), "W": r.MeanSojourn(), "from": r.Window.From.Seconds(),
	}, map[string]float64{
		"offered": 1, "completed": 2, "samples": 2, // one that ended as it began
		"L": 1, "lambda": 2, "W": 2, // which is why this window has not settled
		"from": 3,
	})
}

func TestWorkersThatLeaveAreNotIdle(t *testing.T) {
	w := played(t)
	n := int64(len(script))
	w.Apply(&eventlog.Event{Seq: n + 1, At: 4e9, Kind: eventlog.GoEnd, G: 2})
	w.Apply(&eventlog.Event{Seq: n + 2, At: 4e9, Kind: eventlog.GoEnd, G: 3})
	w.Advance(5 * time.Second)
	if r := w.Report(time.Second); r.Workers != 0 {
		t.Fatalf("there are %v workers", r.Workers)
	}
}
