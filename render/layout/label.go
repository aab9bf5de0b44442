package layout

import (
	"strconv"
	"unicode/utf8"

	"sluice/engine/graph"
)

// labels finds a place for every station's name: near it, off everything
// else and, if possible, off the pipes. It reports whether all found one.
func (p *plan) labels() bool {
	n := len(p.taken)
	if ok := p.labelAll(false); ok || p.detail >= plain {
		return ok
	}
	p.taken = p.taken[:n]
	return p.labelAll(true)
}

// labelAll places all names; brief ones have no line under them.
func (p *plan) labelAll(brief bool) bool {
	for i := range p.Stations {
		if p.Stations[i].Kind != graph.Sink && p.role[i] != panel {
			if !p.label(i, brief) {
				return false
			}
		}
	}
	return true
}

// labelSome places the names that find a place off the pipes, so that each is
// seen to belong to its station.
func (p *plan) labelSome() {
	for i := range p.Stations {
		n := len(p.taken)
		if l := &p.scene.Stations[i].Label; p.label(i, true) && p.pointsUnder(l.Box, p.paths) > 0 {
			*l, p.taken = Label{}, p.taken[:n]
		}
	}
}

// subRunes is how long the line under a station's name may be, from its
// fullest form to its shortest.
func (p *plan) subRunes(i int) []int {
	st := &p.Stations[i]
	switch st.Kind {
	case graph.Client:
		if st.Knob == "" {
			return []int{len("panicked"), 0}
		}
		return []int{utf8.RuneCountInString(st.Unit) + 6}
	case graph.Pile:
		return []int{len("10,000 wait")}
	case graph.Bucket:
		return []int{12, 9}
	case graph.Leaky:
		return []int{12, 9}
	case graph.Breaker:
		return []int{len("half-open")}
	case graph.Queue:
		if p.counts[i] == 0 {
			return []int{len("1 receiver waits"), len("99 wait")}
		}
		if st.Many {
			return []int{len("99 in 999 channels")}
		}
		n := 2*len(strconv.Itoa(p.counts[i])) + 4
		return []int{n + len(", closed"), n}
	case graph.Workers:
		if st.Group() {
			return []int{34, 19, 9}
		}
		return []int{len("blocked on receive"), len("blocked")}
	}
	return []int{22, 8}
}

// spot is a place for a label: where its box's anchor touches the anchor
// point, as parts of the box's size.
type spot struct {
	at    Point
	ax    float32 // 0: the box begins at at.X, 1: it ends there
	ay    float32
	align Align
	cost  float32
}

func (p *plan) label(i int, brief bool) bool {
	st := &p.Stations[i]
	name := textWidth(utf8.RuneCountInString(st.Label)+p.countRunes(i), 13, p.t)
	forms := []int{0}
	if !brief {
		forms = append(p.subRunes(i), 0)
	}
	spots := p.spots(i)
	best, bestCost := Label{}, float32(1e9)
	for _, lines := range []int{2, 1} {
		if lines == 2 && p.detail <= terse {
			continue
		}
		for k, n := range forms {
			if n == 0 && lines == 2 {
				continue
			}
			sub := textWidth(n, 11.5, p.t)
			w, h := max(name, sub), float32(labelHeight+subHeight)*p.t
			if lines == 1 {
				w, h = name+sub, labelHeight*p.t
				if n > 0 {
					w += 8 * p.t
				}
			}
			for _, s := range spots {
				box := Rect{s.at.X - s.ax*w, s.at.Y - s.ay*h, w, h}
				cost := s.cost + float32(2-lines)*3 + float32(k*k)*5
				if cost >= bestCost || !p.free(box) {
					continue
				}
				if cost += 2.5 * float32(p.pointsUnder(box, p.paths)); cost < bestCost {
					best, bestCost = Label{Box: box, Align: s.align, Lines: lines}, cost
				}
			}
		}
	}
	if best.Lines == 0 {
		return false
	}
	p.scene.Stations[i].Label = best
	p.take(best.Box)
	return true
}

// countRunes is how long the number is that stands with the name of workers.
func (p *plan) countRunes(i int) int {
	st := &p.Stations[i]
	switch {
	case st.Kind != graph.Workers:
		return 0
	case len(st.Origins) > 0 && p.counts[i] > 1:
		return len(" x") + len(strconv.Itoa(p.counts[i]))
	}
	return len("12 ")
}

func (p *plan) free(box Rect) bool {
	if !box.Within(p.region.Grow(edge / 2)) {
		return false
	}
	for _, q := range p.taken {
		if q.Overlaps(box) {
			return false
		}
	}
	return true
}

