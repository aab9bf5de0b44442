package driver

import (
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// The tests write probe calls by hand, as the instrumenter would.
var at [8]probe.Site

func init() { probe.Register("driver_test.go", at[:]) }

func pingPong() {
	c := probe.Make[int](&at[0], 0)
	probe.Go(&at[1], func() {
		for range 3 {
			probe.Self().Sleep(time.Second)
			probe.To(&at[2], c).Send(1)
		}
		probe.Close(&at[3], c)
	})
	for range probe.Range(&at[4], c) {
	}
}

func TestTimePassesOnlyWhenAllWait(t *testing.T) {
	r := Execute(Options{}, pingPong)
	if r.Virtual != 3*time.Second || r.Left != 0 || r.Err != nil {
		t.Fatalf("got %+v", r)
	}
}

func TestSameSeedSameLog(t *testing.T) {
	first := Execute(Options{Seed: 3}, pingPong)
	for range 5 {
		if r := Execute(Options{Seed: 3}, pingPong); r.LogHash != first.LogHash {
			t.Fatalf("hash %x, then %x", first.LogHash, r.LogHash)
		}
	}
}

func TestDeadlockIsNamedAndTornDown(t *testing.T) {
	cleaned := false
	r := Execute(Options{}, func() {
		defer func() { cleaned = true }()
		c := probe.Make[int](&at[0], 0)
		probe.Go(&at[1], func() { probe.Recv(&at[2], (chan int)(nil)) })
		probe.To(&at[3], c).Send(1)
	})
	if !r.Deadlock || !cleaned {
		t.Fatalf("deadlock %v, deferred code ran %v", r.Deadlock, cleaned)
	}
}

func TestAPanicEndsTheRunWithGosWords(t *testing.T) {
	r := Execute(Options{}, func() {
		c := probe.Make[int](&at[0], 1)
		probe.Close(&at[1], c)
		probe.Go(&at[2], func() { probe.To(&at[3], c).Send(1) })
		probe.Forever(&at[4])
	})
	if r.Panic != "send on closed channel" {
		t.Fatalf("got %+v", r)
	}
}

func TestASpinningGoroutineIsStopped(t *testing.T) {
	r := Execute(Options{Steps: 10_000}, func() {
		c := probe.Make[int](&at[0], 1)
		for {
			probe.To(&at[1], c).Send(1)
			probe.Recv(&at[2], c)
		}
	})
	if !r.Spin {
		t.Fatalf("got %+v", r)
	}
}

func TestALoopWithoutOperationsIsStopped(t *testing.T) {
	cleaned := false
	d := newRun(func() {
		defer func() { cleaned = true }()
		for {
			probe.Turn(&at[1])
		}
	})
	d.run.LimitSteps(10_000)
	d.Advance(time.Minute, time.Minute)
	f := d.Failure()
	if d.Ended() != "spin" || f == nil || !f.Spin || f.Place != at[1].String() || !cleaned {
		t.Fatalf("ended %q, %+v, deferred code ran: %v", d.Ended(), f, cleaned)
	}
}

func TestTimersThatAreDueAtOnceForEverSpin(t *testing.T) {
	d := newRun(func() {
		probe.Self().Sleep(time.Second)
		(&alarm{g: probe.Self()}).set()
		probe.Forever(&at[0])
	})
	d.run.LimitSteps(1000)
	for !d.Advance(time.Minute, time.Second) {
	}
	if d.Ended() != "spin" || d.Now() != time.Second {
		t.Fatalf("%q at %v", d.Ended(), d.Now())
	}
}

// alarm is a timer that sets itself again and lets no time pass.
type alarm struct {
	g     *probe.G
	timer vtime.Timer
}

func (a *alarm) set() {
	if a.g.Enter() {
		a.g.Arm(&a.timer, 0, "timer", a)
		a.g.Run().Unlock()
	}
}

func (a *alarm) Fire() { a.set() }

func newRun(main func()) *Driver { return New(1, nil, func(*probe.Run) { main() }) }

func TestAdvanceStopsBetweenTimers(t *testing.T) {
	d := newRun(pingPong)
	defer d.Close()
	if !d.Advance(1500*time.Millisecond, time.Minute) || d.Now() != 1500*time.Millisecond {
		t.Fatalf("stopped at %v", d.Now())
	}
	if d.Ended() != "" {
		t.Fatalf("ended: %s", d.Ended())
	}
	d.Advance(time.Minute, time.Minute)
	if d.Ended() != "done" || d.World().Running() != 0 {
		t.Fatalf("ended %q with %d goroutines", d.Ended(), d.World().Running())
	}
}

func TestGoroutinesThatAreLeftHaveLeaked(t *testing.T) {
	d := newRun(func() {
		c := probe.Make[int](&at[0], 0)
		for range 3 {
			probe.Go(&at[1], func() { probe.Recv(&at[2], c) })
		}
		probe.Go(&at[3], func() { probe.Self().Sleep(time.Second) })
	})
	d.Advance(time.Minute, time.Minute)
	if d.Ended() != "leak" || d.World().Leaked() != 3 {
		t.Fatalf("ended %q, leaked %d", d.Ended(), d.World().Leaked())
	}
}

func TestStepMovesOneEventAndTheRunNoFurther(t *testing.T) {
	d := newRun(pingPong)
	defer d.Close()
	for i := range 8 {
		before := d.World().Seq
		if !d.Step(1) || d.World().Seq <= before {
			t.Fatalf("step %d did not move", i)
		}
	}
	if d.Now() > time.Second {
		t.Fatalf("eight events took the run to %v", d.Now())
	}
	if d.Step(1_000_000) {
		t.Fatal("the run has no million events")
	}
	if d.Ended() != "done" {
		t.Fatalf("ended %q", d.Ended())
	}
}

func TestSteppingTellsTheSameStoryAsRunning(t *testing.T) {
	a, b := newRun(pingPong), newRun(pingPong)
	a.Advance(time.Minute, time.Minute)
	for b.Step(1) {
	}
	if a.Log().Hash() != b.Log().Hash() || a.World().Seq != b.World().Seq {
		t.Fatal("the logs differ")
	}
}

func TestNoStepGoesToWhatIsDueInYears(t *testing.T) {
	d := newRun(func() {
		probe.Self().Sleep(time.Hour)
		probe.Self().Sleep(1 << 62)
	})
	defer d.Close()
	for d.Step(1) {
	}
	if d.Now() != time.Hour || d.Ended() != "" {
		t.Fatalf("at %v, ended %q", d.Now(), d.Ended())
	}
}

func TestInputsWakeWhoWaitsForThem(t *testing.T) {
	in, got := make(chan int, 1), 0
	d := newRun(func() {
		probe.Inbox("clicks", in)
		for got < 3 {
			got += probe.Recv(&at[0], in)
		}
	})
	d.Advance(time.Second, time.Minute)
	if d.Ended() != "" {
		t.Fatalf("waiting for a click is no %s", d.Ended())
	}
	for range 3 {
		d.Put(Input{Kind: eventlog.Act, Text: "click", Deliver: func(r *probe.Run) probe.Delivery { return probe.Post(r, in, 1) }})
	}
	d.Advance(2*time.Second, time.Minute)
	if got != 3 || d.Ended() != "done" {
		t.Fatalf("got %d, ended %q", got, d.Ended())
	}
}

func TestAdvanceGivesTheWallTimeBack(t *testing.T) {
	d := newRun(func() {
		for {
			probe.Self().Sleep(time.Microsecond)
		}
	})
	defer d.Close()
	if d.Advance(1000*time.Hour, time.Millisecond) {
		t.Fatal("it cannot have come so far")
	}
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
}
