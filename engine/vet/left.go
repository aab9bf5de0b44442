package vet

import (
	"cmp"
	"slices"

	"sluice/engine/world"
)

// bunch is the goroutines that wait at one line in one way when the recording
// ends.
type bunch struct {
	site   int32
	way    way
	ranges bool
	ids    []int // ascending
	name   string
	chans  map[int32]bool
	obj    int32  // of the first of them
	again  int    // those that had received there before
	since  moment // when the last of them began to wait
	first  moment // and the first
}

// left returns who has not ended, by the line that they are at, those of the
// lowest number first. It leaves out who runs, and whose wait is over.
func (c *Check) left(w *world.World) []*bunch {
	type key struct {
		site int32
		way  way
	}
	found := map[key]*bunch{}
	var list []*bunch
	for id := 1; id < len(c.going); id++ {
		g := &c.going[id]
		if g.way == running || !w.Goroutines[id].Alive() || g.way.onChannel() && served(&w.Goroutines[id]) {
			continue
		}
		b := found[key{g.site, g.way}]
		if b == nil {
			b = &bunch{
				site: g.site, way: g.way, obj: g.obj,
				name: w.Goroutines[id].Name, chans: map[int32]bool{}, first: g.since,
			}
			found[key{g.site, g.way}] = b
			list = append(list, b)
		}
		b.ids = append(b.ids, id)
		b.chans[g.obj] = true
		if g.again {
			b.again++
		}
		if b.name != w.Goroutines[id].Name {
			b.name = ""
		}
		if g.since.seq > b.since.seq {
			b.since = g.since
		}
		if g.since.seq < b.first.seq {
			b.first = g.since
		}
	}
	for _, b := range list {
		b.ranges = c.ranges(b)
	}
	return list
}

// served reports whether somebody has ended the wait of g, which has waited on a
// channel and has not gone on yet.
func served(g *world.Goroutine) bool {
	_, over := g.Unblocked()
	return over
}

// findings are all findings, the worst first.
func (c *Check) findings(w *world.World) []Finding {
	list := c.broken(w)
	left := c.left(w)
	switch {
	case w.Ended == world.Deadlock:
		list = append(list, c.deadlock(w, left))
		for _, b := range left {
			if b.ranges && len(left) > 1 {
				list = append(list, c.finding(w, b, Unclosed, Warning))
			}
		}
	case ended(w):
		for _, b := range left {
			if kind, severity, found := c.judge(w, b); found {
				list = append(list, c.finding(w, b, kind, severity))
			}
		}
	case c.program != "" && (w.Ended == "killed" || w.Ended == "cut"):
		for _, b := range left {
			if waited := c.until() - b.first.at; b.way.held() && waited >= max(longStuck, c.until()/2) {
				list = append(list, c.finding(w, b, Stuck, Warning))
			}
		}
	}
	if ended(w) {
		list = append(list, c.unreceived(w)...)
	}
	list = append(list, c.slowLocks()...)
	slices.SortStableFunc(list, func(a, b Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return list
}

// judge says what it means that goroutines are left when a run has ended. A
// scene ends only when nothing can come any more, so whoever is left has
// leaked. A program ends when main returns, and that workers wait for work then
// is nothing unusual; but who has something to send, or wants a lock, and can
// never go on is lost. If others could have gone on, it is not known whether
// that one could: who has just been held up tells nothing then.
func (c *Check) judge(w *world.World, b *bunch) (Kind, Severity, bool) {
	certain := w.Ended == world.Leak
	switch {
	case c.program == "" && b.ranges:
		return Unclosed, Error, true
	case c.program == "":
		return Leak, Error, true
	case b.way == sleep || b.way == outside:
		return "", Note, false
	case b.way.held() && !certain && c.until()-b.first.at < c.until()/10:
		return "", Note, false
	case b.way.held() && (!certain || c.servesMain(w, b.ids[0], map[int32]bool{})):
		return Leak, Warning, true
	case b.way.held():
		return Leak, Error, true
	case b.way == receive && b.obj != 0 && b.again == 0 && len(b.chans) == len(b.ids) && len(b.ids) >= severalAlone:
		return Leak, Warning, true
	case b.ranges:
		return Unclosed, Note, true
	}
	return Idle, Note, true
}

// severalAlone is how many goroutines that each wait for the first time, on a
// channel of their own, are a leak and no workers.
const severalAlone = 3

// servesMain reports whether what a goroutine is stuck on sending would have
// come to main, directly or through others that are stuck on sending, too. Then
// it is stuck because main returned, as a generator is.
func (c *Check) servesMain(w *world.World, id int, seen map[int32]bool) bool {
	for _, ch := range c.sendsTo(w, id) {
		if seen[ch] {
			continue
		}
		seen[ch] = true
		for _, r := range c.channel(int(ch)).receivers.ids {
			if r == mainGoroutine || w.Goroutines[r].Alive() && c.servesMain(w, int(r), seen) {
				return true
			}
		}
	}
	return false
}

// sendsTo are the channels that a goroutine is blocked on sending to.
func (c *Check) sendsTo(w *world.World, id int) []int32 {
	switch g := &c.going[id]; g.way {
	case send:
		return []int32{g.obj}
	case selectSend:
		var list []int32
		for _, x := range w.Goroutines[id].Cases {
			if x.Send {
				list = append(list, int32(x.Chan))
			}
		}
		return list
	}
	return nil
}
