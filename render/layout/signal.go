package layout

import (
	"container/heap"
	"slices"

	"sluice/engine/graph"
)

// signals lays the lines of all signals: each goes straight across and along,
// between all that stands there, and shares what it can with others from there.
// It reports whether all found a way; in a small picture that nobody has drawn
// by hand some may be left out.
func (p *plan) signals() bool {
	var w *wires
	ok := true
	for k, l := range p.Links {
		from, to, known := p.ends(k)
		if !known || l.Flow != graph.Signal || p.role[from] == panel || p.role[to] == panel {
			continue
		}
		if w == nil {
			w = p.newWires()
		}
		w.source = from
		if way := w.find(p.ports(w, from), p.ports(w, to)); way != nil {
			w.ports[way[0]], w.ports[way[len(way)-1]] = from, from
			p.scene.Pipes[k].Out = [][]Point{rounded(way, 9*p.s)}
		} else {
			ok = false
		}
	}
	return ok || p.detail == bare || p.surveyed && p.s < 0.8
}

// core is what a signal's line touches of a station.
func (p *plan) core(i int) Rect {
	st := &p.scene.Stations[i]
	if st.Kind == graph.Workers { // up to their rings
		return st.Box.Grow(st.Radius - p.grid[i].pitch/2)
	}
	return st.Box
}

// wires finds ways for lines on a grid: its lines run beside everything that
// is in the way.
type wires struct {
	taken  []Rect
	xs, ys []float32
	pipes  []Point // on the ways of jobs, which lines cross rather than follow
	margin float32
	used   map[[2]int]int // the source of a line that takes a step already
	ports  map[Point]int  // the source of a line that leaves or arrives there
	source int            // of the line that is laid
	weight map[[2]int]float32
}

func (p *plan) newWires() *wires {
	w := &wires{
		margin: 6 * p.s, used: map[[2]int]int{}, ports: map[Point]int{}, weight: map[[2]int]float32{},
	}
	inside := p.region.Grow(edge / 2)
	line := func(x, y float32) {
		if x >= inside.X && x <= inside.Right() {
			w.xs = append(w.xs, x)
		}
		if y >= inside.Y && y <= inside.Bottom() {
			w.ys = append(w.ys, y)
		}
	}
	for _, r := range p.taken {
		w.taken = append(w.taken, r.Grow(w.margin-0.5))
		line(r.X-w.margin, r.Y-w.margin)
		line(r.Right()+w.margin, r.Bottom()+w.margin)
	}
	for k, l := range p.Links {
		if from, to, ok := p.ends(k); ok && l.Flow == graph.Signal {
			for _, i := range []int{from, to} {
				m, box := p.core(i).Center(), p.scene.Stations[i].Box.Grow(w.margin)
				line(m.X, m.Y)
				line(box.X, box.Y)
				line(box.Right(), box.Bottom())
				apart := box.Grow(1.5 * w.margin) // for a line beside one that passes
				line(apart.X, apart.Y)
				line(apart.Right(), apart.Bottom())
			}
		}
	}
	for _, all := range []*[]float32{&w.xs, &w.ys} {
		slices.Sort(*all)
		*all = slices.Compact(*all)
	}
	for _, path := range p.paths {
		for k := 1; k < len(path); k++ {
			d := Distance(path[k-1], path[k])
			for s := float32(0); s < d; s += 6 {
				w.pipes = append(w.pipes, between(path[k-1], path[k], s/d))
			}
		}
	}
	return w
}

// node is a crossing of the grid, reached across or along.
type node struct {
	at     int // x + y * len(xs)
	upward bool
}

type reached struct {
	node
	cost float32
}

type frontier []reached

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(i, j int) bool { return f[i].cost < f[j].cost }
func (f frontier) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)        { *f = append(*f, x.(reached)) }
func (f *frontier) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

// What a way costs besides its length, in lengths.
const (
	bendCost   = 60
	sideCost   = 40  // to leave or arrive where pipes do
	portCost   = 400 // to leave or arrive where a line from elsewhere does
	pipeCost   = 8   // for each of the pipes' points that is met
	sameShare  = 0.2 // of a step that a line from the same source takes
	otherTimes = 30  // on a step that another line takes
)

// port is where a line may leave a body: on its edge, and the crossing before it.
type port struct {
	edge Point
	node
	cost float32
}

