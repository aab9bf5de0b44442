package narration

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/world"
)

// story is a run with what the page is to say of each of its events.
var story = []struct {
	event eventlog.Event
	want  string
}{
	{eventlog.Event{Kind: eventlog.Load, N: 7, Text: "composite\tbreaker"}, "scene composite was loaded (breaker) with seed 7"},
	{eventlog.Event{Kind: eventlog.Knob, N: int64(math.Float64bits(8.5)), Text: "arrival"}, "knob arrival was set to 8.5"},
	{eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "main"}, "Sluice started main"},
	{eventlog.Event{Kind: eventlog.GoStart, G: 1}, "main began to run"},
	{eventlog.Event{Kind: eventlog.ChanMake, G: 1, Obj: 1, N: 1, M: 1, Text: "queue"}, "main made the channel queue for 1"},
	{eventlog.Event{Kind: eventlog.ChanMake, G: 1, Obj: 2, Text: "quit"}, "main made the unbuffered channel quit"},
	{eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: 2, Text: "worker"}, "main started worker 1"},
	{eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: 3, Text: "worker"}, "main started worker 2"},
	{eventlog.Event{Kind: eventlog.WaitRecv, G: 2, Obj: 1}, "worker 1 waits to receive from queue"},
	{eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 1, Obj: 1}, "main offered job 1"},
	{eventlog.Event{Kind: eventlog.Send, G: 1, Obj: 1}, "main sent job 1 to queue"},
	{eventlog.Event{Kind: eventlog.Recv, G: 2, Obj: 1}, "worker 1 received job 1 from queue"},
	{eventlog.Event{Kind: eventlog.JobAttempt, G: 2, Job: 1, N: 1}, "worker 1 began attempt 1 at job 1"},
	{eventlog.Event{Kind: eventlog.Sleep, G: 2, N: int64(250 * time.Millisecond)}, "worker 1 sleeps for 250 ms"},
	{eventlog.Event{Kind: eventlog.SleepDone, G: 2}, "worker 1 woke up"},
	{eventlog.Event{Kind: eventlog.JobBackoff, G: 2, Job: 1, N: 1, M: int64(1500 * time.Millisecond), Text: "downstream"},
		"attempt 1 at job 1 failed: downstream; the next is in 1.5 s"},
	{eventlog.Event{Kind: eventlog.JobComplete, G: 2, Job: 1}, "worker 1 completed job 1"},
	{eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 2, Obj: 1}, "main offered job 2"},
	{eventlog.Event{Kind: eventlog.Send, G: 1, Obj: 1}, "main sent job 2 to queue"},
	{eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 3, Obj: 1}, "main offered job 3"},
	{eventlog.Event{Kind: eventlog.WaitSend, G: 1, Obj: 1}, "main waits to send job 3 to queue"},
	{eventlog.Event{Kind: eventlog.Recv, G: 3, Obj: 1}, "worker 2 received job 2 from queue"},
	{eventlog.Event{Kind: eventlog.Send, G: 1, Obj: 1}, "main goes on: what it sent to queue was taken"},
	{eventlog.Event{Kind: eventlog.JobReject, G: 3, Job: 2, Text: "queue full"}, "job 2 was rejected: queue full"},
	{eventlog.Event{Kind: eventlog.WaitCases, G: 2, Cases: []eventlog.Case{{Chan: 2}, {Chan: 1, Send: true}}},
		"worker 1 waits in a select to receive from quit, or to send to queue"},
	{eventlog.Event{Kind: eventlog.Close, G: 1, Obj: 2}, "main closed quit"},
	{eventlog.Event{Kind: eventlog.RecvZero, G: 2, Obj: 2}, "worker 1 found quit closed and empty"},
	{eventlog.Event{Kind: eventlog.BucketSet, G: 1, Obj: 1, N: 20, M: 8000, Text: "limit"}, "bucket limit holds 20, 8 a second"},
	{eventlog.Event{Kind: eventlog.BucketTake, G: 1, Obj: 1, N: 500, M: 0}, "main was refused by bucket limit, level 0.5"},
	{eventlog.Event{Kind: eventlog.Note, G: 1, Text: "breaker\topen"}, "breaker is now open"},
	{eventlog.Event{Kind: eventlog.WaitSync, G: 1, Text: "wg"}, "main waits for wg"},
	{eventlog.Event{Kind: eventlog.TimerArm, G: 2, Obj: 4, N: int64(12 * time.Second), Text: "deadline"}, "worker 1 set a timer to 12 s (deadline)"},
	{eventlog.Event{Kind: eventlog.Inject, N: 1000, Text: "client"}, "you sent 1,000 jobs (client)"},
	{eventlog.Event{Kind: eventlog.GoEnd, G: 3}, "worker 2 returned"},
	{eventlog.Event{Kind: eventlog.GoPanic, G: 2, Text: "send on closed channel"}, "worker 1 panicked: send on closed channel"},
	{eventlog.Event{Kind: eventlog.Finish, Text: world.Deadlock}, "the run ended: deadlock"},
}

// told is a recording of the story.
func told(t *testing.T) *playback.Recording {
	t.Helper()
	log := &eventlog.Log{}
	for i := range story {
		e := story[i].event
		e.At = int64(i) * int64(time.Millisecond)
		log.Append(&e)
	}
	r := playback.New(log)
	r.Fold()
	if err := r.World().Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEachEventIsASentence(t *testing.T) {
	lines := NewTeller(told(t)).Until(int64(len(story)))
	if len(lines) != len(story) {
		t.Fatalf("%d lines for %d events", len(lines), len(story))
	}
	for i, line := range lines {
		if line.Text != story[i].want {
			t.Errorf("%v is told as\n%q, want\n%q", story[i].event.Kind, line.Text, story[i].want)
		}
		if line.Seq != int64(i+1) || line.At != time.Duration(i)*time.Millisecond {
			t.Errorf("%q: event %d at %v", line.Text, line.Seq, line.At)
		}
	}
	if lines[23].Mark != playback.Rejection {
		t.Errorf("a rejection has mark %v", lines[23].Mark)
	}
}

// TestTheLastEventsAreToldFromAnywhere asks one teller for places in a
// random order, and a new one for each of them.
func TestTheLastEventsAreToldFromAnywhere(t *testing.T) {
	log := &eventlog.Log{}
	log.Append(&eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "main"})
	const n = 40_000 // more than lie between two keyframes
	for i := range n {
		log.Append(&eventlog.Event{Kind: eventlog.Tally, G: 1, At: int64(i), N: int64(i), Text: "x"})
	}
	r := playback.New(log)
	r.Fold()
	teller := NewTeller(r)
	for _, seq := range []int64{3, 3, 10, 200, 201, 150, 1, 39_990, 40_000, 0, 33_000} {
		got := slices.Clone(teller.Until(seq))
		if want := NewTeller(r).Until(seq); !slices.Equal(got, want) {
			t.Fatalf("of the first %d events it tells %v, want %v", seq, got, want)
		}
		if len(got) != int(min(seq, Kept)) {
			t.Errorf("of the first %d events %d are told", seq, len(got))
		}
		if seq > 1 && got[len(got)-1].Text != fmt.Sprintf("counted %s of x", whole(int(seq-2))) {
			t.Errorf("the last of the first %d events is %q", seq, got[len(got)-1].Text)
		}
	}
}
