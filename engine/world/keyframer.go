package world

import (
	"slices"
	"unsafe"
)

// Keyframer makes keyframes of one world as it goes on. A keyframe holds what
// has changed since the last one, and now and then all, so that many jobs or
// goroutines that rest are not written down again and again. Its zero value is
// ready.
type Keyframer struct {
	last       *Keyframe
	goroutines shadow[Goroutine]
	channels   shadow[Channel]
	jobs       shadow[Job]
	since      int // things kept since the last whole keyframe
}

// shadow is what had not ended at the last keyframe, as it was then.
type shadow[T any] struct {
	all  []kept[T]
	seen int // how many things there were
}

// Keyframe returns the world as it is now.
func (m *Keyframer) Keyframe(w *World) *Keyframe {
	k := &Keyframe{
		goroutines: len(w.Goroutines), channels: len(w.Channels), jobs: len(w.Jobs), finished: len(w.Finished),
		before: m.last,
		alive:  m.goroutines.turn(w.Goroutines, (*Goroutine).lasts, (*Goroutine).same, (*Goroutine).clone),
		open:   m.channels.turn(w.Channels, (*Channel).lasts, (*Channel).same, (*Channel).clone),
		live:   m.jobs.turn(w.Jobs, (*Job).lasts, (*Job).same, (*Job).clone),
	}
	w.copyTo(&k.world)
	m.since += len(k.alive.kept) + len(k.open.kept) + len(k.live.kept)
	if m.last == nil || m.since > len(m.goroutines.all)+len(m.channels.all)+len(m.jobs.all) {
		k.before, m.since = nil, 0
		k.alive = changes[Goroutine]{kept: slices.Clone(m.goroutines.all)}
		k.open = changes[Channel]{kept: slices.Clone(m.channels.all)}
		k.live = changes[Job]{kept: slices.Clone(m.jobs.all)}
	}
	m.last = k
	return k
}

// turn brings the shadow to the present and returns what has changed. Of all
// things it looks at those that had not ended, and at those that are new.
func (s *shadow[T]) turn(things []T, lasts func(*T) bool, same func(a, b *T) bool, clone func(*T) T) (c changes[T]) {
	left := s.all[:0]
	for i := range s.all {
		k := s.all[i]
		now := &things[k.id]
		if !lasts(now) {
			c.gone = append(c.gone, k.id)
			continue
		}
		if !same(&k.v, now) {
			k.v = clone(now)
			c.kept = append(c.kept, k)
		}
		left = append(left, k)
	}
	clear(s.all[len(left):])
	s.all = left
	for ; s.seen < len(things); s.seen++ {
		if now := &things[s.seen]; lasts(now) {
			k := kept[T]{int32(s.seen), clone(now)}
			c.kept, s.all = append(c.kept, k), append(s.all, k)
		}
	}
	return c
}

// Size returns about how many bytes the keyframe takes.
func (k *Keyframe) Size() int64 {
	n := int64(len(k.alive.kept))*int64(unsafe.Sizeof(k.alive.kept[0])) +
		int64(len(k.live.kept))*int64(unsafe.Sizeof(k.live.kept[0])) +
		4*int64(len(k.alive.gone)+len(k.live.gone)+len(k.world.Live))
	for i := range k.open.kept {
		c := &k.open.kept[i]
		n += int64(unsafe.Sizeof(*c)) + 4*int64(len(c.v.elems.ring)) +
			int64(len(c.v.recvq)+len(c.v.sendq))*int64(unsafe.Sizeof(waiter{}))
	}
	return n
}

// lasts reports whether g can still change.
func (g *Goroutine) lasts() bool { return g.State != Done }

// same reports whether g and h tell the same story.
func (g *Goroutine) same(h *Goroutine) bool {
	return g.Since == h.Since && g.State == h.State && g.Until == h.Until && g.Site == h.Site && g.Wait == h.Wait &&
		g.Job == h.Job && g.Parent == h.Parent && g.Born == h.Born && g.Core == h.Core && g.Name == h.Name && g.What == h.What &&
		g.wait == h.wait && g.given == h.given && g.givenBy == h.givenBy && g.taken == h.taken && g.unblocker == h.unblocker &&
		slices.Equal(g.Cases, h.Cases) && slices.Equal(g.kept, h.kept)
}

func (g *Goroutine) clone() Goroutine {
	c := *g
	c.Cases, c.kept = slices.Clone(g.Cases), slices.Clone(g.kept)
	return c
}

// lasts is true: the number of a channel that has done its work is given again.
func (c *Channel) lasts() bool { return true }

// same reports whether c and h tell the same story.
func (c *Channel) same(h *Channel) bool {
	return c.Name == h.Name && c.Cap == h.Cap && c.Closed == h.Closed && c.Carries == h.Carries &&
		c.External == h.External && c.Released == h.Released && c.Site == h.Site && c.Received == h.Received &&
		c.elems.head == h.elems.head && c.elems.n == h.elems.n && slices.Equal(c.elems.ring, h.elems.ring) &&
		slices.Equal(c.recvq, h.recvq) && slices.Equal(c.sendq, h.sendq)
}

func (c *Channel) clone() Channel {
	n := *c
	n.elems.ring = slices.Clone(c.elems.ring)
	n.recvq, n.sendq = slices.Clone(c.recvq), slices.Clone(c.sendq)
	return n
}

// lasts reports whether j can still change.
func (j *Job) lasts() bool { return !j.State.Over() }

// same reports whether j and h tell the same story. A job's place among those
// in flight is no part of it.
func (j *Job) same(h *Job) bool {
	a, b := *j, *h
	a.live, b.live = 0, 0
	return a == b
}

func (j *Job) clone() Job { return *j }
