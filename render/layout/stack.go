package layout

import (
	"cmp"
	"slices"

	"sluice/engine/graph"
)

// stackAll gives what stands in each column its v. The tallest column is
// spread evenly round the axis; from there on to both sides, each thing
// stands level with what it is linked to, as far as there is room.
func (p *plan) stackAll() {
	base, most := 0, float32(0)
	for r, col := range p.rows {
		if h := p.stackHeight(col); len(col) > 1 && h > most {
			base, most = r, h
		}
	}
	p.stack(p.rows[base])
	for r := base + 1; r < len(p.rows); r++ {
		p.level(p.rows[r], r, -1)
	}
	for r := base - 1; r >= 0; r-- {
		p.level(p.rows[r], r, 1)
	}
}

// level stacks column r with everything as near as possible to the middle of
// what it is linked to on one side.
func (p *plan) level(col []int, r, side int) {
	want := map[int]float32{}
	for _, i := range col {
		want[i] = p.wantedV(i, r+side)
	}
	slices.SortStableFunc(col, func(a, b int) int {
		if c := cmp.Compare(p.aside(a), p.aside(b)); c != 0 {
			return c
		}
		return cmp.Compare(int(2*want[a]), int(2*want[b])) // half a pixel is no difference
	})
	// Of what wants to be too near, all of it gives way alike: neighbours are
	// put into one block, which stands at its mean.
	type block struct {
		from, to int
		at       float32 // of the first one
	}
	offset := make([]float32, len(col))
	for k := 1; k < len(col); k++ {
		_, below := p.rowReach(col, k-1)
		above, _ := p.rowReach(col, k)
		offset[k] = offset[k-1] + below + 12*p.s + above
	}
	var blocks []block
	for k, i := range col {
		blocks = append(blocks, block{k, k + 1, want[i] - offset[k]})
		for n := len(blocks); n > 1 && blocks[n-2].at > blocks[n-1].at; n-- {
			a, b := blocks[n-2], blocks[n-1]
			na, nb := float32(a.to-a.from), float32(b.to-b.from)
			blocks = append(blocks[:n-2], block{a.from, b.to, (a.at*na + b.at*nb) / (na + nb)})
		}
	}
	if len(col) == 0 {
		return
	}
	first, _ := p.rowReach(col, 0)
	_, last := p.rowReach(col, len(col)-1)
	lo, hi := p.v0+p.ringRoom(r)+first, p.v1-last-offset[len(col)-1]
	if ends := p.withRole(end); len(ends) > 0 && r == len(p.rows)-1 && !p.portrait {
		hi = p.axis + p.below - last - offset[len(col)-1]
		for _, i := range ends {
			hi -= p.size[i].v + 14*p.s
		}
	}
	for _, b := range blocks {
		for k := b.from; k < b.to; k++ {
			p.mid[col[k]].v = max(min(b.at, hi), lo) + offset[k]
		}
	}
}

// aside is 1 for what no job passes in a picture that nobody has drawn by hand:
// it stands behind all else in its column, so that it is not in the way.
func (p *plan) aside(i int) int {
	if !p.surveyed || i >= len(p.Stations) || len(p.linked(i, graph.Main))+len(p.linkedFrom(i, graph.Main)) > 0 {
		return 0
	}
	return 1
}

// wantedV is the middle of what i is linked to in column r.
func (p *plan) wantedV(i, r int) float32 {
	sum, n := float32(0), 0
	for k := range p.Links {
		if !p.onward(k) {
			continue
		}
		from, to, _ := p.ends(k)
		way := append(append([]int{from}, p.bends[k]...), to)
		for at := 1; at < len(way); at++ {
			a, b, column := way[at-1], way[at], p.rank[from]+at
			switch {
			case a == i && column == r:
				sum, n = sum+p.mid[b].v, n+1
			case b == i && column-1 == r:
				sum, n = sum+p.mid[a].v, n+1
			}
		}
	}
	if n == 0 {
		return p.axis
	}
	return sum / float32(n)
}

// columnReach is how far a column goes from the axis to both sides.
func (p *plan) columnReach(col []int) (up, down float32) {
	if len(col) == 1 {
		return p.reach(col[0])
	}
	sum := p.stackHeight(col)
	return sum / 2, sum / 2
}

// rowReach is how far that goes which stands in row k of a column: as far as
// the farthest in that row of all columns with as many, so that parallel ways
// run straight.
func (p *plan) rowReach(col []int, k int) (up, down float32) {
	if len(col) == 1 {
		return p.reach(col[0])
	}
	for _, other := range p.rows {
		if len(other) == len(col) {
			a, b := p.reach(other[k])
			up, down = max(up, a), max(down, b)
		}
	}
	return up, down
}

func (p *plan) stackHeight(col []int) float32 {
	sum := float32(0)
	for k := range col {
		a, b := p.rowReach(col, k)
		sum += a + b
		if k > 0 {
			sum += 12 * p.s
		}
	}
	return sum
}

// stack puts the stations of a column on the axis, or evenly round it.
func (p *plan) stack(col []int) {
	if len(col) == 1 {
		p.mid[col[0]].v = p.axis
		return
	}
	v := p.axis - p.stackHeight(col)/2
	for k, i := range col {
		a, b := p.rowReach(col, k)
		p.mid[i].v = v + a
		v += a + b + 12*p.s
	}
}
