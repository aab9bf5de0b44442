package paint

import (
	"sluice/engine/narration"
	"sluice/engine/world"
	"sluice/render/motion"
)

// groupLabel says how many do what, as fully as there is room for.
func (p *Painter) groupLabel(i, n int, t narration.Crew) {
	name := p.graph.Stations[i].Label
	p.count = appendInt(p.count[:0], n)
	p.count = append(p.count, ' ')
	p.count = append(p.count, name...)
	if first := len(p.count) - len(name); p.count[first] >= 'A' && p.count[first] <= 'Z' {
		p.count[first] += 'a' - 'A'
	}
	if last := len(p.count) - 1; n == 1 && p.count[last] == 's' {
		p.count = p.count[:last]
	}
	lost := t.Leaked + t.Panicked
	p.line = appendCount(p.line[:0], t.Working, "working")
	p.line = appendCount(p.line, t.BackingOff, "backing off")
	p.line = appendCount(p.line, t.Blocked, "blocked")
	p.line = appendCount(p.line, t.Sleeping, "sleeping")
	p.line = appendCount(p.line, t.Idle, "idle")
	p.line = appendCount(p.line, t.Panicked, "panicked")
	p.line = appendCount(p.line, t.Leaked, "leaked")
	if !p.subFits(i, p.count, p.line) {
		p.line = appendCount(p.line[:0], t.Working+t.BackingOff+t.Blocked, "busy")
		p.line = appendCount(p.line, t.Sleeping+t.Idle, "idle")
		p.line = appendCount(p.line, lost, "lost")
	}
	if !p.subFits(i, p.count, p.line) {
		p.line = append(appendInt(p.line[:0], t.Working+t.BackingOff+t.Blocked), " busy"...)
	}
	p.label(i, p.count, p.line)
}

// stageLabel says what a lone goroutine does, and where the run is stuck what
// it waits for.
func (p *Painter) stageLabel(i int, s *motion.Stage, w *world.World, t narration.Crew) {
	crew := s.Crew(i)
	if len(crew) > 1 {
		p.count = append(append(p.count[:0], p.names[i]...), " ×"...)
		p.count = appendInt(p.count, len(crew))
		p.stageLine(i, p.count, t)
		return
	}
	p.line = p.line[:0]
	switch {
	case len(crew) == 0 && s.Seen(i) > 0:
		p.line = append(p.line, "returned"...)
	case len(crew) == 0:
	default:
		id := int(crew[0].Goroutine)
		g := &w.Goroutines[id]
		if narration.Waits(g) && p.tellsWait(i, g.State) {
			p.line = w.AppendWaitingOn(append(p.line, "waits for "...), id)
			if p.subFits(i, p.names[i], p.line) {
				break
			}
			p.line = p.line[:0]
		}
		if p.line = append(p.line, doing(g, t)...); !p.subFits(i, p.names[i], p.line) {
			p.line = append(p.line[:0], briefly(t)...)
		}
	}
	p.label(i, p.names[i], p.line)
}

// tellsWait reports whether it is said what a goroutine waits for: in a run that
// is stuck, of locks, and in a program that one may not know what it is to
// receive.
func (p *Painter) tellsWait(i int, s world.GoState) bool {
	foreign := len(p.graph.Stations[i].Origins) > 0 && s != world.BlockedSend
	return p.stuck || s == world.BlockedSync || foreign
}

// stageLine says what several goroutines of one name do.
func (p *Painter) stageLine(i int, name []byte, t narration.Crew) {
	p.line = appendCount(p.line[:0], t.Working+t.BackingOff, "working")
	p.line = appendCount(p.line, t.Blocked, "blocked")
	p.line = appendCount(p.line, t.Sleeping+t.Idle, "idle")
	p.line = appendCount(p.line, t.Leaked+t.Panicked, "lost")
	if !p.subFits(i, name, p.line) {
		p.line = appendCount(p.line[:0], t.Working+t.BackingOff+t.Blocked, "busy")
	}
	p.label(i, name, p.line)
}

// doing says what a goroutine does, which t has counted.
func doing(g *world.Goroutine, t narration.Crew) string {
	switch {
	case t.Blocked > 0 || t.Leaked > 0 || t.Panicked > 0:
		return g.State.String()
	case t.Idle > 0 && (g.State <= world.Running || g.State == world.Outside):
		return g.State.String()
	}
	return briefly(t)
}

// briefly says the same in one word.
func briefly(t narration.Crew) string {
	switch {
	case t.Working > 0:
		return "working"
	case t.BackingOff > 0:
		return "backing off"
	case t.Blocked > 0:
		return "blocked"
	case t.Sleeping > 0:
		return "sleeping"
	case t.Panicked > 0:
		return "panicked"
	case t.Leaked > 0:
		return "leaked"
	}
	return "idle"
}

func appendCount(b []byte, n int, what string) []byte {
	if n == 0 {
		return b
	}
	if len(b) > 0 {
		b = append(b, ", "...)
	}
	b = append(appendInt(b, n), ' ')
	return append(b, what...)
}
