package world_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/world"
)

var at [8]probe.Site

func init() { probe.Register("fold_test.go", at[:]) }

// traffic is a random program: goroutines send numbered jobs over channels of
// several capacities, by plain sends and by selects, and complete what they
// receive.
func traffic(seed uint64) func() {
	return func() {
		rng := rand.New(rand.NewPCG(seed, 5))
		var chans []chan int64
		for i := range 4 {
			chans = append(chans, probe.Make[int64](&at[0], i%3))
		}
		next := int64(0)
		for range 6 {
			probe.Go(&at[1], func() {
				for range 40 {
					a, b := chans[rng.IntN(4)], chans[rng.IntN(4)]
					probe.Self().Sleep(time.Duration(rng.IntN(3)) * time.Millisecond)
					switch rng.IntN(4) {
					case 0:
						next++
						probe.Offer(next, 1)
						probe.To(&at[2], a).Send(next)
					case 1:
						probe.Complete(probe.Recv(&at[3], a))
					case 2:
						next++
						probe.Offer(next, 1)
						choose(next, a, b)
					case 3:
						choose(0, a, b)
					}
				}
			})
		}
		probe.Self().Sleep(time.Second)
	}
}

// choose receives from a or b; if it has a job it sends that on b instead.
func choose(job int64, a, b chan int64) {
	h0, h1 := probe.RecvCase(&at[4], a), probe.RecvCase(&at[5], b)
	s := probe.SendCase(&at[6], b).With(job)
	if job == 0 {
		switch probe.Select(&at[7], false, func(i int) int {
			switch i {
			case 0:
				return h0.Try(0)
			case 1:
				return h1.Try(1)
			}
			select {
			case h0.V, h0.OK = <-h0.C:
				return 0
			case h1.V, h1.OK = <-h1.C:
				return 1
			case <-h0.Over:
				return -1
			}
		}, h0.Case(), h1.Case()) {
		case 0:
			probe.Complete(h0.Value())
		default:
			probe.Complete(h1.Value())
		}
		return
	}
	switch probe.Select(&at[7], true, func(i int) int { return s.Try(i) }, s.Case()) {
	case 0:
	default:
		probe.Reject(job, "full")
	}
}

func TestAJobsWayIsExactAlthoughNoValueIsLogged(t *testing.T) {
	moved := 0
	for seed := range uint64(100) {
		d := driver.New(seed, nil, func(*probe.Run) { traffic(seed)() })
		d.Advance(time.Second/2, time.Minute)
		r, w := eventlog.NewReader(d.Log()), world.New()
		var e eventlog.Event
		for r.Next(&e) {
			if e.Kind == eventlog.JobComplete {
				moved++
				if got := int64(w.Goroutines[e.G].Job); got != e.Job {
					t.Fatalf("seed %d, event %d: goroutine %d received job %d, the world says %d",
						seed, e.Seq, e.G, e.Job, got)
				}
			}
			w.Apply(&e)
			for i := range w.Channels {
				if c := &w.Channels[i]; c.Len() > c.Cap {
					t.Fatalf("seed %d, event %d: channel %d holds %d of %d", seed, e.Seq, i, c.Len(), c.Cap)
				}
			}
		}
		if err := errors.Join(r.Err(), w.Check(), d.Err()); err != nil {
			t.Fatal(err)
		}
		d.Close()
	}
	if moved < 500 {
		t.Fatalf("only %d jobs were received: the programs do too little", moved)
	}
}

// story folds events that are written by hand.
func story(events ...eventlog.Event) *world.World {
	w := world.New()
	for i := range events {
		events[i].Seq = int64(i + 1)
		w.Apply(&events[i])
	}
	return w
}

