package twin_test

import (
	"math"
	"testing"
	"time"

	twintime "sluice/engine/twin/time"
	"sluice/engine/vtime"
)

type timer interface {
	Stop() bool
	Reset(time.Duration) bool
}

type ticker interface {
	Stop()
	Reset(time.Duration)
}

// clock is package time or its twin.
type clock struct {
	spawn     func(func())
	now       func() time.Time
	since     func(time.Time) time.Duration
	until     func(time.Time) time.Duration
	sleep     func(time.Duration)
	after     func(time.Duration) <-chan time.Time
	tick      func(time.Duration) <-chan time.Time
	newTimer  func(time.Duration) (timer, <-chan time.Time)
	newTicker func(time.Duration) (ticker, <-chan time.Time)
	afterFunc func(time.Duration, func()) timer
}

var realClock = clock{
	spawn: func(f func()) { go f() },
	now:   time.Now, since: time.Since, until: time.Until, sleep: time.Sleep,
	after: time.After, tick: time.Tick,
	newTimer: func(d time.Duration) (timer, <-chan time.Time) {
		t := time.NewTimer(d)
		return t, t.C
	},
	newTicker: func(d time.Duration) (ticker, <-chan time.Time) {
		t := time.NewTicker(d)
		return t, t.C
	},
	afterFunc: func(d time.Duration, f func()) timer { return time.AfterFunc(d, f) },
}

var twinClock = clock{
	spawn: spawn,
	now:   twintime.Now, since: twintime.Since, until: twintime.Until, sleep: twintime.Sleep,
	after: twintime.After, tick: twintime.Tick,
	newTimer: func(d time.Duration) (timer, <-chan time.Time) {
		t := twintime.NewTimer(d)
		return t, t.C
	},
	newTicker: func(d time.Duration) (ticker, <-chan time.Time) {
		t := twintime.NewTicker(d)
		return t, t.C
	},
	afterFunc: func(d time.Duration, f func()) timer { return twintime.AfterFunc(d, f) },
}

// holds tells whether c can be received from at once.
func holds(c <-chan time.Time) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

const sec = time.Second

// clockPrograms never look at a timer in the instant in which it fires:
// there the original's order is not defined.
var clockPrograms = map[string]func(clock, *trace){
	"sleep": func(c clock, tr *trace) {
		start := c.now()
		for i := range 3 {
			c.spawn(func() {
				c.sleep(time.Duration(3-i) * sec)
				tr.say("%d woke", i)
			})
		}
		c.sleep(0)
		c.sleep(-sec)
		tr.say("not slept")
		c.sleep(4 * sec)
		tr.say("%v since, %v until", c.since(start), c.until(start.Add(10*sec)))
	},
	"timer fires": func(c clock, tr *trace) {
		start := c.now()
		_, ch := c.newTimer(sec)
		tr.say("got %v", (<-ch).Sub(start))
		tr.say("again: %v", holds(ch))
		_, ch = c.newTimer(sec)
		c.sleep(3 * sec)
		tr.say("received late: %v", (<-ch).Sub(start))
	},
	"timer that is due at once": func(c clock, tr *trace) {
		for _, d := range []time.Duration{0, -sec} {
			_, ch := c.newTimer(d)
			<-ch
			tr.say("%v fired", d)
		}
	},
	"timer for ever": func(c clock, tr *trace) {
		c.sleep(sec)
		forever, ch := c.newTimer(math.MaxInt64)
		c.sleep(1000 * time.Hour)
		tr.say("fired %v, stopped %v", holds(ch), forever.Stop())
	},
	"stop": func(c clock, tr *trace) {
		t, ch := c.newTimer(2 * sec)
		c.sleep(sec)
		tr.say("stop armed: %v", t.Stop())
		tr.say("stop stopped: %v", t.Stop())
		c.sleep(2 * sec)
		tr.say("fired: %v", holds(ch))

		t, ch = c.newTimer(sec)
		<-ch
		tr.say("stop received: %v", t.Stop())

		t, ch = c.newTimer(sec)
		c.sleep(2 * sec)
		tr.say("stop expired: %v, stale value: %v", t.Stop(), holds(ch))
	},
	"reset": func(c clock, tr *trace) {
		start := c.now()
		t, ch := c.newTimer(2 * sec)
		c.sleep(sec)
		tr.say("reset armed: %v", t.Reset(5*sec))
		tr.say("got %v", (<-ch).Sub(start))
		tr.say("reset received: %v", t.Reset(sec))
		tr.say("got %v", (<-ch).Sub(start))
		t.Reset(sec)
		c.sleep(2 * sec)
		tr.say("reset expired: %v, stale value: %v", t.Reset(sec), holds(ch))
		tr.say("got %v", (<-ch).Sub(start))
		t.Stop()
		tr.say("reset stopped: %v", t.Reset(sec))
		tr.say("got %v", (<-ch).Sub(start))
	},
	"after": func(c clock, tr *trace) {
		start := c.now()
		select {
		case at := <-c.after(2 * sec):
			tr.say("two %v", at.Sub(start))
		case at := <-c.after(sec):
			tr.say("one %v", at.Sub(start))
		}
	},
	"after func": func(c clock, tr *trace) {
		ran := make(chan bool, 1)
		t := c.afterFunc(sec, func() {
			tr.say("called")
			ran <- true
		})
		<-ran
		tr.say("stop called: %v", t.Stop())
		tr.say("reset called: %v", t.Reset(sec))
		<-ran
		t.Reset(sec)
		tr.say("reset armed: %v", t.Reset(3*sec))
		c.sleep(2 * sec)
		tr.say("stop armed: %v", t.Stop())
		c.sleep(2 * sec)
		tr.say("stop stopped: %v", t.Stop())
	},
	"a function of a timer may block": func(c clock, tr *trace) {
		release := make(chan bool)
		c.afterFunc(sec, func() {
			<-release
			tr.say("released")
		})
		c.sleep(2 * sec)
		release <- true
		c.sleep(sec)
	},
	"ticker": func(c clock, tr *trace) {
		start := c.now()
		t, ch := c.newTicker(sec)
		for range 3 {
			tr.say("tick %v", (<-ch).Sub(start))
		}
		c.sleep(3*sec + sec/2)
		tr.say("kept %v", (<-ch).Sub(start))
		tr.say("dropped the others: %v", !holds(ch))
		tr.say("tick %v", (<-ch).Sub(start))
		c.sleep(sec + sec/2)
		t.Stop()
		tr.say("stale after stop: %v", holds(ch))
		c.sleep(3 * sec)
		tr.say("tick after stop: %v", holds(ch))
		t.Reset(2 * sec)
		tr.say("tick %v", (<-ch).Sub(start))
		tr.say("tick %v", (<-ch).Sub(start))
		c.sleep(2*sec + sec/2)
		t.Reset(5 * sec)
		tr.say("stale after reset: %v", holds(ch))
		tr.say("tick %v", (<-ch).Sub(start))
		tr.say("tick %v", (<-ch).Sub(start))
		t.Stop()
		t.Stop()
	},
	"tick": func(c clock, tr *trace) {
		tr.say("no period: %v %v", c.tick(0) == nil, c.tick(-1) == nil)
		start := c.now()
		ch := c.tick(sec)
		tr.say("tick %v", (<-ch).Sub(start))
		tr.say("tick %v", (<-ch).Sub(start))
	},
	"misuse": func(c clock, tr *trace) {
		tr.say("%v", panicOf(func() { c.newTicker(0) }))
		tr.say("%v", panicOf(func() { c.newTicker(-1) }))
		t, _ := c.newTicker(sec)
		tr.say("%v", panicOf(func() { t.Reset(0) }))
		t.Stop()
	},
}

