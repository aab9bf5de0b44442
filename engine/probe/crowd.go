package probe

import (
	"cmp"
	"slices"
)

// The runtime lets goroutines run in the order in which they were woken, as
// long as no more than 256 of them can run. Of more it moves half to a queue
// whose turn depends on what the scheduler did before the run, and the same
// seed would give another run. So when many have been woken at one instant,
// those that come to run line up, before they do anything, and the driver
// lets them go on in the order in which they began to wait.

const (
	crowded = 128 // woken goroutines: from here on they line up
	batch   = 64  // that go on at once
)

// crowd is who can run at one instant.
type crowd struct {
	most    int // that may be woken at one instant and not line up
	ready   int // have been woken since all waited; rather too many
	lineUp  bool
	line    []*G
	sorted  int // how many of line are in their order
	tickets int // numbers the waits
}

// woke notes that n goroutines may have been woken. The caller holds the
// lock.
func (c *crowd) woke(n int) {
	c.ready += n
	if c.ready > c.most {
		c.lineUp = true
	}
}

// ticket numbers the wait that a goroutine begins.
func (c *crowd) ticket() int {
	c.tickets++
	return c.tickets
}

// queues makes g, which comes to run, wait for its turn in a crowd. The lock
// is held before and after.
func (g *G) queues() {
	r := g.run
	if !r.lineUp || r.Over() {
		return
	}
	r.line = append(r.line, g)
	g.armWake()
	g.waiting = forWake
	r.Unlock()
	<-g.wake
	r.Lock()
	g.waiting = notWaiting
}

// Disperse lets some of those that have lined up go on, and reports whether
// there were any. The driver calls it when everybody waits.
func (r *Run) Disperse() bool {
	r.Lock()
	defer r.Unlock()
	r.ready, r.lineUp = 0, false
	if len(r.line) > r.sorted {
		slices.SortFunc(r.line, func(a, b *G) int { return cmp.Compare(a.ticket, b.ticket) })
	}
	n := min(len(r.line), batch)
	for _, g := range r.line[:n] {
		g.wake <- struct{}{} // which has room
	}
	r.line = r.line[n:]
	r.sorted = len(r.line)
	return n > 0
}
