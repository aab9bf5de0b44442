package probe

import (
	"time"

	"sluice/engine/eventlog"
)

// OnCore, if set, tells which core of the processor the caller runs on, below
// zero if that is not known. A goroutine then records where it is whenever it
// is elsewhere than before.
var OnCore func() int

// onCore records where g is. The caller holds the lock, and is g.
func (g *G) onCore() {
	if r := g.run; !r.real.IsZero() {
		r.clock.Move(time.Since(r.real))
	}
	if OnCore == nil {
		return
	}
	if n := OnCore(); n != g.core-1 {
		g.core = n + 1
		g.run.event(g, &eventlog.Event{Kind: eventlog.Core, N: int64(n)})
	}
}

// GoByWall lets the run's time go with the wall clock from now on.
func (r *Run) GoByWall() { r.real = time.Now() }
