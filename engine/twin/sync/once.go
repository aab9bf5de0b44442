package sync

import (
	"sync/atomic"

	"sluice/engine/probe"
)

// A Once does something once. It must not be copied once it has been used.
type Once struct {
	done atomic.Bool
	busy Mutex
}

// Do calls f if it is the first call of Do for o. Calls that come while f
// runs block until it has returned.
func (o *Once) Do(f func()) {
	if !o.done.Load() {
		o.slow(f)
	}
}

func (o *Once) slow(f func()) {
	g := probe.Self()
	if g == nil {
		o.busy.real.Lock()
	} else if g.Late() {
		return
	} else {
		o.busy.lock(g, "once")
	}
	defer o.busy.Unlock()
	if o.done.Load() {
		return
	}
	defer func() {
		// A goroutine that had to leave has not done it.
		o.done.Store(g == nil || !g.Run().Over())
	}()
	f()
}
