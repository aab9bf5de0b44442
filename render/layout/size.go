package layout

import (
	"math"
	"unicode/utf8"

	"sluice/engine/graph"
)

// maxSlots is the longest queue that is drawn slot by slot.
const maxSlots = 200

// bodySize is the size of a station's body. That of Workers follows later,
// from the room that there is.
func (p *plan) bodySize(i int) extent {
	e := p.shape(i)
	if p.Stations[i].Kind == graph.Sink {
		w, h := p.sinkText(i)
		e.u, e.v = max(e.u*p.s, w), max(e.v*p.s, h)
	} else {
		e.u, e.v = e.u*p.s, e.v*p.s
	}
	if p.portrait { // shapes are given as width and height
		e.u, e.v = e.v, e.u
	}
	return e
}

// shape is a body's width and height at scale 1.
func (p *plan) shape(i int) extent {
	wide := !p.portrait
	switch p.Stations[i].Kind {
	case graph.Client:
		return pick(wide, extent{72, 72}, extent{64, 44})
	case graph.Breaker:
		return pick(wide, extent{84, 60}, extent{72, 52})
	case graph.Bucket, graph.Leaky, graph.Pile:
		return pick(wide, extent{84, 108}, extent{80, 62})
	case graph.Queue:
		switch n := p.counts[i]; {
		case n == 0:
			return extent{52, 52}
		case n <= 24:
			columns := float32((n + 2) / 3)
			return pick(wide, extent{min(max(28+15*columns, 64), 136), 72}, extent{150, 48})
		case n <= 64:
			return pick(wide, extent{156, 84}, extent{160, 58})
		case n <= maxSlots:
			return pick(wide, extent{190, 100}, extent{176, 74})
		}
		return pick(wide, extent{160, 64}, extent{160, 44})
	case graph.Sink:
		switch {
		case p.detail == bare:
			return extent{52, 30}
		case p.detail == terse:
			return extent{60, 30}
		case p.portrait:
			return extent{92, 46}
		case p.role[i] == main:
			return extent{104, 80}
		case p.role[i] == side:
			return extent{100, 64}
		}
		return extent{104, 64}
	}
	return extent{}
}

func pick(first bool, a, b extent) extent {
	if first {
		return a
	}
	return b
}

// sinkText is the room that the text inside a sink takes.
func (p *plan) sinkText(i int) (w, h float32) {
	name := textWidth(utf8.RuneCountInString(p.Stations[i].Label), 11.5, p.t)
	switch p.detail {
	case bare:
		return 0, 0
	case terse:
		if !p.portrait && p.region.H > 300*p.t { // rather high than wide
			return name + 28*p.t, 36 * p.t
		}
		return name + 66*p.t, 26 * p.t
	}
	if p.portrait {
		return name + 36*p.t, 36 * p.t
	}
	return name + 36*p.t, 48 * p.t
}

// alignSinks makes sinks of the same role equally wide, and those that stand
// in the last column of a wide canvas too.
func (p *plan) alignSinks() {
	var w [3]float32
	group := func(i int) int {
		if p.role[i] == main && !p.portrait {
			return int(end)
		}
		return int(p.role[i])
	}
	width := func(i int) *float32 {
		if p.portrait {
			return &p.size[i].v
		}
		return &p.size[i].u
	}
	for i := range p.Stations {
		if p.Stations[i].Kind == graph.Sink {
			w[group(i)] = max(w[group(i)], *width(i))
		}
	}
	for i := range p.Stations {
		if p.Stations[i].Kind == graph.Sink {
			*width(i) = w[group(i)]
		}
	}
}

// grid is how n things stand in rows across the flow and columns along it.
type grid struct {
	rows, cols int
	pitch      float32
}

// packed returns the grid with the fewest columns whose pitch is at least a
// part, enough, of most; if there is none, that with the greatest pitch.
func packed(n int, room extent, most, enough float32) grid {
	best := grid{rows: max(n, 1), cols: 1}
	for cols := 1; cols <= max(n, 1); cols++ {
		rows := (max(n, 1) + cols - 1) / cols
		pitch := min(room.v/float32(rows), room.u/float32(cols), most)
		if pitch > best.pitch*1.001 {
			best = grid{rows, cols, pitch}
		}
		if best.pitch >= most*enough {
			break
		}
	}
	return best
}

// fillQueue sets the slots of a queue. They wind through the box, so that a
// job always moves on to a neighbouring slot; slot 0 is at the exit.
func (p *plan) fillQueue(i int) {
	st, n := &p.scene.Stations[i], p.counts[i]
	st.Radius = 5.2 * p.s
	if n > maxSlots {
		st.Bar = true
		return
	}
	if n == 0 { // a hand-over: who sends first stands on its near side
		st.Gate = true
		st.Places = []Point{p.point(p.mid[i].u-0.2*p.size[i].u, p.mid[i].v)}
		return
	}
	e := p.size[i]
	room := extent{e.u - 14*p.s, e.v - 14*p.s}
	g := packed(n, room, 18*p.s, 1)
	// Rows as evenly filled as the columns allow.
	g.cols = int(math.Ceil(float64(n) / float64(g.rows)))
	st.Radius = min(st.Radius, 0.36*g.pitch)
	du, dv := min(room.u/float32(g.cols), 18*p.s), min(room.v/float32(g.rows), 18*p.s)
	du, dv = min(du, 1.25*g.pitch), min(dv, 1.25*g.pitch)
	for k := range n {
		col, row := k/g.rows, k%g.rows
		if col%2 == 1 {
			row = g.rows - 1 - row
		}
		st.Places = append(st.Places, p.point(
			p.mid[i].u+du*(float32(g.cols-1)/2-float32(col)),
			p.mid[i].v+dv*(float32(row)-float32(g.rows-1)/2),
		))
	}
}

// workerPitch is the distance of two workers' centres at scale 1; workerRadius
// the size of one as a part of it.
const (
	workerPitch  = 60
	workerRadius = 22.0 / 60
)

// joins reports whether pipes of the flow end and begin at station i.
func (p *plan) joins(i int) (before, after bool) {
	for k, l := range p.Links {
		from, to, _ := p.ends(k)
		on := p.onward(k) || p.back[k] && (p.bus(from, 1) != 0 && from == i || p.bus(to, -1) != 0 && to == i)
		before = before || on && to == i
		after = after || (on || l.Flow == graph.GaveUp && !p.portrait) && from == i
	}
	return before, after
}

// fillWorkers sets the workers' places and lanes, one lane a row.
func (p *plan) fillWorkers(i int, g grid) {
	st, n := &p.scene.Stations[i], p.counts[i]
	st.Radius = g.pitch * workerRadius
	m, half := p.mid[i], p.size[i].u/2
	before, after := p.joins(i)
	for row := range g.rows {
		v := m.v + g.pitch*(float32(row)-float32(g.rows-1)/2)
		// A little longer than needed, so that they join the pipes without a seam.
		from, to := m.u-half-2, m.u+half+2
		if !before {
			from = m.u
		}
		if !after {
			to = m.u
		}
		st.Lanes = append(st.Lanes, [2]Point{p.point(from, v), p.point(to, v)})
	}
	for k := range n {
		row, col := k%g.rows, k/g.rows
		inRow := (n - row + g.rows - 1) / g.rows
		st.Lane = append(st.Lane, row)
		st.Places = append(st.Places, p.point(
			m.u+g.pitch*(float32(col)-float32(inRow-1)/2),
			m.v+g.pitch*(float32(row)-float32(g.rows-1)/2),
		))
	}
}
