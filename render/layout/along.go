package layout

import (
	"slices"

	"sluice/engine/graph"
)

// placeAlong puts the columns side by side along the flow: as far apart as
// the room allows, but not so far that they lose each other.
func (p *plan) placeAlong() bool {
	width := make([]float32, len(p.ranks))
	p.width = width
	for r, col := range p.ranks {
		for _, i := range col {
			width[r] = max(width[r], p.size[i].u)
		}
	}
	last := len(p.ranks) - 1
	if !p.portrait {
		for _, i := range p.withRole(end) {
			width[last] = max(width[last], p.size[i].u)
		}
	}
	used := float32(0)
	for _, w := range width {
		used += w
	}
	least, most := make([]float32, len(p.ranks)), make([]float32, len(p.ranks))
	sumLeast, sumMost := float32(0), float32(0)
	for r := 1; r < len(p.ranks); r++ {
		least[r], most[r] = p.columnGap(r)
		sumLeast += least[r]
		sumMost += most[r]
	}
	lo, hi := p.u0+p.overhang(0), p.u1-p.overhang(last)
	room := hi - lo - used
	if room < sumLeast {
		return false
	}
	share := float32(1)
	if sumMost > sumLeast {
		share = min((room-sumLeast)/(sumMost-sumLeast), 1)
	}
	u := lo + (room-lerp(sumLeast, sumMost, share))/2
	for r := range p.ranks {
		if r > 0 {
			u += lerp(least[r], most[r], share)
		}
		for _, i := range p.rows[r] {
			p.mid[i].u = u + width[r]/2
		}
		if r == last && !p.portrait {
			for _, i := range p.withRole(end) {
				p.mid[i].u = u + width[r]/2
			}
		}
		u += width[r]
	}
	return true
}

// overhang is how far what a stage does, in words, reaches beyond the first or
// last column.
func (p *plan) overhang(r int) float32 {
	over := float32(0)
	for _, i := range p.ranks[r] {
		if p.Stations[i].Kind == graph.Workers && !p.Stations[i].Group() && !p.portrait && p.detail >= plain {
			over = max(over, textWidth(p.subRunes(i)[0], 11.5, p.t)/2-p.size[i].u/2-14*p.t)
		}
	}
	return over
}

// columnGap returns the least and the greatest distance of column r from
// the one before it. Where pipes fan out they need more.
func (p *plan) columnGap(r int) (least, most float32) {
	fan := p.hasWorkers(p.ranks[r]) || p.hasWorkers(p.ranks[r-1])
	if p.portrait {
		least, most = 20*p.s, 64*p.s
		if !p.namedBeside(r-1) || !p.namedBeside(r) {
			least = max(least, labelHeight*p.t+5) // for a name between them
		}
		if p.detail == bare {
			least = 10 * p.s
		}
		if fan {
			least, most = least*1.25, most*1.4
		}
		return least, most
	}
	least, most = 44*p.s, 140*p.s
	if p.detail == bare {
		least = 16 * p.s
	}
	if fan {
		least, most = least*1.4, most*1.3
	}
	return least, most
}

// namedBeside reports whether a row of a downward flow is one station whose
// name needs no room above or below it.
func (p *plan) namedBeside(r int) bool {
	if len(p.rows[r]) != 1 {
		return false
	}
	i := p.rows[r][0]
	return p.Stations[i].Kind == graph.Sink || p.prefersBeside(i)
}

// hasWorkers reports whether a column has workers side by side.
func (p *plan) hasWorkers(col []int) bool {
	return slices.ContainsFunc(col, func(i int) bool {
		return p.Stations[i].Kind == graph.Workers && p.grid[i].rows > 1
	})
}

// placeSinks puts the sinks beside the main flow and those of the jobs that
// were given up.
func (p *plan) placeSinks() bool {
	var sides []int
	ends := p.withRole(end)
	for _, i := range p.withRole(side) {
		p.mid[i].u = p.wantedU(i, graph.Refusal)
		p.mid[i].v = p.axis + p.below - p.size[i].v/2
		for _, f := range p.linkedFrom(i, graph.Refusal) {
			p.mid[i].v = max(p.mid[i].v, p.under(f)+p.size[i].v/2)
		}
		if f := p.stackedOver(i); f >= 0 {
			p.mid[i].v = p.under(f) + p.size[i].v/2
		} else {
			sides = append(sides, i)
		}
	}
	if p.portrait {
		return p.sinksBesideRows(sides, ends)
	}
	hi := p.u1
	v := p.axis + p.below
	for _, i := range slices.Backward(ends) {
		v -= p.size[i].v / 2
		p.mid[i].v = v
		v -= p.size[i].v/2 + p.endGap(len(ends))
		hi = min(hi, p.mid[i].u-p.size[i].u/2-12*p.s)
	}
	return p.spread(sides, p.u0, hi)
}

