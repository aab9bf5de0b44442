package vet

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/twin/sync"
)

func TestACircleOfWaitsIsTold(t *testing.T) {
	r := vetted(t, aProgram, func() {
		ping := probe.Make[int](at(1, "ping"), 0)
		pong := probe.Make[int](at(2, "pong"), 0)
		probe.Go(at(3, "worker"), func() {
			probe.Recv(at(4, "ping"), ping)
			probe.To(at(5, "pong"), pong).Send(1)
			probe.Recv(at(6, "ping"), ping)
		})
		probe.To(at(7, "ping"), ping).Send(1)
		probe.Recv(at(8, "pong"), pong)
		probe.Recv(at(9, "pong"), pong)
	})
	f := the(t, r, Deadlock)
	f.says(t, Error, 9, 2, "2 goroutines wait for each other in a circle")
	if steps := f.steps(); !strings.Contains(steps, "main waits to receive from pong, to which worker #2 has sent") ||
		!strings.Contains(steps, "worker #2 waits to receive from ping, to which main has sent") {
		t.Errorf("the circle is told as\n%s", steps)
	}
}

func TestADeadlockSaysNoMoreThanIsKnown(t *testing.T) {
	r := vetted(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 0)
		probe.To(at(2, "c"), c).Send(1)
	})
	f := the(t, r, Deadlock)
	f.says(t, Error, 2, 1, "main waits, and nobody is left")
	if steps := f.steps(); !strings.Contains(steps, "nobody has ever received from it") {
		t.Errorf("it is told as\n%s", steps)
	}
}

func TestARangeThatNobodyEndsIsNamedAsTheCauseOfADeadlock(t *testing.T) {
	r := vetted(t, aProgram, func() {
		results := probe.Make[int](at(1, "results"), 0)
		times(3, func() {
			probe.Go(at(2, "worker"), func() { probe.To(at(3, "results"), results).Send(1) })
		})
		for range probe.Range(at(5, "results"), results) {
		}
	})
	f := the(t, r, Deadlock)
	f.says(t, Error, 5, 1, "main waits")
	if steps := f.steps(); !strings.Contains(f.Do, "Close the channel") ||
		!strings.Contains(steps, "main ranges over results: all who had sent to it have returned") || f.Places[1].Line != 1 {
		t.Errorf("it is told as %q\n%s", f.Do, steps)
	}
}

func TestARangeInADeadlockOfSeveralIsToldByItself(t *testing.T) {
	r := vetted(t, aProgram, func() {
		jobs := probe.Make[int](at(1, "jobs"), 0)
		var all sync.WaitGroup
		all.Add(1)
		probe.Go(at(2, "worker"), func() {
			defer all.Done()
			for range probe.Range(at(3, "jobs"), jobs) {
			}
		})
		probe.To(at(4, "jobs"), jobs).Send(1)
		probe.At(at(5, ""))
		all.Wait()
	})
	the(t, r, Deadlock).says(t, Error, 5, 2, "all 2 goroutines wait")
	the(t, r, Unclosed).says(t, Warning, 3, 1, "over jobs", "main, which had sent to it, does so no more")
}

func TestTheSourceTellsARangeFromAReceive(t *testing.T) {
	rec := recorded(t, aProgram, func() {
		jobs := probe.Make[int](at(1, "jobs"), 0)
		probe.Go(at(2, "worker"), func() {
			for range probe.Range(at(3, "jobs"), jobs) {
			}
		})
		probe.Forever(at(5, ""))
	})
	text := func(line string) func(string) string {
		return func(string) string { return "package main\n\n" + line + "\n" }
	}
	the(t, Look(rec, text("\tfor j := range w.jobs { // one after the other")), Unclosed).says(t, Warning, 3, 1)
	for _, line := range []string{"\tj := <-jobs", "\tfor range 3 { <-jobs }", "\t// range jobs"} {
		for _, f := range Look(rec, text(line)).Findings {
			if f.Kind == Unclosed {
				t.Errorf("%q is taken for a range: %s", line, f.What)
			}
		}
	}
}

