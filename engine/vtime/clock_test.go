package vtime

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// call is an alarm that calls a function.
type call func()

func (f call) Fire() { f() }

func arm(c *Clock, d time.Duration, f func()) *Timer {
	t := &Timer{}
	c.Arm(t, d, call(f))
	return t
}

func TestTimersFireInOrderOfTimeThenOfArming(t *testing.T) {
	var c Clock
	var got []string
	note := func(s string) func() { return func() { got = append(got, s) } }
	arm(&c, 2*time.Second, note("later"))
	arm(&c, time.Second, note("first"))
	arm(&c, time.Second, note("second"))
	arm(&c, -time.Second, note("at once"))
	for tm := c.Pop(); tm != nil; tm = c.Pop() {
		tm.Fire()
	}
	if want := []string{"at once", "first", "second", "later"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	if c.Now() != 2*time.Second {
		t.Fatalf("the clock stands at %v", c.Now())
	}
}

func TestAStoppedTimerNeverFires(t *testing.T) {
	var c Clock
	a := arm(&c, time.Second, func() { t.Error("a stopped timer fired") })
	if !c.Stop(a) || c.Stop(a) {
		t.Fatal("Stop should report true once")
	}
	b := arm(&c, time.Second, func() {})
	c.Pop().Fire()
	if c.Stop(b) {
		t.Fatal("Stop reports a fired timer as armed")
	}
}

func TestMoveNeverPassesATimer(t *testing.T) {
	var c Clock
	arm(&c, time.Second, func() {})
	c.Move(2 * time.Second)
	if c.Now() != 0 {
		t.Fatalf("moved past a timer to %v", c.Now())
	}
	c.Move(time.Second / 2)
	c.Move(time.Second / 4)
	if c.Now() != time.Second/2 {
		t.Fatalf("the clock stands at %v", c.Now())
	}
}

func TestTheEndOfTimeIsNotWrapped(t *testing.T) {
	var c Clock
	c.Move(time.Hour)
	if tm := arm(&c, 1<<63-1, func() {}); tm.Due < c.Now() {
		t.Fatalf("due %v is in the past", tm.Due)
	}
}

func TestRandomArmingAndStoppingKeepsOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var c Clock
	var live []*Timer
	fired, stopped := 0, 0
	last := time.Duration(0)
	for range 10_000 {
		switch rng.IntN(3) {
		case 0:
			live = append(live, arm(&c, time.Duration(rng.IntN(1000)), func() {
				if c.Now() < last {
					t.Fatalf("time went back from %v to %v", last, c.Now())
				}
				last = c.Now()
				fired++
			}))
		case 1:
			if len(live) > 0 && c.Stop(live[rng.IntN(len(live))]) {
				stopped++
			}
		case 2:
			if tm := c.Pop(); tm != nil {
				tm.Fire()
			}
		}
	}
	if fired+stopped+c.Armed() != len(live) {
		t.Fatalf("%d fired + %d stopped + %d armed, of %d", fired, stopped, c.Armed(), len(live))
	}
}
