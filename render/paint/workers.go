package paint

import (
	"math"
	"time"

	"sluice/engine/narration"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// part is how much of a span is over, from 0 to 1.
func part(over, span time.Duration) float32 {
	if span <= 0 {
		return 1
	}
	return min(max(float32(over)/float32(span), 0), 1)
}

func (p *Painter) workers(i int, s *motion.Stage, w *world.World) {
	st := &p.scene.Stations[i]
	crew := s.Crew(i)
	p.returned(s.Gone(i), st.Radius)
	var n narration.Crew
	for k := range crew {
		if k >= len(st.Places) {
			break
		}
		g := &w.Goroutines[crew[k].Goroutine]
		m := st.Places[k]
		if shake := crew[k].Shake; shake > 0 {
			m.X += 3 * p.scene.Scale * shake * float32(math.Sin(float64(shake)*28))
		}
		var j *world.Job
		if g.Job != 0 && !w.Jobs[g.Job].State.Over() && s.StandsAt(g.Job) == i {
			j = &w.Jobs[g.Job] // else it waits at a channel
		}
		n.Add(g, j, p.stuck)
		p.worker(m, st.Radius*crew[k].Size, g, j, w.Now)
		if j != nil && j.State == world.BackingOff && len(st.Lanes) == len(st.Places) {
			p.secondsLeft(m, st.Radius, j.Until-w.Now, j.Until-j.Since)
		}
		p.failed(m, st.Radius, crew[k].Shake, j != nil)
		p.core(m, st.Radius, int(crew[k].Goroutine), g)
	}
	switch {
	case p.graph.Stations[i].Room > 1:
		p.vacancies(i, len(crew))
	case len(crew) == 0:
		p.vacant(i)
	}
	if p.graph.Stations[i].Group() {
		p.groupLabel(i, len(crew), n)
	} else {
		p.stageLabel(i, s, w, n)
	}
}

// vacant is a place at which no goroutine stands.
func (p *Painter) vacant(i int) {
	st := &p.scene.Stations[i]
	p.live.use(p.Palette.Line2)
	p.live.dotted(st.Box.Center(), st.Radius, 1, 24, 0)
}

// vacancies are the places behind the first n of a group: where others stood,
// or will. They show where the pipes come from.
func (p *Painter) vacancies(i, n int) {
	st := &p.scene.Stations[i]
	p.live.use(p.Palette.Line2)
	for _, m := range st.Places[min(n, len(st.Places)):] {
		p.live.disc(m, st.Radius*0.14)
	}
}

// returned draws goroutines that have just returned: rings without a state
// that shrink.
func (p *Painter) returned(gone []motion.Member, r float32) {
	for k := range gone {
		r := r * gone[k].Size
		p.live.use(p.Palette.Line)
		p.live.dial(gone[k].At, r, strokeOf(r), 0)
	}
}

// strokeOf is how wide the ring of a goroutine is.
func strokeOf(r float32) float32 { return 3 * max(r/22, 0.5) }

// worker is a goroutine: a ring that tells its state.
func (p *Painter) worker(m layout.Point, r float32, g *world.Goroutine, j *world.Job, now time.Duration) {
	pal, s := &p.Palette, &p.live
	width := strokeOf(r)
	// It may sleep, or wait for a timer together with something else.
	timed := g.State == world.Sleeping || j != nil && g.State == world.BlockedSelect && g.Until > g.Since
	switch {
	case g.State == world.Leaked:
		p.leaked(m, r, width)
	case g.State == world.Panicked:
		p.panicked(m, r, width, j != nil)
	case j != nil && j.State == world.BackingOff:
		s.use(pal.Wait)
		s.dial(m, r, width, part(now-j.Since, j.Until-j.Since))
	case timed:
		s.use(pal.Flight)
		if j == nil {
			s.use(pal.Wait)
		}
		s.dial(m, r, width, part(now-g.Since, g.Until-g.Since))
	case g.State <= world.Running:
		s.use(pal.Flight.mix(pal.Surface, 0.3))
		s.dial(m, r, width, 1)
	default:
		p.blocked(m, r, width, g, j != nil)
	}
}

// blocked is a dashed ring with what is waited for: in its middle, or at its
// edge when there is a job in the middle.
func (p *Painter) blocked(m layout.Point, r, width float32, g *world.Goroutine, busy bool) {
	pal, s := &p.Palette, &p.live
	s.use(pal.Surface)
	s.disc(m, r+width)
	s.use(pal.Faint)
	switch {
	case p.stuck:
		s.use(pal.Fail)
	case busy:
		s.use(pal.Flight)
	}
	s.dotted(m, r, width*0.72, max(int(r*0.8), 8), 0)
	which := iconBar
	switch g.State {
	case world.BlockedRecv:
		which = iconIn
	case world.BlockedSend:
		which = iconOut
	case world.BlockedSelect:
		which = iconFork
	case world.Outside:
		which = iconDots
	}
	half := r * 0.3
	if busy {
		m.X, m.Y, half = m.X+r*0.71, m.Y+r*0.71, r*0.2
		s.use(pal.Surface)
		s.disc(m, r*0.42)
	}
	s.use(pal.Muted)
	s.icon(m, which, half, max(width*0.6, 1))
}

// secondsLeft stands beside a worker that backs off, where there is room.
func (p *Painter) secondsLeft(m layout.Point, r float32, left, whole time.Duration) {
	if r < 13*p.scene.Canvas.Text {
		return
	}
	at, align := layout.Point{X: m.X + r*0.8 + 4, Y: m.Y - r*0.75}, layout.Left
	if p.scene.Portrait {
		at, align = layout.Point{X: m.X, Y: m.Y + r + 13*p.scene.Canvas.Text}, layout.Middle
	}
	p.line = appendDue(p.line[:0], left, whole)
	p.over.use(p.Palette.Muted)
	p.text(MonoText, at, align, p.line)
}

func (p *Painter) leaked(m layout.Point, r, width float32) {
	pal, s := &p.Palette, &p.live
	s.use(pal.Surface)
	s.disc(m, r)
	s.useAlpha(pal.Fail, 0.45)
	s.hatch(m, r, width/2)
	s.useAlpha(pal.Fail, 0.75+0.25*float32(math.Cos(2*math.Pi*p.pulse)))
	s.circle(m, r, width*0.8)
}

// panicked is a ring in two halves that do not meet.
func (p *Painter) panicked(m layout.Point, r, width float32, busy bool) {
	s := &p.live
	s.use(p.Palette.Surface)
	s.disc(m, r)
	s.use(p.Palette.Fail)
	d := r * 0.12
	s.arc(layout.Point{X: m.X + d, Y: m.Y - d}, r, width, 0.93, 0.36)
	s.arc(layout.Point{X: m.X - d, Y: m.Y + d}, r, width, 0.43, 0.36)
	if !busy {
		p.mark(m, look{state: world.Failed, radius: r * 0.42, alpha: 1})
	}
}

// failed shows for a moment that an attempt has just failed: a ring that
// leaves the worker.
func (p *Painter) failed(m layout.Point, r, shake float32, busy bool) {
	if shake <= 0 {
		return
	}
	width := strokeOf(r)
	p.live.useAlpha(p.Palette.Fail, shake*shake)
	p.live.circle(m, r+width+(1-shake)*r*0.3, width*0.6)
	if !busy {
		p.mark(m, look{state: world.Failed, radius: r * 0.42, alpha: shake * shake})
	}
}
