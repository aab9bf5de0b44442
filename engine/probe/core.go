package probe

import "sluice/engine/eventlog"

// OnCore, if set, tells which core of the processor the caller runs on, below
// zero if that is not known. A goroutine then records where it is whenever it
// is elsewhere than before.
var OnCore func() int

// onCore records where g is. The caller holds the lock, and is g.
func (g *G) onCore() {
	if OnCore == nil {
		return
	}
	if n := OnCore(); n != g.core-1 {
		g.core = n + 1
		g.run.event(g, &eventlog.Event{Kind: eventlog.Core, N: int64(n)})
	}
}