// under is the least v of what stands beside the flow at station f.
func (p *plan) under(f int) float32 { return p.mid[f].v + p.size[f].v/2 + 24*p.s }

// stackedOver returns the station of a stack of several whose refused jobs end
// at sink i, which then stands in the stack too; -1 if there is none.
func (p *plan) stackedOver(i int) int {
	for _, f := range p.linkedFrom(i, graph.Refusal) {
		if p.role[f] == main && len(p.rows[p.rank[f]]) > 1 {
			return f
		}
	}
	return -1
}

// endGap is the distance between the sinks of given up jobs: as much as
// stands between them and the main ones, within reason.
func (p *plan) endGap(n int) float32 {
	top := p.axis
	for _, i := range p.ranks[len(p.ranks)-1] {
		top = max(top, p.mid[i].v+p.size[i].v/2)
	}
	free := p.axis + p.below - top
	for _, i := range p.withRole(end) {
		free -= p.size[i].v
	}
	return min(max(free/float32(n), 10*p.s), 24*p.s)
}

// sinksBesideRows puts all sinks but the main ones into one row beside a
// downward flow. Those of given up jobs end at the last main sink's height.
func (p *plan) sinksBesideRows(sides, ends []int) bool {
	lastRow := p.u1
	if col := p.ranks[len(p.ranks)-1]; len(col) > 0 {
		lastRow = p.mid[col[0]].u
	}
	far, first := p.axis+p.below, len(p.ranks)
	for _, i := range ends {
		for _, f := range p.linkedFrom(i, graph.GaveUp) {
			first = min(first, p.rank[f])
		}
	}
	for i := range p.Stations { // clear of all that stands as far down the flow
		if len(ends) > 0 && p.role[i] == main && p.rank[i] >= first && p.Stations[i].Kind != graph.Sink {
			far = max(far, p.under(i)+p.size[ends[0]].v)
		}
	}
	for k, i := range ends {
		from := p.wantedU(i, graph.GaveUp)
		step := (lastRow - from) / float32(max(len(ends)-1, 1))
		p.mid[i].u = from + step*float32(k)
		p.mid[i].v = far - p.size[i].v/2
	}
	return p.spread(append(sides, ends...), p.u0, p.u1)
}

// wantedU is the place along the flow of the station that sends its jobs to
// sink i.
func (p *plan) wantedU(i int, f graph.Flow) float32 {
	from := p.linkedFrom(i, f)
	if len(from) == 0 {
		return p.u1
	}
	return p.mid[from[0]].u
}

// spread moves things along the flow, as little as needed, so that none
// overlaps another and all lie between lo and hi. It keeps their order.
func (p *plan) spread(all []int, lo, hi float32) bool {
	slices.SortStableFunc(all, func(a, b int) int {
		switch d := p.mid[a].u - p.mid[b].u; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	gap := 10 * p.s
	p.centreEqual(all, gap)
	edge := lo
	for _, i := range all {
		half := p.size[i].u / 2
		p.mid[i].u = max(p.mid[i].u, edge+half)
		edge = p.mid[i].u + half + gap
	}
	edge = hi
	for _, i := range slices.Backward(all) {
		half := p.size[i].u / 2
		p.mid[i].u = min(p.mid[i].u, edge-half)
		edge = p.mid[i].u - half - gap
	}
	return edge+gap >= lo-0.01
}

// centreEqual puts things that want the same place evenly round it.
func (p *plan) centreEqual(all []int, gap float32) {
	for a := 0; a < len(all); {
		b, sum := a, -gap
		at := p.mid[all[a]].u
		for b < len(all) && p.mid[all[b]].u-at < 1 {
			sum += p.size[all[b]].u + gap
			b++
		}
		u := at - sum/2
		for _, i := range all[a:b] {
			p.mid[i].u = u + p.size[i].u/2
			u += p.size[i].u + gap
		}
		a = b
	}
}
