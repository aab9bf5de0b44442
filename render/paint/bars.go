package paint

import (
	"math"
	"strconv"
	"strings"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
)

// bars draws what is counted under a station's name, or how a count went over
// the last seconds.
func (p *Painter) bars(i int, s *motion.Stage, w *world.World) {
	st := &p.scene.Stations[i]
	p.live.use(p.Palette.Line2)
	p.live.fill(layout.Rect{X: st.Plot.X, Y: st.Plot.Bottom(), W: st.Plot.W, H: 1}, 0)
	if p.graph.Stations[i].Series {
		p.series(i, w)
	} else {
		p.shares(i, s.Names(i), w)
	}
}

// named is how much a station counts under a name, numbered under a number.
func (p *Painter) named(w *world.World, station int, name string) int {
	p.count = append(p.key(station), name...)
	return w.Tallies[string(p.count)]
}

func (p *Painter) numbered(w *world.World, station, number int) int {
	p.count = strconv.AppendInt(p.key(station), int64(number), 10)
	return w.Tallies[string(p.count)]
}

// key is how the names of a station's tallies begin.
func (p *Painter) key(station int) []byte {
	return append(append(p.count[:0], p.graph.Stations[station].Tally...), '/')
}

// shares has a column a name, and a band where columns of equal shares end in
// all but 3 of 1,000 runs.
func (p *Painter) shares(i int, names []string, w *world.World) {
	st := &p.scene.Stations[i]
	all, most := 0, 0
	for _, name := range names {
		n := p.named(w, i, name)
		all, most = all+n, max(most, n)
	}
	lo, hi := band(all, len(names))
	top := float64(max(most, 1))
	if p.graph.Stations[i].Band {
		top = max(top, hi)
	}
	p.line = p.line[:0]
	switch {
	case all == 0:
		p.line = append(p.line, "nothing yet"...)
	case p.graph.Stations[i].Band && len(names) > 1:
		p.line = append(p.line, "band: equal shares, 3 sigma"...)
	default:
		p.line = append(appendInt(p.line, all), " in all"...)
	}
	p.label(i, p.names[i], p.line)
	if all == 0 {
		return
	}
	left, pitch := st.Plot.X, st.Plot.W/float32(len(names))
	y := func(n float64) float32 { return st.Plot.Bottom() - float32(n/top)*st.Plot.H }
	banded := p.graph.Stations[i].Band && len(names) > 1
	if banded {
		p.live.useAlpha(p.Palette.Done, 0.16)
		p.live.fill(layout.Rect{X: st.Plot.X, Y: y(hi), W: st.Plot.W, H: max(y(lo)-y(hi), 1)}, 0)
	}
	for k, name := range names {
		n := p.named(w, i, name)
		m, at := left+pitch*(float32(k)+0.5), y(float64(n))
		c := p.Palette.Flight
		if banded && (float64(n) < lo || float64(n) > hi) {
			c = p.Palette.Wait
		}
		p.pillar(layout.Rect{X: m, Y: at, W: min(pitch*0.5, 44*p.scene.Scale), H: st.Plot.Bottom() - at}, c)
		if banded {
			at = min(at, y(hi)) // clear of the band's edge
		}
		p.column(i, m, pitch, at, name, n, all)
	}
	if banded {
		p.live.use(p.Palette.Done)
		for _, n := range [2]float64{lo, hi} {
			p.live.fill(layout.Rect{X: st.Plot.X, Y: y(n) - 0.5, W: st.Plot.W, H: 1}, 0)
		}
	}
}

// pillar is a column with a bright upper edge; box.X is its middle.
func (p *Painter) pillar(box layout.Rect, c Color) {
	box.X -= box.W / 2
	p.live.useAlpha(c, 0.4)
	p.live.fill(box, 0)
	p.live.use(c)
	p.live.fill(layout.Rect{X: box.X, Y: box.Y, W: box.W, H: 2}, 0)
}