func TestLocksTakenInTwoOrders(t *testing.T) {
	r := vetted(t, aProgram, func() {
		var a, b sync.Mutex
		lock := func(line int, m *sync.Mutex) { probe.At(at(line, "")); m.Lock() }
		probe.Go(at(1, "other"), func() {
			lock(2, &b)
			pause(3, time.Second)
			lock(4, &a)
		})
		lock(5, &a)
		pause(6, time.Second)
		lock(7, &b)
	})
	f := the(t, r, Deadlock)
	f.says(t, Error, 7, 2)
	if !strings.Contains(f.Do, "in one order") || !strings.Contains(f.steps(), "a lock that nobody gives back") {
		t.Errorf("it is told as %q\n%s", f.Do, f.steps())
	}
}

func TestSendersThatNobodyReceivesFrom(t *testing.T) {
	forgotten := func() {
		times(37, func() {
			c := probe.Make[int](at(1, "result"), 0)
			probe.Go(at(2, "ask"), func() {
				pause(3, time.Second)
				probe.To(at(4, "result"), c).Send(1)
			})
		})
		pause(5, time.Minute)
	}
	for _, what := range []string{aScene, aProgram} {
		r := vetted(t, what, forgotten)
		f := the(t, r, Leak)
		f.says(t, Error, 4, 37, "37 goroutines (ask) are stuck on a send to 37 channels (result) at prog.go:4", "nobody has ever received")
		if len(f.Goroutines) != MaxWho || f.At != time.Second || !strings.Contains(f.steps(), "result was made") {
			t.Errorf("%d are named, at %v, with\n%s", len(f.Goroutines), f.At, f.steps())
		}
	}
}

func TestWhoeverIsLeftOfASceneHasLeaked(t *testing.T) {
	r := vetted(t, aScene, func() {
		jobs := probe.Make[int](at(1, "jobs"), 0)
		times(2, func() {
			probe.Go(at(2, "worker"), func() {
				for range probe.Range(at(3, "jobs"), jobs) {
				}
			})
		})
		times(4, func() { probe.To(at(4, "jobs"), jobs).Send(1) })
		probe.Go(at(5, "late"), func() { probe.Recv(at(6, "jobs"), jobs) })
	})
	the(t, r, Unclosed).says(t, Error, 3, 2, "nobody closes it", "main, which had sent to it, has returned")
	the(t, r, Leak).says(t, Error, 6, 1, "is stuck on a receive from jobs")
}

func TestOneShotReceiversOnChannelsOfTheirOwnAreALeak(t *testing.T) {
	r := vetted(t, aProgram, func() {
		times(3, func() {
			c := probe.Make[int](at(1, "reply"), 0)
			probe.Go(at(2, "request"), func() { probe.Recv(at(3, "reply"), c) })
		})
		pause(4, time.Second)
	})
	the(t, r, Leak).says(t, Warning, 3, 3, "nobody has ever sent to them")
}

func TestAChannelThatIsClosedTwice(t *testing.T) {
	r := vetted(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 0)
		other := probe.Make[int](at(2, "other"), 0)
		probe.Close(at(3, "other"), other)
		probe.Close(at(4, "c"), c)
		probe.Go(at(5, "second"), func() { probe.Close(at(6, "c"), c) })
		probe.Forever(at(7, ""))
	})
	f := the(t, r, Panic)
	f.says(t, Error, 6, 1, "close of closed channel")
	if len(f.Places) != 3 || f.Places[1].Line != 4 || f.Places[2].Line != 1 || !strings.Contains(f.Places[1].What, "main had closed it") {
		t.Errorf("the other places are %+v", f.Places)
	}
}

func TestWhichChannelWasClosedIsNotGuessed(t *testing.T) {
	r := vetted(t, aProgram, func() {
		one := probe.Make[int](at(1, "c"), 0)
		two := probe.Make[int](at(2, "c"), 0)
		probe.Close(at(3, "c"), one)
		probe.Close(at(4, "c"), two)
		probe.Close(at(5, "c"), one)
	})
	if f := the(t, r, Panic); len(f.Places) != 1 {
		t.Errorf("it is said to be %+v", f.Places)
	}
}

