package time

import (
	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// alarm is what a timer or a ticker is in a run. Its fields are guarded by
// the run's lock.
type alarm struct {
	run    *probe.Run
	what   string
	period Duration            // of a ticker; 0 for a timer
	ring   func()              // called by the driver when the time has come
	drain  func(*probe.G) bool // drops a value that nobody has received
	timer  *vtime.Timer
}

// newAlarm returns an alarm of g's run that is not armed.
func newAlarm(g *probe.G, what string) *alarm {
	return &alarm{run: g.Run(), what: what, drain: nothing}
}

func nothing(*probe.G) bool { return false }

// post makes the alarm send the time on a new channel, which it returns. If
// the run is over the channel is nil. After d it rings for the first time.
func (a *alarm) post(g *probe.G, name string, d Duration) <-chan Time {
	if !g.Enter() {
		return nil
	}
	defer a.run.Unlock()
	c := probe.MakeFor[Time](g, name, 1)
	a.ring = func() { probe.Post(a.run, c, at(a.run)) }
	a.drain = func(g *probe.G) bool { return probe.DrainFor(g, c) }
	a.arm(g, d)
	return c
}

// caller is the calling goroutine, or the driver if that is not of the
// alarm's run.
func (a *alarm) caller() *probe.G {
	if g := probe.Self(); g != nil && g.Run() == a.run {
		return g
	}
	return a.run.Driver()
}

// arm is called with the lock held, like stop.
func (a *alarm) arm(g *probe.G, d Duration) {
	a.timer = g.Arm(d, a.what, a.fire)
}

// fire is called by the driver.
func (a *alarm) fire() {
	a.ring()
	if driver := a.run.Driver(); a.period > 0 && driver.Enter() {
		a.arm(driver, a.period)
		a.run.Unlock()
	}
}

// stop reports whether the alarm was armed or had sent a value that nobody
// has received; it takes that value back.
func (a *alarm) stop(g *probe.G) bool {
	armed := a.timer != nil && g.Disarm(a.timer)
	return a.drain(g) || armed
}
