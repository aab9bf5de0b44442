package vet

import (
	"fmt"
	"slices"

	"sluice/engine/world"
)

// maxChain is how many steps of who waits for whom are told.
const maxChain = 12

// deadlock tells of a run in which all wait, and who waits for whom as far as
// the log knows: for those who have used the other side of a channel before, and
// for who got a lock last.
func (c *Check) deadlock(w *world.World, left []*bunch) Finding {
	f := Finding{Kind: Deadlock, Severity: Error, Seq: c.finish.seq, At: c.finish.at}
	var ids []int
	for _, b := range left {
		ids = append(ids, b.ids...)
		if b.since.seq > 0 && (f.Seq == c.finish.seq || b.since.seq > f.Seq) {
			f.Seq, f.At = b.since.seq, b.since.at
		}
	}
	slices.Sort(ids)
	f.Goroutines, f.More = c.whos(ids)
	chain, circle := c.chain(w, ids)
	for i, id := range chain[:min(len(chain), maxChain)] {
		next := 0
		if i+1 < len(chain) {
			next = chain[i+1]
		} else if circle {
			next = chain[0]
		}
		f.Places = append(f.Places, c.site(c.waitsFor(w, id, next), c.going[id].site))
	}
	if !circle && len(left) > 0 {
		f.Places = append(f.Places, c.origin(w, left[0])...)
	}
	f.What = fmt.Sprintf("Deadlock: all %d goroutines wait, and nothing is left that could wake one.", len(ids))
	if len(ids) == 1 {
		f.What = fmt.Sprintf("Deadlock: %s waits, and nobody is left who could wake it.", c.name(ids[0]))
	}
	if circle && len(chain) > 1 {
		f.What = fmt.Sprintf("Deadlock: %d goroutines wait for each other in a circle.", len(chain))
		if more := len(ids) - len(chain); more > 0 {
			f.What += fmt.Sprintf(" %d more %s.", more, plural(more, "waits", "wait"))
		}
	}
	f.Do = c.wayOut(left)
	if circle && c.locksOnly(chain) {
		f.Do = "Take these locks in the same order everywhere, or give the first one back before the other is taken."
	}
	return f
}

// locksOnly reports whether all of these goroutines wait for locks.
func (c *Check) locksOnly(ids []int) bool {
	return !slices.ContainsFunc(ids, func(id int) bool { return c.going[id].way != mutex })
}

// wayOut is the advice for the one that is most likely to be the cause: main if
// it waits, as nearly always.
func (c *Check) wayOut(left []*bunch) string {
	if len(left) == 0 {
		return "Let somebody who can still run wake one of them."
	}
	b := left[0]
	if b.ranges {
		return c.advice(b, Unclosed)
	}
	return c.advice(b, Deadlock)
}

// wakers are the goroutines that are known to be able to let another one go on,
// and wait themselves.
func (c *Check) wakers(w *world.World, id int) []int32 {
	g := &c.going[id]
	switch g.way {
	case send:
		return c.chans[g.obj].receivers.alive(w)
	case receive:
		return c.chans[g.obj].senders.alive(w)
	case selectSend, selectReceive:
		var list []int32
		for _, x := range w.Goroutines[id].Cases {
			side := &c.channel(x.Chan).senders
			if x.Send {
				side = &c.channel(x.Chan).receivers
			}
			list = append(list, side.alive(w)...)
		}
		return list
	case mutex:
		if l := c.locks[g.obj]; l != nil {
			if by := l.has().g; by > 0 && by < len(w.Goroutines) && w.Goroutines[by].Alive() {
				return []int32{int32(by)}
			}
		}
	}
	return nil
}

// chain follows who waits for whom: a circle if there is one, else the way from
// the first as far as it is known.
func (c *Check) chain(w *world.World, ids []int) (chain []int, circle bool) {
	seen := map[int]bool{}
	for _, id := range ids {
		if path, found := c.circle(w, id, nil, seen); found {
			return path, true
		}
	}
	if len(ids) == 0 {
		return nil, false
	}
	for id := ids[0]; !slices.Contains(chain, id); {
		chain = append(chain, id)
		next := c.wakers(w, id)
		if len(next) == 0 || len(chain) == maxChain {
			break
		}
		id = int(next[0])
	}
	return chain, false
}

// deepest is how long a circle may be to be found.
const deepest = 1000

// circle looks for a way from a goroutine that comes back to one on it.
func (c *Check) circle(w *world.World, id int, path []int, seen map[int]bool) ([]int, bool) {
	if at := slices.Index(path, id); at >= 0 {
		return path[at:], len(path)-at > 1
	}
	if seen[id] || len(path) == deepest || c.going[id].way == running {
		return nil, false
	}
	seen[id] = true
	path = append(path, id)
	for _, next := range c.wakers(w, id) {
		if found, ok := c.circle(w, int(next), path, seen); ok {
			return found, true
		}
	}
	return nil, false
}

// waitsFor says what a goroutine waits for, and of whom; next is 0 if nobody is
// known.
func (c *Check) waitsFor(w *world.World, id, next int) string {
	g := &c.going[id]
	name, ch := c.name(id), c.channelName(g.obj)
	b := &bunch{way: g.way, site: g.site, obj: g.obj, chans: map[int32]bool{g.obj: true}}
	if g.again {
		b.again = 1
	}
	switch {
	case g.way == send && next != 0:
		return fmt.Sprintf("%s waits to send to %s, from which %s has received", name, ch, c.name(next))
	case g.way == send:
		return fmt.Sprintf("%s waits to send to %s: %s", name, ch, c.otherSide(w, b))
	case g.way == receive && next == 0 && c.ranges(b):
		return fmt.Sprintf("%s ranges over %s: %s", name, ch, c.otherSide(w, b))
	case g.way == receive && next != 0:
		return fmt.Sprintf("%s waits to receive from %s, to which %s has sent", name, ch, c.name(next))
	case g.way == receive:
		return fmt.Sprintf("%s waits to receive from %s: %s", name, ch, c.otherSide(w, b))
	case g.way == selectSend || g.way == selectReceive:
		if len(w.Goroutines[id].Cases) == 0 {
			return name + " waits in an empty select"
		}
		return fmt.Sprintf("%s waits in a select (%s)", name, c.cases(w, id))
	case g.way == mutex && next != 0:
		at := c.site("", c.locks[g.obj].has().site)
		return fmt.Sprintf("%s waits for a lock, which %s got at %s", name, c.name(next), at.at())
	case g.way == mutex:
		return fmt.Sprintf("%s waits for a lock that nobody gives back", name)
	case g.what == "condition":
		return name + " waits for a condition that nobody signals"
	}
	return name + " waits for a group that is not done"
}
