package vet

import (
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// channel is who has used a channel so far.
type channel struct {
	senders, receivers users
	sentAt             int32 // where somebody sent last
	closed             *closing
}

// closing is when and where a channel was closed.
type closing struct {
	moment
	g    int
	site int32
}

// users are goroutines that have used one side of a channel, the last ones if
// there are many.
type users struct {
	ids  []int32
	next int
	more bool
}

// maxUsers is how many goroutines are known of each side of a channel.
const maxUsers = 16

func (u *users) add(id int32) {
	if slices.Contains(u.ids, id) {
		return
	}
	if len(u.ids) < maxUsers {
		u.ids = append(u.ids, id)
		return
	}
	u.ids[u.next], u.more = id, true
	u.next = (u.next + 1) % maxUsers
}

// alive returns those that have not ended; the driver is none of them.
func (u *users) alive(w *world.World) []int32 {
	var list []int32
	for _, id := range u.ids {
		if id != 0 && w.Goroutines[id].Alive() {
			list = append(list, id)
		}
	}
	return list
}

// channel returns what is known of a channel.
func (c *Check) channel(id int) *channel {
	if id < len(c.chans) {
		return &c.chans[id]
	}
	return &channel{}
}

// meets notes that a channel was used at a site.
func (t *tally) meets(id int32) {
	t.several = t.several || t.obj != 0 && t.obj != id
	t.obj = id
}

// channels notes what an event says of a channel.
func (c *Check) channels(e *eventlog.Event) {
	ch := &c.chans[0]
	switch e.Kind {
	case eventlog.ChanMake, eventlog.Send, eventlog.Recv, eventlog.RecvZero, eventlog.Close,
		eventlog.WaitSend, eventlog.WaitRecv:
		ch = &c.chans[e.Obj]
		c.sites[e.Site].meets(int32(e.Obj))
	}
	switch e.Kind {
	case eventlog.ChanMake:
		*ch = channel{}
	case eventlog.Send:
		ch.senders.add(int32(e.G))
		ch.sentAt = int32(e.Site)
	case eventlog.Recv:
		ch.receivers.add(int32(e.G))
	case eventlog.Close:
		ch.closed = &closing{moment{e.Seq, time.Duration(e.At)}, e.G, int32(e.Site)}
	}
}