func TestTimeIsAsInSynctest(t *testing.T) {
	for name, program := range clockPrograms {
		t.Run(name, func(t *testing.T) {
			sameAsReal(t,
				func(tr *trace) { program(realClock, tr) },
				func(tr *trace) { program(twinClock, tr) })
		})
	}
}

func TestZeroTimers(t *testing.T) {
	for _, in := range []func(*testing.T, func()){
		func(_ *testing.T, f func()) { f() },
		func(t *testing.T, f func()) { execute(t, f) },
	} {
		in(t, func() {
			for _, c := range []struct{ real, twin func() }{
				{func() { new(time.Timer).Stop() }, func() { new(twintime.Timer).Stop() }},
				{func() { new(time.Timer).Reset(1) }, func() { new(twintime.Timer).Reset(1) }},
				{func() { new(time.Ticker).Stop() }, func() { new(twintime.Ticker).Stop() }},
				{func() { new(time.Ticker).Reset(1) }, func() { new(twintime.Ticker).Reset(1) }},
			} {
				if got, want := panicOf(c.twin), panicOf(c.real); got != want {
					t.Errorf("panic is %v, the original's is %v", got, want)
				}
			}
		})
	}
}

func TestARunBeginsAtAFixedDate(t *testing.T) {
	var printed string
	execute(t, func() {
		twintime.Sleep(1500 * time.Millisecond)
		printed = twintime.Now().String()
	})
	if want := vtime.Start.Add(1500 * time.Millisecond).String(); printed != want {
		t.Errorf("now is %s, want %s", printed, want)
	}
}

func TestOutsideARunTimeIsReal(t *testing.T) {
	before := time.Now()
	if now := twintime.Now(); now.Before(before) || twintime.Since(before) > time.Minute {
		t.Errorf("now is %v", now)
	}
	if d := twintime.Until(before.Add(time.Hour)); d > time.Hour || d < time.Minute {
		t.Errorf("an hour is %v", d)
	}
	twintime.Sleep(1)
	<-twintime.After(1)
	<-twintime.Tick(1)
	called := make(chan bool)
	twintime.AfterFunc(1, func() { close(called) })
	<-called
	timer := twintime.NewTimer(time.Hour)
	if !timer.Stop() || timer.Reset(1) {
		t.Error("a timer was not stopped")
	}
	<-timer.C
	ticker := twintime.NewTicker(time.Hour)
	ticker.Reset(1)
	<-ticker.C
	ticker.Stop()
}

// A driver's input may stop a timer of the run, and so may whoever keeps it
// when the run is over.
func TestTimersOfARunFromOutside(t *testing.T) {
	var timer *twintime.Timer
	var ticker *twintime.Ticker
	execute(t, func() {
		timer = twintime.NewTimer(time.Hour)
		ticker = twintime.NewTicker(time.Hour)
	})
	if timer.Stop() || timer.Reset(1) {
		t.Error("a timer of a run that is over was armed")
	}
	ticker.Reset(1)
	ticker.Stop()
}