// column sets the words of a column whose top is at a height: its count, name
// and share, each where it fits.
func (p *Painter) column(i int, m, pitch, at float32, name string, n, all int) {
	st, t := &p.scene.Stations[i], p.scene.Canvas.Text
	fits := func() bool { return p.width(SubText, p.line) <= pitch-2 }
	if st.Box.Y == st.Plot.Y { // no room for words
		return
	}
	p.over.use(p.Palette.Text)
	if p.line = appendInt(p.line[:0], n); fits() {
		p.text(SubText, layout.Point{X: m, Y: at - 4*t}, layout.Middle, p.line)
	}
	foot := st.Plot.Bottom() + 1
	if p.line = appendNamed(p.line[:0], name, p.graph.Stations[i].Unit); fits() {
		p.text(SubText, layout.Point{X: m, Y: p.baseline(SubText, foot+8.5*t)}, layout.Middle, p.line)
	}
	if st.Box.Bottom()-foot < 26*t {
		return
	}
	p.over.use(p.Palette.Muted)
	p.line = append(strconv.AppendFloat(p.line[:0], 100*float64(n)/float64(all), 'f', 1, 64), " %"...)
	if fits() {
		p.text(SubText, layout.Point{X: m, Y: p.baseline(SubText, foot+23*t)}, layout.Middle, p.line)
	}
}

// appendNamed is a name with its unit, if it has one: 0 errors, 1 error.
func appendNamed(b []byte, name, unit string) []byte {
	b = append(b, name...)
	if unit == "" {
		return b
	}
	if name == "1" {
		unit = strings.TrimSuffix(unit, "s")
	}
	return append(append(b, ' '), unit...)
}

// band is where counts of n equal shares of all are expected: 3 standard
// deviations of a binomial distribution to both sides.
func band(all, n int) (lo, hi float64) {
	if n == 0 {
		return 0, 0
	}
	share := 1 / float64(n)
	mean := float64(all) * share
	spread := 3 * math.Sqrt(mean*(1-share))
	return max(mean-spread, 0), mean + spread
}

// series shows the last spans of a count, the present one at the right. It
// moves left with time, with reduced motion a whole span at a time.
func (p *Painter) series(i int, w *world.World) {
	st, t := &p.scene.Stations[i], p.scene.Canvas.Text
	shown := max(min(int(st.Plot.W/(5*p.scene.Scale)), 120)/10*10, 10)
	pitch := st.Plot.W / float32(shown)
	now := int(w.Now / graph.Slot)
	part := float32(w.Now%graph.Slot) / float32(graph.Slot)
	if p.Still {
		part = 1
	}
	most := 0
	for slot := max(now-shown, 0); slot <= now; slot++ {
		most = max(most, p.numbered(w, i, slot))
	}
	top := roundUp(most)
	for slot := max(now-shown, 0); slot <= now; slot++ {
		n := p.numbered(w, i, slot)
		if n == 0 {
			continue
		}
		right := st.Plot.Right() - pitch*(float32(now-slot)-1+part)
		box := layout.Rect{X: right - pitch + 0.5, W: pitch - 1, H: max(st.Plot.H*float32(n)/float32(top), 1)}
		if box.X < st.Plot.X { // leaving
			box.W -= st.Plot.X - box.X
			box.X = st.Plot.X
		}
		box.W = min(box.W, st.Plot.Right()-box.X)
		box.Y = st.Plot.Bottom() - box.H
		if box.W <= 0 {
			continue
		}
		p.live.use(p.Palette.Flight)
		p.live.fill(box, min(1.5*p.scene.Scale, box.W/3))
	}
	p.line = p.line[:0]
	if most == 0 {
		p.line = append(p.line, "nothing yet"...)
	} else {
		p.line = append(appendInt(append(p.line, "at most "...), most), " in 100 ms"...)
	}
	p.label(i, p.names[i], p.line)
	if st.Box.Y == st.Plot.Y {
		return
	}
	p.over.use(p.Palette.Muted)
	if most > 0 {
		p.live.use(p.Palette.Line)
		p.live.fill(layout.Rect{X: st.Plot.X, Y: st.Plot.Y, W: st.Plot.W, H: 1}, 0)
		p.line = append(appendInt(p.line[:0], top), " in 100 ms"...)
		p.text(SubText, layout.Point{X: st.Plot.Right(), Y: st.Plot.Y - 4*t}, layout.Right, p.line)
	}
	y := p.baseline(SubText, st.Plot.Bottom()+9.5*t)
	span := time.Duration(shown) * graph.Slot
	p.line = append(appendInt(p.line[:0], int(span.Seconds())), " s ago"...)
	p.text(SubText, layout.Point{X: st.Plot.X, Y: y}, layout.Left, p.line)
	p.line = append(p.line[:0], "now"...)
	p.text(SubText, layout.Point{X: st.Plot.Right(), Y: y}, layout.Right, p.line)
}

// roundUp is the next number that is easily read, at least 5.
func roundUp(n int) int {
	for ten := 1; ; ten *= 10 {
		for _, top := range [...]int{5, 6, 8, 10, 12, 15, 20, 25, 30, 40} {
			if n <= top*ten {
				return top * ten
			}
		}
	}
}
