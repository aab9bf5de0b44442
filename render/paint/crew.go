package paint

import (
	"sluice/engine/world"
	"sluice/render/motion"
)

// tally counts what a group of goroutines does.
type tally struct{ working, waiting, blocked, sleeping, idle, leaked, panicked int }

// add counts a goroutine that works on job j, nil for none. In a run that is
// stuck, to wait is to be blocked, and on a nil channel it always is.
func (t *tally) add(g *world.Goroutine, j *world.Job, stuck bool) {
	switch {
	case g.State == world.Panicked:
		t.panicked++
	case g.State == world.Leaked:
		t.leaked++
	case j != nil && j.State == world.BackingOff:
		t.waiting++
	case g.State == world.BlockedSend, g.State == world.BlockedSync, stuck && waits(g),
		g.State == world.BlockedRecv && g.Wait == 0:
		t.blocked++
	case j != nil:
		t.working++
	case g.State == world.Sleeping:
		t.sleeping++
	default:
		t.idle++
	}
}

func waits(g *world.Goroutine) bool {
	return g.State >= world.BlockedSend && g.State <= world.BlockedSync
}

// groupLabel says how many do what, as fully as there is room for.
func (p *Painter) groupLabel(i, n int, t tally) {
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
	lost := t.leaked + t.panicked
	p.line = appendCount(p.line[:0], t.working, "working")
	p.line = appendCount(p.line, t.waiting, "backing off")
	p.line = appendCount(p.line, t.blocked, "blocked")
	p.line = appendCount(p.line, t.sleeping, "sleeping")
	p.line = appendCount(p.line, t.idle, "idle")
	p.line = appendCount(p.line, t.panicked, "panicked")
	p.line = appendCount(p.line, t.leaked, "leaked")
	if !p.subFits(i, p.count, p.line) {
		p.line = appendCount(p.line[:0], t.working+t.waiting+t.blocked, "busy")
		p.line = appendCount(p.line, t.sleeping+t.idle, "idle")
		p.line = appendCount(p.line, lost, "lost")
	}
	if !p.subFits(i, p.count, p.line) {
		p.line = append(appendInt(p.line[:0], t.working+t.waiting+t.blocked), " busy"...)
	}
	p.label(i, p.count, p.line)
}

// stageLabel says what a lone goroutine does, and where the run is stuck what
// it waits for.
func (p *Painter) stageLabel(i int, s *motion.Stage, w *world.World, t tally) {
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
		if (p.stuck || g.State == world.BlockedSync) && waits(g) {
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

// stageLine says what several goroutines of one name do.
func (p *Painter) stageLine(i int, name []byte, t tally) {
	p.line = appendCount(p.line[:0], t.working+t.waiting, "working")
	p.line = appendCount(p.line, t.blocked, "blocked")
	p.line = appendCount(p.line, t.sleeping+t.idle, "idle")
	p.line = appendCount(p.line, t.leaked+t.panicked, "lost")
	if !p.subFits(i, name, p.line) {
		p.line = appendCount(p.line[:0], t.working+t.waiting+t.blocked, "busy")
	}
	p.label(i, name, p.line)
}

// doing says what a goroutine does, which t has counted.
func doing(g *world.Goroutine, t tally) string {
	switch {
	case t.blocked > 0 || t.leaked > 0 || t.panicked > 0:
		return g.State.String()
	case t.idle > 0 && g.State <= world.Running:
		return g.State.String()
	}
	return briefly(t)
}

// briefly says the same in one word.
func briefly(t tally) string {
	switch {
	case t.working > 0:
		return "working"
	case t.waiting > 0:
		return "backing off"
	case t.blocked > 0:
		return "blocked"
	case t.sleeping > 0:
		return "sleeping"
	case t.panicked > 0:
		return "panicked"
	case t.leaked > 0:
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