// ports are those of station i.
func (p *plan) ports(w *wires, i int) []port {
	r, box := p.core(i), p.scene.Stations[i].Box.Grow(w.margin)
	m := r.Center()
	var all []port
	for _, q := range []struct {
		edge, out Point
		upward    bool
	}{
		{Point{m.X, r.Y}, Point{m.X, box.Y}, true},
		{Point{m.X, r.Bottom()}, Point{m.X, box.Bottom()}, true},
		{Point{r.X, m.Y}, Point{box.X, m.Y}, false},
		{Point{r.Right(), m.Y}, Point{box.Right(), m.Y}, false},
	} {
		x, okX := slices.BinarySearch(w.xs, q.out.X)
		y, okY := slices.BinarySearch(w.ys, q.out.Y)
		if okX && okY && !w.blocked(q.out, q.out) {
			cost := pipeCost * float32(w.met(q.edge, q.out))
			if cost > 0 {
				cost += sideCost
			}
			if source, used := w.ports[q.edge]; used && source != w.source {
				cost += portCost
			}
			all = append(all, port{q.edge, node{x + y*len(w.xs), q.upward}, cost})
		}
	}
	return all
}

func (w *wires) point(at int) Point { return Point{w.xs[at%len(w.xs)], w.ys[at/len(w.xs)]} }

func span(a, b Point) Rect {
	return Rect{min(a.X, b.X), min(a.Y, b.Y), abs(a.X - b.X), abs(a.Y - b.Y)}.Grow(0.01)
}

func (w *wires) blocked(a, b Point) bool {
	s := span(a, b)
	return slices.ContainsFunc(w.taken, func(r Rect) bool { return r.Overlaps(s) })
}

// met counts the pipes' points near the line from a to b.
func (w *wires) met(a, b Point) int {
	near, n := span(a, b).Grow(w.margin), 0
	for _, q := range w.pipes {
		if near.Contains(q) {
			n++
		}
	}
	return n
}

// step is the cost of going from one crossing to the next one; negative when
// something is in the way.
func (w *wires) step(from, to int) float32 {
	key := [2]int{min(from, to), max(from, to)}
	cost, known := w.weight[key]
	if !known {
		a, b := w.point(from), w.point(to)
		if cost = -1; !w.blocked(a, b) {
			cost = Distance(a, b) + pipeCost*float32(w.met(a, b))
		}
		w.weight[key] = cost
	}
	switch source, used := w.used[key]; {
	case used && source == w.source:
		cost *= sameShare
	case used:
		cost *= otherTimes
	}
	return cost
}

// find returns the corners of the cheapest way from some ports to others; nil
// if there is none.
func (w *wires) find(begins, ends []port) []Point {
	var open frontier
	best, before := map[node]float32{}, map[node]node{}
	for _, b := range begins {
		best[b.node] = b.cost
		open = append(open, reached{b.node, b.cost})
	}
	heap.Init(&open)
	for len(open) > 0 {
		at := heap.Pop(&open).(reached)
		if at.cost > best[at.node] {
			continue
		}
		x, y := at.at%len(w.xs), at.at/len(w.xs)
		for _, next := range []struct {
			on bool
			node
		}{
			{x > 0, node{at.at - 1, false}}, {x < len(w.xs)-1, node{at.at + 1, false}},
			{y > 0, node{at.at - len(w.xs), true}}, {y < len(w.ys)-1, node{at.at + len(w.xs), true}},
		} {
			if !next.on {
				continue
			}
			cost := w.step(at.at, next.at)
			if cost < 0 {
				continue
			}
			if cost += at.cost; next.upward != at.upward {
				cost += bendCost
			}
			if old, seen := best[next.node]; !seen || cost < old {
				best[next.node], before[next.node] = cost, at.node
				heap.Push(&open, reached{next.node, cost})
			}
		}
	}
	return w.trace(begins, ends, best, before)
}

// trace returns the corners of the way that ends at the best port.
func (w *wires) trace(begins, ends []port, best map[node]float32, before map[node]node) []Point {
	least, last := float32(-1), port{}
	var at node
	for _, e := range ends {
		for _, upward := range []bool{e.upward, !e.upward} {
			n := node{e.at, upward}
			cost, ok := best[n]
			if cost += e.cost; upward != e.upward {
				cost += bendCost
			}
			if ok && (least < 0 || cost < least) {
				least, last, at = cost, e, n
			}
		}
	}
	if least < 0 {
		return nil
	}
	way := []Point{last.edge, w.point(at.at)}
	for {
		prev, ok := before[at]
		if !ok {
			break
		}
		w.used[[2]int{min(prev.at, at.at), max(prev.at, at.at)}] = w.source
		way, at = append(way, w.point(prev.at)), prev
	}
	for _, b := range begins {
		if b.node == at {
			way = append(way, b.edge)
		}
	}
	slices.Reverse(way)
	return corners(way)
}

// corners leaves of a way only where it turns.
func corners(way []Point) []Point {
	var out []Point
	for i, q := range way {
		if i > 0 && i < len(way)-1 {
			a, b := way[i-1], way[i+1]
			if a.X == q.X && q.X == b.X || a.Y == q.Y && q.Y == b.Y {
				continue
			}
		}
		out = append(out, q)
	}
	return out
}
