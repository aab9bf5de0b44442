package paint

import (
	"sluice/render/layout"
	"sluice/render/motion"
)

// gate is a channel without a buffer: two halves of a ring, the near one for
// who sends and the far one for who receives. A half is bright while somebody
// waits there; the sender's job stands inside, and an empty place for it
// where a receiver waits.
func (p *Painter) gate(i int, s *motion.Stage) {
	st, ends := &p.scene.Stations[i], s.Ends(i)
	m := st.Box.Center()
	if give := 2 * s.Nudge[i]; p.scene.Portrait {
		m.X += give
	} else {
		m.Y += give
	}
	r := st.Box.W/2 - edge/2
	p.live.use(p.Palette.Surface)
	p.live.disc(m, r)
	near, far := float32(0.75), float32(0.25)
	if p.scene.Portrait {
		near, far = 0, 0.5
	}
	p.half(m, r, near, ends.Senders > 0, ends.Closed)
	p.half(m, r, far, ends.Receivers > 0, ends.Closed)
	if ends.Receivers > 0 {
		free := layout.Point{X: 2*m.X - st.Places[0].X, Y: 2*m.Y - st.Places[0].Y}
		p.live.use(p.Palette.Muted)
		p.live.circle(free, st.Radius-0.5, 1.25)
	}
	p.line = appendEnds(p.line[:0], ends, true)
	if !p.subFits(i, p.names[i], p.line) {
		p.line = appendEnds(p.line[:0], ends, false)
	}
	p.label(i, p.names[i], p.line)
}

// half is half a ring round m, its middle at a part of a turn.
func (p *Painter) half(m layout.Point, r, at float32, waits, closed bool) {
	const sweep = 0.4
	width := float32(edge)
	switch {
	case waits:
		p.live.use(p.Palette.Flight)
		width = 2.5
	case closed:
		p.live.use(p.Palette.Line)
	default:
		p.live.use(p.Palette.Line2)
	}
	p.live.arc(m, r, width, at-sweep/2, sweep)
}

// appendEnds says who waits at a channel without a buffer.
func appendEnds(b []byte, e motion.Ends, long bool) []byte {
	n, one, many := e.Senders, "1 sender waits", " senders wait"
	if n == 0 {
		n, one, many = e.Receivers, "1 receiver waits", " receivers wait"
	}
	switch {
	case !e.Made:
		return b
	case n == 0 && e.Closed:
		return append(b, "closed"...)
	case n == 0:
		return append(b, "unbuffered"...)
	case !long:
		return append(appendInt(b, n), " wait"...)
	case n == 1:
		return append(b, one...)
	}
	return append(appendInt(b, n), many...)
}