// pointsUnder counts the points of pipes under a text: it should have none.
func (p *plan) pointsUnder(box Rect, paths [][]Point) int {
	n := 0
	near := box.Grow(8 * p.s)
	for _, path := range paths {
		for k := 1; k < len(path); k++ {
			if !near.Overlaps(span(path[k-1], path[k])) {
				continue
			}
			d := Distance(path[k-1], path[k])
			for s := float32(0); s < d; s += 6 {
				if near.Contains(between(path[k-1], path[k], s/d)) {
					n++
				}
			}
		}
	}
	return n
}

// spots are the places that a station's label may take, with the cost of
// each: the lower the better.
func (p *plan) spots(i int) []spot {
	b := p.scene.Stations[i].Box
	if p.role[i] == loop {
		return p.loopSpots(i)
	}
	m := b.Center()
	d := gap * p.t
	off := 8*p.s + 6*p.t // from a pipe's middle
	near := d * 0.75
	if p.portrait {
		near = 2.5
	}
	above := b.Y - near
	if p.Stations[i].Kind == graph.Workers {
		above += p.grid[i].pitch * (0.5 - workerRadius)
	}
	below := b.Bottom() + near
	// Beside a tall body the name stands level with those above lower ones.
	high := min(m.Y-36*p.s-near, b.Bottom())
	spots := []spot{
		{Point{m.X - off, above}, 1, 1, Right, 1},
		{Point{m.X, above}, 0.5, 1, Middle, 1},
		{Point{m.X + off, above}, 0, 1, Left, 2},
		{Point{m.X, below}, 0.5, 0, Middle, 1},
		{Point{m.X - off, below}, 1, 0, Right, 3},
		{Point{m.X + off, below}, 0, 0, Left, 3},
		{Point{b.X - d*1.25, high}, 1, 1, Right, 4},
		{Point{b.Right() + d*1.25, high}, 0, 1, Left, 5},
		{Point{b.X - d, m.Y}, 1, 0.5, Right, 6},
		{Point{b.Right() + d, m.Y}, 0, 0.5, Left, 6},
		{Point{b.X, above}, 0, 1, Left, 4},
		{Point{b.X, below}, 0, 0, Left, 4},
	}
	prefer := func(k int) []spot { spots[k].cost = 0; return spots }
	switch kind := p.Stations[i].Kind; {
	case p.portrait && p.prefersBeside(i):
		spots[8].cost = 1
		return prefer(9)
	case p.portrait:
		return prefer(2)
	case kind == graph.Client, kind == graph.Pile, kind == graph.Workers:
		return prefer(3)
	case kind == graph.Bucket:
		return prefer(6)
	case kind == graph.Breaker, kind == graph.Leaky, kind == graph.Queue && p.counts[i] == 0:
		return prefer(1)
	}
	return prefer(0)
}

// prefersBeside reports whether the name of station i stands beside it in a
// downward flow, as that of anything narrow does.
func (p *plan) prefersBeside(i int) bool {
	switch st := &p.Stations[i]; st.Kind {
	case graph.Client, graph.Pile, graph.Breaker:
		return true
	case graph.Workers:
		return !st.Group()
	case graph.Queue:
		return p.counts[i] == 0
	}
	return false
}

// loopSpots are the places for the label of a Backoff: outside the two ends
// of its loop's long side, then along it.
func (p *plan) loopSpots(i int) []spot {
	out := p.pipeInto(i)
	if out == nil || len(out.Out) == 0 {
		return nil
	}
	lo, hi := bounds(out.Out[0])
	d := 8*p.s + 10*p.t
	if p.portrait {
		return []spot{
			{Point{hi.X - 6*p.t, lo.Y - d*0.6}, 1, 1, Right, 0},
			{Point{lo.X - d, lo.Y - d*0.6}, 0, 1, Left, 1},
			{Point{p.region.X, lo.Y - d*0.6}, 0, 1, Left, 2},
			{Point{p.region.X, hi.Y + d*0.6}, 0, 0, Left, 3},
			{Point{lo.X + d, (lo.Y + hi.Y) / 2}, 0, 0.5, Left, 4},
		}
	}
	spots := []spot{
		{Point{hi.X + d, lo.Y - 8*p.s}, 0, 0, Left, 0},
		{Point{hi.X + d, lo.Y - 8*p.s}, 0, 0.5, Left, 1},
		{Point{lo.X - d, lo.Y - 8*p.s}, 1, 0, Right, 2},
		{Point{(lo.X + hi.X) / 2, lo.Y + d}, 0.5, 0, Middle, 3},
	}
	for s := float32(1); s < 5; s++ {
		spots = append(spots, spot{Point{hi.X + d, lo.Y + s*14*p.s}, 0, 0, Left, 3 + s})
	}
	return spots
}

func bounds(path []Point) (lo, hi Point) {
	lo, hi = path[0], path[0]
	for _, q := range path {
		lo = Point{min(lo.X, q.X), min(lo.Y, q.Y)}
		hi = Point{max(hi.X, q.X), max(hi.Y, q.Y)}
	}
	return lo, hi
}
