package time

import (
	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// alarm is what a timer or a ticker is in a run; it is not used outside of
// one. Its fields are guarded by the run's lock.
type alarm struct {
	run    *probe.Run // nil outside a run
	what   string
	period Duration // of a ticker; 0 for a timer
	timer  vtime.Timer

	name string    // of the channel
	c    chan Time // gets the time when the alarm fires; nil with call

	call func() // instead: is called by the driver
}

// post makes the alarm send the time on a new channel, which it returns. If
// the run is over the channel is nil. After d it fires for the first time.
func (a *alarm) post(g *probe.G, name string, d Duration) <-chan Time {
	if !g.Enter() {
		return nil
	}
	defer a.run.Unlock()
	a.name, a.c = name, probe.MakeFor[Time](g, name, 1)
	a.arm(g, d)
	return a.c
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
	if a.c != nil {
		probe.KnowFor(g, a.name, a.c)
	}
	g.Arm(&a.timer, d, a.what, a)
}

// Fire is called by the driver.
func (a *alarm) Fire() {
	if a.call != nil {
		a.call()
	} else {
		probe.Post(a.run, a.c, at(a.run))
	}
	if driver := a.run.Driver(); a.period > 0 && driver.Enter() {
		a.arm(driver, a.period)
		a.run.Unlock()
	}
}

// stop reports whether the alarm was armed or had sent a value that nobody
// has received; it takes that value back.
func (a *alarm) stop(g *probe.G) bool {
	armed := g.Disarm(&a.timer)
	return a.c != nil && probe.DrainFor(g, a.c) || armed
}

// release gives the channel's number back: most stopped timers are never
// looked at again. It is called with the lock held.
func (a *alarm) release(g *probe.G) {
	if a.c != nil {
		probe.ReleaseFor(g, a.c)
	}
}
