package survey

import (
	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/probe"
)

// Apply takes note of one event. Events must come in their order; what makes
// no sense is left out.
func (s *Survey) Apply(e *eventlog.Event) {
	switch e.Kind {
	case eventlog.GoCreate:
		if e.Obj == len(s.goroutines) {
			s.goroutines = append(s.goroutines, s.add(graph.Workers, e, 1))
		}
	case eventlog.GoEnd:
		if e.G > 0 && e.G < len(s.goroutines) {
			s.groupOf(s.goroutines[e.G]).now--
		}
	case eventlog.ChanMake:
		s.makeChannel(e)
	case eventlog.Send:
		s.use(e.G, e.Obj, true, 1)
	case eventlog.Recv, eventlog.RecvZero:
		s.use(e.G, e.Obj, false, 1)
	case eventlog.Close:
		s.close(e.G, e.Obj)
	case eventlog.WaitSend, eventlog.WaitRecv:
		s.await(e.G, e.Obj, e.Kind == eventlog.WaitSend)
	case eventlog.WaitCases:
		for _, c := range e.Cases {
			s.await(e.G, c.Chan, c.Send)
		}
	}
}

func (s *Survey) makeChannel(e *eventlog.Event) {
	for len(s.channels) <= e.Obj && e.Obj < 1<<28 {
		s.channels = append(s.channels, channel{unit: -1})
	}
	if e.Obj == 0 || e.Obj >= len(s.channels) {
		return
	}
	c := &s.channels[e.Obj]
	*c = channel{unit: s.add(graph.Queue, e, int(e.N)), capacity: int(e.N)}
	s.groupOf(c.unit).signals = e.M == probe.Signals
}

// add finds the unit of what is made now, which has a group with all that was
// made at the same place, and takes some of that one's room.
func (s *Survey) add(kind graph.Kind, e *eventlog.Event, room int) int32 {
	all, most := s.byOrigin[0], MaxMembers
	if kind == graph.Queue {
		all, most = s.byOrigin[1], maxChannels
	}
	origin := graph.Origin{Site: e.Site, Name: e.Text}
	at, known := all[origin]
	if !known {
		at = len(s.groups)
		all[origin] = at
		s.groups = append(s.groups, group{kind: kind, origin: origin, rest: -1})
		s.changed++
	}
	g := &s.groups[at]
	g.count++
	if g.take(room) || g.count <= 2 || g.open { // it can be opened, or is
		s.changed++
	}
	id := int32(len(s.units))
	switch {
	case len(g.units) < most:
		g.units = append(g.units, id)
		s.units = append(s.units, unit{int32(at), e.Obj, len(g.units), room})
	case g.rest < 0:
		g.rest = id
		s.units = append(s.units, unit{group: int32(at)})
	default:
		return g.rest
	}
	return id
}

// take notes that a group takes n more of the room; it reports whether that is
// worth another picture: the more there are, the more it takes.
func (g *group) take(n int) bool {
	before := g.room
	g.now += n
	g.room = max(g.room, g.now)
	step := 1
	for 8*step < before {
		step *= 2
	}
	return (before+step-1)/step < (g.room+step-1)/step
}

func (s *Survey) groupOf(unit int32) *group { return &s.groups[s.units[unit].group] }

// use notes that a goroutine has sent to a channel, or received from it.
func (s *Survey) use(goroutine, number int, out bool, moved int64) {
	if goroutine <= 0 || goroutine >= len(s.goroutines) || number <= 0 || number >= len(s.channels) {
		return
	}
	c := &s.channels[number]
	if c.unit < 0 {
		return
	}
	g := s.groupOf(c.unit)
	switch {
	case c.user == 0:
		c.user = int32(goroutine)
	case c.user != int32(goroutine) && !g.shared:
		g.shared = true
		s.changed++
	}
	key := ends{s.goroutines[goroutine], c.unit, out}
	at, known := s.byEnds[key]
	if !known {
		at = len(s.flows)
		s.byEnds[key] = at
		s.flows = append(s.flows, flow{ends: key})
		s.changed++
	}
	s.flows[at].moved += moved
}

func (s *Survey) await(goroutine, number int, out bool) {
	s.use(goroutine, number, out, 0)
	if number <= 0 || number >= len(s.channels) || s.channels[number].unit < 0 {
		return
	}
	if g := s.groupOf(s.channels[number].unit); !g.awaited {
		g.awaited = true
		s.changed++
	}
}

// close notes who closes a channel that signals; of one that carries values
// that tells nothing of where they go.
func (s *Survey) close(goroutine, number int) {
	if number <= 0 || number >= len(s.channels) || s.channels[number].unit < 0 {
		return
	}
	c := &s.channels[number]
	g := s.groupOf(c.unit)
	g.now, c.capacity = g.now-c.capacity, 0
	if g.signals {
		s.use(goroutine, number, true, 1)
	}
}