func TestConservationNamesTheEventThatBreaksIt(t *testing.T) {
	offer := eventlog.Event{Kind: eventlog.JobOffer, Job: 1}
	done := eventlog.Event{Kind: eventlog.JobComplete, Job: 1}
	if err := story(offer, done).Check(); err != nil {
		t.Fatalf("one job offered and completed: %v", err)
	}
	for name, events := range map[string][]eventlog.Event{
		"ended twice":       {offer, done, done},
		"never offered":     {done},
		"a number left out": {{Kind: eventlog.JobOffer, Job: 2}},
		"no such goroutine": {{Kind: eventlog.GoStart, G: 7}},
		"no such channel":   {{Kind: eventlog.Send, Obj: 3}},
		"no such bucket":    {{Kind: eventlog.BucketTake, Obj: 2}},
		"goroutine skipped": {{Kind: eventlog.GoCreate, Obj: 5}},
		"channel skipped":   {{Kind: eventlog.ChanMake, Obj: 9}},
	} {
		if err := story(events...).Check(); !errors.Is(err, world.ErrBroken) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestABucketRefillsBetweenEvents(t *testing.T) {
	w := story(
		eventlog.Event{Kind: eventlog.BucketSet, Obj: 1, N: 10, M: 4000, Text: "limit"},
		eventlog.Event{Kind: eventlog.BucketTake, Obj: 1, N: 2000, M: 1},
	)
	b := &w.Buckets[1]
	for now, want := range map[time.Duration]float64{0: 2, time.Second / 2: 4, time.Minute: 10} {
		if got := b.Level(now); got != want {
			t.Errorf("after %v: %v tokens, want %v", now, got, want)
		}
	}
	if b.Taken != 1 || b.Refused != 0 {
		t.Errorf("taken %d, refused %d", b.Taken, b.Refused)
	}
}

func TestWhatAGoroutineStartsForAJobTakesTheJobOver(t *testing.T) {
	w := story(
		eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "worker"},
		eventlog.Event{Kind: eventlog.JobOffer, G: 1, Job: 1},
		eventlog.Event{Kind: eventlog.JobBackoff, G: 1, Job: 1, N: 1, M: int64(time.Second)},
		eventlog.Event{Kind: eventlog.GoCreate, G: 1, Obj: 2, Text: "parked"},
	)
	j := w.Jobs[1]
	if j.Holder != 2 || j.State != world.BackingOff || j.Until != time.Second {
		t.Fatalf("the job is %+v", j)
	}
	if w.Goroutines[1].Job != 0 {
		t.Fatal("the worker still carries it")
	}
}

func TestRecentLooksBackOneWindow(t *testing.T) {
	var events []eventlog.Event
	for i := range int64(10) {
		s := int64(time.Second)
		events = append(events,
			eventlog.Event{Kind: eventlog.JobOffer, Job: i + 1, At: i * s},
			eventlog.Event{Kind: eventlog.JobComplete, Job: i + 1, At: i * s})
	}
	w := story(events...)
	if got, span := w.Recent(); got.Completed != 5 || span != world.Window {
		t.Fatalf("%d completed in %v", got.Completed, span)
	}
	w.Advance(time.Minute)
	if got, _ := w.Recent(); got.Completed != 0 {
		t.Fatalf("%d completed in the last window", got.Completed)
	}
}

func TestWaitingOnNamesWhatAGoroutineWaitsFor(t *testing.T) {
	w := story(
		eventlog.Event{Kind: eventlog.GoCreate, Obj: 1, Text: "a"},
		eventlog.Event{Kind: eventlog.ChanMake, Obj: 1, Text: "queue"},
		eventlog.Event{Kind: eventlog.WaitRecv, G: 1, Obj: 1},
	)
	check := func(want string) {
		t.Helper()
		if got := w.WaitingOn(1); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check("queue")
	w.Apply(&eventlog.Event{Kind: eventlog.WaitCases, G: 1, Cases: []eventlog.Case{{Chan: 1}, {Chan: 0}}})
	check("queue, nil channel")
	w.Apply(&eventlog.Event{Kind: eventlog.WaitSync, G: 1, Obj: 1, Text: "mutex"})
	check("mutex")
	w.Apply(&eventlog.Event{Kind: eventlog.SyncDone, G: 1})
	check("")
}
