package narration

import "sluice/engine/world"

// Crew counts what a group of goroutines does.
type Crew struct{ Working, BackingOff, Blocked, Sleeping, Idle, Leaked, Panicked int }

// Add counts a goroutine that works on job j, nil for none. In a run that is
// stuck, to wait is to be blocked, and on a nil channel it always is.
func (c *Crew) Add(g *world.Goroutine, j *world.Job, stuck bool) {
	switch {
	case g.State == world.Panicked:
		c.Panicked++
	case g.State == world.Leaked:
		c.Leaked++
	case j != nil && j.State == world.BackingOff:
		c.BackingOff++
	case g.State == world.BlockedSend, g.State == world.BlockedSync, stuck && Waits(g),
		g.State == world.BlockedRecv && g.Wait == 0:
		c.Blocked++
	case j != nil:
		c.Working++
	case g.State == world.Sleeping:
		c.Sleeping++
	default:
		c.Idle++
	}
}

// Waits reports whether a goroutine is blocked.
func Waits(g *world.Goroutine) bool {
	return g.State >= world.BlockedSend && g.State <= world.BlockedSync
}

// Size returns how many were counted.
func (c *Crew) Size() int {
	return c.Working + c.BackingOff + c.Blocked + c.Sleeping + c.Idle + c.Leaked + c.Panicked
}

// String lists what they do, the most telling first.
func (c *Crew) String() string {
	var l list
	l.count(c.Working, "working")
	l.count(c.BackingOff, "backing off")
	l.count(c.Blocked, "blocked")
	l.count(c.Sleeping, "sleeping")
	l.count(c.Idle, "idle")
	l.count(c.Panicked, "panicked")
	l.count(c.Leaked, "leaked")
	return l.String()
}
