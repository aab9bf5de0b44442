package paint

import (
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

func (p *Painter) client(i int, s *motion.Stage, w *world.World) {
	st := &p.scene.Stations[i]
	fate := p.lost(i, s, w)
	if more := s.Waiting[i] - s.Drawn[i]; more > 0 {
		p.over.use(p.Palette.Muted)
		p.line = appendInt(append(p.line[:0], '+'), more)
		p.text(SubText, layout.Point{X: st.More.X, Y: p.baseline(SubText, st.More.Y)}, layout.Middle, p.line)
	}
	p.line = p.line[:0]
	if knob := p.graph.Stations[i].Knob; knob != "" {
		if v, ok := w.Knobs[knob]; ok {
			p.line = append(appendFloat(p.line, v), ' ')
			p.line = append(p.line, p.graph.Stations[i].Unit...)
		}
	}
	if fate == "" && len(s.Crew(i)) == 0 && s.Seen(i) > 0 {
		fate = "returned"
	}
	if fate != "" {
		p.line = append(p.line[:0], fate...)
	}
	p.label(i, p.names[i], p.line)
}

// lost marks the corner of a station one of whose goroutines has leaked or
// panicked, and says which; "" is for neither.
func (p *Painter) lost(i int, s *motion.Stage, w *world.World) string {
	st := &p.scene.Stations[i]
	for _, m := range s.Crew(i) {
		g := &w.Goroutines[m.Goroutine]
		if g.State != world.Leaked && g.State != world.Panicked {
			continue
		}
		r := 9 * p.scene.Scale
		corner := layout.Point{X: st.Box.Right() - 0.3*st.Round, Y: st.Box.Y + 0.3*st.Round}
		p.worker(corner, r, g, nil, w.Now)
		return g.State.String()
	}
	return ""
}

func (p *Painter) queue(i int, s *motion.Stage) {
	st := &p.scene.Stations[i]
	if st.Gate {
		p.gate(i, s)
		return
	}
	box := st.Box
	give := 2 * s.Nudge[i]
	if p.scene.Portrait {
		box.X += give
	} else {
		box.Y += give
	}
	p.live.use(p.Palette.Surface)
	p.live.fill(box, st.Round*0.86)
	p.live.use(p.outline(i))
	p.live.stroke(box, st.Round*0.86, edge)
	n := s.Waiting[i]
	capacity := len(st.Places)
	switch {
	case st.Bar:
		capacity = s.Slots(i)
		p.bar(box, st, float32(n)/float32(max(capacity, 1)))
	default:
		p.live.use(p.Palette.Line2)
		for _, q := range st.Places {
			p.live.circle(q, st.Radius-0.5, 1)
		}
	}
	p.line = appendInt(p.line[:0], n)
	if p.graph.Stations[i].Many && s.Ends(i).Open > 0 {
		p.line = appendInt(append(p.line, " in "...), s.Ends(i).Open)
		p.label(i, p.names[i], append(p.line, " channels"...))
		return
	}
	p.line = appendInt(append(p.line, " of "...), capacity)
	if short := len(p.line); s.Ends(i).Closed {
		p.line = append(p.line, ", closed"...)
		if !p.subFits(i, p.names[i], p.line) {
			p.line = p.line[:short]
		}
	}
	p.label(i, p.names[i], p.line)
}

// bar shows how full a long queue is, from its exit back.
func (p *Painter) bar(box layout.Rect, st *layout.Station, part float32) {
	in := box.Grow(-8 * p.scene.Scale)
	p.live.use(p.Palette.Raised)
	p.live.fill(in, 5*p.scene.Scale)
	if part = min(part, 1); part <= 0 {
		return
	}
	if p.scene.Portrait {
		h := max(in.H*part, 3)
		in.Y, in.H = in.Bottom()-h, h
	} else {
		w := max(in.W*part, 3)
		in.X, in.W = in.Right()-w, w
	}
	p.live.use(p.Palette.Flight)
	p.live.fill(in, 5*p.scene.Scale)
}

func (p *Painter) backoff(i int, s *motion.Stage, w *world.World) {
	st := &p.scene.Stations[i]
	for k, job := range s.Due(i) {
		if k >= len(st.Places) {
			break
		}
		j, at := &w.Jobs[job], s.Where(job)
		p.dial(at, st.Radius, part(w.Now-j.Since, j.Until-j.Since))
		// The seconds appear when the dial has come to its place.
		near := 1 - layout.Distance(at, st.Places[k])/(st.Radius*0.8)
		if text := st.Texts[k]; !text.Empty() && near > 0 {
			p.line = appendDue(p.line[:0], j.Until-w.Now, j.Until-j.Since)
			p.over.useAlpha(p.Palette.Muted, near)
			c := text.Center()
			p.text(MonoText, layout.Point{X: c.X, Y: p.baseline(MonoText, c.Y)}, layout.Middle, p.line)
		}
	}
	n := s.Waiting[i]
	p.line = p.line[:0]
	switch {
	case n == 0:
		p.line = append(p.line, "no jobs"...)
	case n == 1:
		p.line = append(p.line, "1 job"...)
	default:
		p.line = append(appendInt(p.line, n), " jobs"...)
	}
	short := len(p.line)
	switch left := s.NextDue[i] - w.Now; {
	case n == 0:
	case left < 50*time.Millisecond: // that would be 0.0 s
		p.line = append(p.line, ", next is due"...)
	default:
		p.line = appendSeconds(append(p.line, ", next in "...), left.Seconds())
	}
	if !p.subFits(i, p.names[i], p.line) {
		p.line = p.line[:short]
	}
	p.label(i, p.names[i], p.line)
}

// appendDue says how long it is until a job's next attempt, in the unit that
// suits its whole backoff.
func appendDue(b []byte, left, whole time.Duration) []byte {
	switch {
	case left <= 0:
		return append(b, "due"...)
	case whole < 100*time.Millisecond:
		return append(appendInt(b, int(left.Round(time.Millisecond).Milliseconds())), " ms"...)
	}
	return appendSeconds(b, left.Seconds())
}

// dial is a ring that fills until a job's next attempt.
func (p *Painter) dial(m layout.Point, r, part float32) {
	p.live.use(p.Palette.Wait)
	p.live.dial(m, r, 3*r/13, part)
}

// others says on each loop how many jobs more than its dials are backing off.
func (p *Painter) others(s *motion.Stage) {
	for i := range p.scene.Stations {
		if p.scene.Stations[i].Kind != graph.Backoff {
			continue
		}
		if more := s.Waiting[i] - s.Drawn[i]; more > 0 {
			p.line = appendInt(append(p.line[:0], '+'), more)
			p.pill(p.scene.Stations[i].More, p.line)
		}
	}
}

// pill is a number on a pipe, over the particles.
func (p *Painter) pill(m layout.Point, line []byte) {
	if p.atlas == nil {
		return
	}
	w := p.atlas.width(SubText, line)/p.live.scale + 12
	h := 18 * p.scene.Canvas.Text
	box := layout.Rect{X: m.X - w/2, Y: m.Y - h/2, W: w, H: h}
	p.dots.use(p.Palette.Surface)
	p.dots.fill(box, h/2)
	p.dots.split()
	p.dots.use(p.Palette.Wait)
	p.dots.stroke(box, h/2, 1)
	p.dots.split()
	p.over.use(p.Palette.Text)
	p.text(SubText, layout.Point{X: m.X, Y: p.baseline(SubText, m.Y)}, layout.Middle, line)
}

var outcomeState = [...]world.JobState{
	graph.Completed: world.Completed, graph.Rejected: world.Rejected,
	graph.Failed: world.Failed, graph.Cancelled: world.Cancelled,
}

func (p *Painter) sink(i int, s *motion.Stage) {
	st, g := &p.scene.Stations[i], &p.graph.Stations[i]
	state := outcomeState[g.Outcome]
	p.line = appendInt(p.line[:0], s.Sinks[i])
	c, t := st.Box.Center(), p.scene.Canvas.Text
	number, up, down := NumberText, 9*t, 14*t
	switch {
	case st.Box.H < 34*t:
		p.sinkLine(i)
		return
	case st.Box.H < 46*t:
		number, up, down = LabelText, 7.5*t, 8.5*t
	}
	if number == NumberText && p.width(number, p.line) > st.Box.W-12*t {
		number = LabelText
	}
	p.over.use(p.Palette.Text)
	p.text(number, layout.Point{X: c.X, Y: p.baseline(number, c.Y-up)}, layout.Middle, p.line)
	p.markedName(layout.Point{X: c.X, Y: c.Y + down}, p.names[i], state)
}

// markedName is a name with the shape of the jobs that it stands for.
func (p *Painter) markedName(m layout.Point, name []byte, state world.JobState) {
	if p.atlas == nil {
		return
	}
	t := p.scene.Canvas.Text
	w := p.atlas.width(SubText, name) / p.live.scale
	r, space := 3.6*t, 6*t
	x := m.X - (w+2*r+space)/2
	p.mark(layout.Point{X: x + r, Y: m.Y}, look{state: state, radius: r, alpha: 1})
	p.over.use(p.Palette.Muted)
	p.text(SubText, layout.Point{X: x + 2*r + space, Y: p.baseline(SubText, m.Y)}, layout.Left, name)
}

// sinkLine sets a low sink's number and name side by side.
func (p *Painter) sinkLine(i int) {
	st := &p.scene.Stations[i]
	if p.atlas == nil || st.Box.H < 12 {
		return
	}
	t := p.scene.Canvas.Text
	name := p.names[i]
	number := p.atlas.width(LabelText, p.line) / p.live.scale
	both := number + 6*t + p.atlas.width(SubText, name)/p.live.scale
	c := st.Box.Center()
	p.over.use(p.Palette.Text)
	if both+12*t > st.Box.W {
		if number < st.Box.W {
			p.text(LabelText, layout.Point{X: c.X, Y: p.baseline(LabelText, c.Y)}, layout.Middle, p.line)
		}
		return
	}
	x := c.X - both/2
	p.text(LabelText, layout.Point{X: x, Y: p.baseline(LabelText, c.Y)}, layout.Left, p.line)
	p.over.use(p.Palette.Muted)
	p.text(SubText, layout.Point{X: x + number + 6*t, Y: p.baseline(SubText, c.Y)}, layout.Left, name)
}
