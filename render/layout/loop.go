package layout

import (
	"slices"

	"sluice/engine/graph"
)

// loopPipes lays the ways of retries: out of the far side of the workers,
// back along the flow, and into the queue from that side. Where a Backoff
// stands on the way, both of its pipes share one such loop.
func (p *plan) loopPipes() {
	band := 0
	for k := range p.scene.Pipes {
		out := &p.scene.Pipes[k]
		if out.From >= 0 && p.back[k] {
			p.ringPipe(k, out)
			p.paths = append(append(p.paths, out.Out...), out.In...)
		}
		if out.Flow != graph.Retry || out.From < 0 || p.role[out.From] == loop {
			continue
		}
		back := out
		if p.role[out.To] == loop {
			if back = p.pipeFrom(out.To); back == nil {
				continue
			}
		}
		path := p.loopPath(out.From, back.To, band)
		band++
		p.paths = append(p.paths, path)
		if back == out {
			out.Out = [][]Point{path}
			continue
		}
		out.Out, back.Out = [][]Point{path}, [][]Point{slices.Clone(path)}
	}
}

// pipeFrom returns the first retry pipe out of station i.
func (p *plan) pipeFrom(i int) *Pipe {
	for k := range p.scene.Pipes {
		if q := &p.scene.Pipes[k]; q.Flow == graph.Retry && q.From == i {
			return q
		}
	}
	return nil
}

// loopPath is the way from station a back to station b, over everything
// that stands between them.
func (p *plan) loopPath(a, b, band int) []Point {
	ua, ub := p.mid[a].u, p.mid[b].u
	if a == b {
		ua, ub = ua+p.size[a].u/3, ub-p.size[a].u/3
	}
	top := min(p.edge(a), p.edge(b))
	for i := range p.Stations {
		if p.role[i] == main && p.mid[i].u > min(ua, ub) && p.mid[i].u < max(ua, ub) {
			top = min(top, p.edge(i))
		}
	}
	rise := loopRise * p.s
	if p.portrait {
		rise = 24 * p.s
	}
	v := top - rise - float32(band)*p.loopReach()
	return rounded([]Point{
		p.point(ua, p.port(a)), p.point(ua, v), p.point(ub, v), p.point(ub, p.port(b)),
	}, min(44*p.s, rise))
}

// edge is the v of a station's edge on the side of the retries.
func (p *plan) edge(i int) float32 {
	e := p.mid[i].v - p.size[i].v/2
	if p.Stations[i].Kind == graph.Workers {
		e += p.grid[i].pitch * (0.5 - workerRadius)
	}
	return e
}

// port is the v at which a loop leaves or enters a station: at its edge, or
// in the first lane of Workers, under whoever stands there.
func (p *plan) port(i int) float32 {
	if p.Stations[i].Kind == graph.Workers {
		return p.exits(i, 1)[0].v
	}
	return p.edge(i)
}

// maxDials is how many backing-off jobs are drawn with a dial of their own.
const maxDials = 9

// dials puts the dials of every Backoff on its loop, the first nearest to
// where the loop ends, each where nothing else is.
func (p *plan) dials() bool {
	ok := true
	for _, i := range p.withRole(loop) {
		out, back := p.pipeInto(i), p.pipeFrom(i)
		if out == nil || back == nil || len(out.Out) == 0 {
			continue
		}
		ok = p.dialsOn(i, out, back) && ok
	}
	return ok
}

func (p *plan) pipeInto(i int) *Pipe {
	for k := range p.scene.Pipes {
		if q := &p.scene.Pipes[k]; q.Flow == graph.Retry && q.To == i {
			return q
		}
	}
	return nil
}

func (p *plan) dialsOn(i int, out, back *Pipe) bool {
	st := &p.scene.Stations[i]
	path := out.Out[0]
	r := dialRadius * p.s
	if p.portrait {
		r *= 0.85
	}
	st.Radius = r
	total := length(path)
	var at0 []float32
	for s := total - r; s > r*0.8; s -= 1.5 {
		dot, text, ok := p.dialAt(path, s, r)
		if !ok {
			continue
		}
		st.Places, st.Texts = append(st.Places, dot), append(st.Texts, text)
		at0 = append(at0, s)
		p.take(Around(dot, r+1))
		p.take(text)
		if len(st.Places) == maxDials+1 {
			break
		}
	}
	n := len(st.Places)
	if n == 0 {
		dot, _ := at(path, total/2)
		st.Places, st.Texts, at0 = []Point{dot}, []Rect{{}}, []float32{total / 2}
		n = 1
	}
	st.More = st.Places[n-1]
	if n > 1 { // the last place is for the number of the others
		st.Places, st.Texts = st.Places[:n-1], st.Texts[:n-1]
	}
	st.Box = Around(st.Places[0], r)
	for _, q := range append(st.Places, st.More) {
		st.Box = union(st.Box, Around(q, r))
	}
	p.splitLoop(out, back, at0[:len(st.Places)])
	return p.detail == bare || n >= 3
}

// dialAt is the dial at distance s on a loop with its seconds on the loop's
// outer side; ok is false if something is in the way.
func (p *plan) dialAt(path []Point, s, r float32) (dot Point, text Rect, ok bool) {
	dot, dir := at(path, s)
	w, h := 36*p.t, 13*p.t
	out := Point{-dir.Y, dir.X}
	if p.portrait { // the loop runs round the other way
		out = Point{dir.Y, -dir.X}
	}
	c := Point{dot.X, dot.Y - r - 2 - h/2}
	switch {
	case out.X < -0.8:
		c = Point{dot.X - r - 4 - w/2, dot.Y}
	case out.X > 0.8:
		c = Point{dot.X + r + 4 + w/2, dot.Y}
	}
	text = Rect{c.X - w/2, c.Y - h/2, w, h}
	body := Around(dot, r+1)
	if p.detail == bare {
		text = Rect{}
	}
	region := p.region
	for _, q := range p.taken {
		if q.Overlaps(body) || q.Overlaps(text) {
			return dot, text, false
		}
	}
	return dot, text, body.Within(region) && (text.Empty() || text.Within(region))
}

func union(a, b Rect) Rect {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Rect{x, y, max(a.Right(), b.Right()) - x, max(a.Bottom(), b.Bottom()) - y}
}

// splitLoop makes paths of a loop: to each dial, and from each.
func (p *plan) splitLoop(out, back *Pipe, dials []float32) {
	whole := out.Out[0]
	out.Out, out.In, back.Out = nil, nil, nil
	for _, s := range dials {
		a, b := cut(whole, s)
		out.In = append(out.In, a)
		back.Out = append(back.Out, b)
	}
}

// cut splits a path at distance s. Both parts have as many points as the
// whole, those of the other part being where it is cut: so the same points
// stand for the same bends wherever the cut is.
func cut(path []Point, s float32) (before, after []Point) {
	dot, _ := at(path, s)
	before, after = slices.Clone(path), slices.Clone(path)
	walked := float32(0)
	for i := range path {
		if i > 0 {
			walked += Distance(path[i-1], path[i])
		}
		if walked < s {
			after[i] = dot
		} else {
			before[i] = dot
		}
	}
	return before, after
}
