package context

import (
	"time"

	"sluice/engine/probe"
	"sluice/engine/vtime"
)

// timerCtx is a cancelCtx with a deadline.
type timerCtx struct {
	cancelCtx
	deadline time.Time
	timer    vtime.Timer
}

// expiry is a function as an alarm.
type expiry func()

func (f expiry) Fire() { f() }

// arm makes the driver call expire after d, unless c is cancelled first.
func (c *timerCtx) arm(g *probe.G, d time.Duration, expire func()) {
	if !g.Enter() {
		return
	}
	defer c.run.Unlock()
	if c.err == nil {
		g.Arm(&c.timer, d, "deadline", expiry(expire))
		c.last = func(g *probe.G, _ *actions) { g.Disarm(&c.timer) }
	}
}

// Deadline returns when c is cancelled at the latest.
func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }

// String tells how c came about and how much time is left.
func (c *timerCtx) String() string {
	left := c.deadline.Sub(vtime.Start.Add(c.run.Now()))
	return nameOf(c.Context) + ".WithDeadline(" + c.deadline.String() + " [" + left.String() + "])"
}
