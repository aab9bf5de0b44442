package layout

import (
	"slices"

	"sluice/engine/graph"
)

// Distances of the ways of links that close rings, at scale 1.
const (
	ringRise = 16 // above what one passes, and above one that it runs over
	ringBus  = 26 // from workers that stand in several rows
)

// setBands gives links that close rings over the same columns each its own
// height: the shortest runs lowest. Those that begin or end at one station run
// together.
func (p *plan) setBands() {
	p.band = make([]int, len(p.Links))
	var rings []int
	for k := range p.Links {
		if p.back[k] {
			rings = append(rings, k)
		}
	}
	length := func(k int) int {
		first, last := p.spanned(k)
		return last - first
	}
	slices.SortStableFunc(rings, func(a, b int) int { return length(a) - length(b) })
	for n, k := range rings {
		first, last := p.spanned(k)
		for _, lower := range rings[:n] {
			a, b := p.spanned(lower)
			switch one, other := p.links.joins[k], p.links.joins[lower]; {
			case a > last || first > b:
			case one[0] == other[0] || one[1] == other[1]:
				p.band[k] = max(p.band[k], p.band[lower])
			default:
				p.band[k] = max(p.band[k], p.band[lower]+1)
			}
		}
	}
}

// spanned returns the first and the last column that link k, which closes a
// ring, runs over.
func (p *plan) spanned(k int) (first, last int) {
	a, b, _ := p.ends(k)
	return min(p.rank[a], p.rank[b]), max(p.rank[a], p.rank[b])
}

// rise is how far above what it passes link k runs that closes a ring, at
// scale 1.
func (p *plan) rise(k int) float32 { return ringRise * float32(1+2*p.band[k]) }

// ringPipe lays the way of link k, which closes a ring: back over all that
// stands between its ends, names too. Workers in several rows leave it on
// one bus behind them, and take it in from one before them.
func (p *plan) ringPipe(k int, pipe *Pipe) {
	a, b := pipe.From, pipe.To
	v := p.overhead(k) - p.rise(k)*p.s
	ua, ub := p.mid[a].u, p.mid[b].u
	if a == b {
		ua, ub = ua+p.size[a].u/3, ub-p.size[a].u/3
	}
	out, in := p.bus(a, 1), p.bus(b, -1)
	if out != 0 {
		ua = out
	}
	if in != 0 {
		ub = in
	}
	way := []Point{p.point(ua, v)}
	if in == 0 {
		way = append(way, p.point(ub, v), p.point(ub, p.port(b)))
	} else {
		bend := 20 * p.s
		way = append(way, p.point(ub+bend, v))
		for _, lane := range p.exits(b, -1) {
			pipe.In = append(pipe.In, rounded([]Point{
				p.point(ub+bend, v), p.point(ub, v), p.point(ub, lane.v), p.point(lane.u, lane.v),
			}, bend))
		}
	}
	if out == 0 {
		pipe.Out = [][]Point{rounded(append([]Point{p.point(ua, p.port(a))}, way...), 28*p.s)}
		return
	}
	for _, lane := range p.exits(a, 1) {
		begin := []Point{p.point(lane.u, lane.v), p.point(ua, lane.v)}
		pipe.Out = append(pipe.Out, rounded(append(begin, way...), 20*p.s))
	}
	pipe.Width = min(pipe.Width, 0.36*p.grid[a].pitch)
}

// bus is the u at which station i's rows meet on one side, 0 if it has not
// several, or no room there.
func (p *plan) bus(i int, side float32) float32 {
	if p.Stations[i].Kind != graph.Workers || !p.surveyed || p.grid[i].rows < 2 {
		return 0
	}
	u := p.mid[i].u + side*(p.size[i].u/2+ringBus*p.s)
	if half := 8 * p.s; u-half < p.u0 || u+half > p.u1 {
		return 0
	}
	return u
}

// overhead is the least v of all that stands in the columns that link k runs
// over.
func (p *plan) overhead(k int) float32 {
	a, b, _ := p.ends(k)
	top := p.axis - p.over(a, b)
	if !p.surveyed {
		return top
	}
	first, last := p.spanned(k)
	for _, col := range p.rows[first : last+1] {
		for n, i := range col {
			up, _ := p.rowReach(col, n)
			top = min(top, p.mid[i].v-up)
		}
	}
	return top
}

// over is how far from the axis that goes which stands from station b to a.
func (p *plan) over(a, b int) float32 {
	top := float32(0)
	for _, col := range p.rows[min(p.rank[a], p.rank[b]) : max(p.rank[a], p.rank[b])+1] {
		up, _ := p.columnReach(col)
		top = max(top, up)
	}
	return top
}

// ringsReach is how far from the axis the links go that close rings.
func (p *plan) ringsReach() float32 {
	reach := float32(0)
	for k := range p.Links {
		if from, to, ok := p.ends(k); ok && p.back[k] {
			reach = max(reach, p.over(from, to)+(p.rise(k)+8)*p.s)
		}
	}
	return reach
}

// ringRoom is how much room the links that close rings take above column r.
func (p *plan) ringRoom(r int) float32 {
	room := float32(0)
	for k := range p.Links {
		if !p.back[k] || !p.surveyed {
			continue
		}
		if first, last := p.spanned(k); first <= r && r <= last {
			room = max(room, (p.rise(k)+8)*p.s)
		}
	}
	return room
}
