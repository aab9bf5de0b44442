package playback

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// Playhead is a place in a recording, with the world there. It belongs to
// the recording's goroutine.
type Playhead struct {
	rec   *Recording
	read  *eventlog.Reader
	world *world.World
	next  eventlog.Event // the one that was read and not folded
	ahead bool           // there is one
}

// Playhead returns a new playhead at the recording's start.
func (r *Recording) Playhead() *Playhead {
	p := &Playhead{rec: r, world: &world.World{}}
	p.jump(0)
	return p
}

// World returns the world at the playhead. It is the playhead's, and changes
// with it.
func (p *Playhead) World() *world.World { return p.world }

// AtEnd reports whether everything that is recorded lies behind.
func (p *Playhead) AtEnd() bool { return p.world.Seq == p.rec.log.Events() }

// Seek goes to virtual time t: everything that happened until then, and
// nothing else, has happened.
func (p *Playhead) Seek(t time.Duration) {
	k := p.rec.before(func(k *keyframe) bool { return k.at > t })
	if t < p.world.Now || p.rec.keys[k].seq > p.world.Seq {
		p.jump(k)
	}
	p.Advance(t)
}

// SeekEvent goes to where n events have happened.
func (p *Playhead) SeekEvent(n int64) {
	n = max(n, 0)
	k := p.rec.before(func(k *keyframe) bool { return k.seq > n })
	if n < p.world.Seq || p.rec.keys[k].seq > p.world.Seq {
		p.jump(k)
	}
	for p.world.Seq < n && p.peek() {
		p.fold()
	}
}

// Advance goes forward to virtual time t.
func (p *Playhead) Advance(t time.Duration) {
	for p.peek() && time.Duration(p.next.At) <= t {
		p.fold()
	}
	p.world.Advance(t)
}

// Next goes one event forward and returns it, valid until the next call of
// any method; nil at the recording's end.
func (p *Playhead) Next() *eventlog.Event {
	if !p.peek() {
		return nil
	}
	p.fold()
	return &p.next
}

// jump goes to a keyframe.
func (p *Playhead) jump(k int) {
	key := &p.rec.keys[k]
	p.read, p.ahead = key.read.Copy(), false
	key.world.Restore(p.world, p.rec.world)
}

// peek reads the next event, if it has not been read; false if there is none.
func (p *Playhead) peek() bool {
	if !p.ahead {
		p.ahead = p.read.Next(&p.next)
	}
	return p.ahead
}

func (p *Playhead) fold() {
	p.world.Apply(&p.next)
	p.ahead = false
}