func TestALockThatHoldsOthersUp(t *testing.T) {
	r := vetted(t, aProgram, func() {
		var m sync.Mutex
		var all sync.WaitGroup
		for range 3 {
			all.Add(1)
			probe.Go(at(1, "writer"), func() {
				probe.At(at(2, ""))
				m.Lock()
				pause(3, time.Second)
				m.Unlock()
				all.Done()
			})
		}
		probe.At(at(4, ""))
		all.Wait()
	})
	f := the(t, r, Lock)
	f.says(t, Warning, 2, 1, "waited 2 s for a lock at prog.go:2", "all waits for it took 3 s")
	if steps := f.steps(); !strings.Contains(steps, " got it and kept it for 1 s") {
		t.Errorf("who held it is told as\n%s", steps)
	}
}

func TestValuesThatStayInABuffer(t *testing.T) {
	r := vetted(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 3)
		times(2, func() { probe.To(at(2, "c"), c).Send(1) })
		full := probe.Make[struct{}](at(3, "tokens"), 3)
		probe.To(at(4, "tokens"), full).Send(struct{}{})
	})
	f := the(t, r, Unreceived)
	f.says(t, Note, 1, 0, "2 values were still in the buffer of c")
	if f.Places[1].Line != 2 {
		t.Errorf("the last was sent at %+v", f.Places[1])
	}
}

func TestAGoroutineThatSpins(t *testing.T) {
	r := vetted(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 1)
		for {
			probe.To(at(2, "c"), c).Send(1)
			probe.Recv(at(3, "c"), c)
		}
	})
	if f := the(t, r, Spin); f.Severity != Error || f.Places[0].File != "prog.go" {
		t.Errorf("it is told as %+v", f)
	}
}

func TestWhoWasHeldUpForLongWhenAServiceWasEnded(t *testing.T) {
	rec := recorded(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 0)
		probe.Go(at(2, "sender"), func() { probe.To(at(3, "c"), c).Send(1) })
		probe.Go(at(4, "worker"), func() { probe.Recv(at(5, "none"), probe.Make[int](at(6, "none"), 0)) })
		pause(7, 10*time.Second)
	})
	killed := ending(t, rec, "killed")
	the(t, Look(killed, nil), Stuck).says(t, Warning, 3, 1, "had been held up for 10 s when the recording ended")
	if n := len(Look(killed, nil).Findings); n != 1 {
		t.Errorf("%d findings: whoever waits for work is fine", n)
	}
	if found := Look(ending(t, rec, "exit"), nil).Findings; len(found) != 0 {
		t.Errorf("a program that ends itself in the middle has %+v", found)
	}
}

// ending is a recording with another end.
func ending(t *testing.T, rec *playback.Recording, why string) *playback.Recording {
	t.Helper()
	var log eventlog.Log
	read := eventlog.NewReader(rec.Log())
	sites := map[int]bool{}
	var e eventlog.Event
	for read.Next(&e) {
		if e.Site > 0 && !sites[e.Site] {
			for n := 1; n <= e.Site; n++ {
				if s := read.Site(n); !sites[n] {
					sites[n] = true
					log.Append(&eventlog.Event{
						Kind: eventlog.Site, Obj: n, N: int64(s.Line), At: e.At,
						Text: s.File + "\t" + s.Func + "\t" + s.Name,
					})
				}
			}
		}
		if e.Kind == eventlog.Finish {
			e.Text = why
		}
		log.Append(&e)
	}
	again := playback.New(&log)
	again.Fold()
	if err := again.World().Check(); err != nil {
		t.Fatal(err)
	}
	return again
}

func TestAPanicOfWhichNoEventTellsIsFound(t *testing.T) {
	var log eventlog.Log
	for _, e := range []eventlog.Event{
		{Kind: eventlog.Program, N: 1, Text: aProgram + "\treal"},
		{Kind: eventlog.GoCreate, Obj: 1, Text: "main"},
		{Kind: eventlog.GoStart, G: 1},
		{Kind: eventlog.Finish, At: 5, Text: "panic"},
	} {
		log.Append(&e)
	}
	rec := playback.New(&log)
	rec.Fold()
	if f := the(t, Look(rec, nil), Panic); f.At != 5 || f.Severity != Error {
		t.Errorf("%+v", f)
	}
}
