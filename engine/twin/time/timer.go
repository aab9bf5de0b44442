package time

import (
	"time"

	"sluice/engine/probe"
	"sluice/engine/twin/internal/display"
)

// The Timer type represents a single event. When it expires, the current
// time is sent on C, unless AfterFunc made it.
type Timer struct {
	C <-chan Time

	real  *time.Timer
	alarm alarm
}

// NewTimer returns a timer that sends the current time on its channel after
// at least d.
func NewTimer(d Duration) *Timer { return newTimer(d, "timer", "timer.C") }

// After waits for d and then sends the current time on the channel that it
// returns.
func After(d Duration) <-chan Time { return newTimer(d, "after", "time.After").C }

func newTimer(d Duration, what, channel string) *Timer {
	g := probe.Self()
	if g == nil {
		t := time.NewTimer(d)
		return &Timer{C: t.C, real: t}
	}
	t := &Timer{alarm: alarm{run: g.Run(), what: what}}
	t.C = t.alarm.post(g, channel, d)
	return t
}

// AfterFunc waits for d and then calls f in a goroutine of its own. The
// timer that it returns can stop that.
func AfterFunc(d Duration, f func()) *Timer {
	g := probe.Self()
	if g == nil {
		return &Timer{real: time.AfterFunc(d, f)}
	}
	run, site := g.Run(), g.Site()
	t := &Timer{alarm: alarm{run: run, what: "func"}}
	t.alarm.call = func() { run.Driver().SpawnAt(site, display.Name(f), f) }
	if g.Enter() {
		t.alarm.arm(g, d)
		run.Unlock()
	}
	return t
}

// Stop prevents the timer from firing. It reports whether it did so; false
// means that the timer had expired or been stopped. No receive from C after
// it gets a value from before.
func (t *Timer) Stop() bool {
	if t.real != nil {
		return t.real.Stop()
	}
	if t.alarm.run == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	g := t.alarm.caller()
	if !g.Enter() {
		return false
	}
	defer t.alarm.run.Unlock()
	active := t.alarm.stop(g)
	t.alarm.release(g)
	return active
}

// Reset makes the timer expire after d. It reports whether it had been
// active. No receive from C after it gets a value from before.
func (t *Timer) Reset(d Duration) bool {
	if t.real != nil {
		return t.real.Reset(d)
	}
	if t.alarm.run == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	g := t.alarm.caller()
	if !g.Enter() {
		return false
	}
	defer t.alarm.run.Unlock()
	active := t.alarm.stop(g)
	t.alarm.arm(g, d)
	return active
}
