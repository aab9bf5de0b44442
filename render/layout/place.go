package layout

import (
	"sluice/engine/graph"
)

// place puts everything into the scene and reports whether there was room.
func (p *plan) place() bool {
	p.placePanels()
	if len(p.withRole(panel)) == len(p.Stations) {
		return p.panelsFit()
	}
	return p.panelsFit() && p.placeAcross() && p.placeAlong() && p.placeSinks() && p.build()
}

// Distances at scale 1.
const (
	loopRise   = 34 // from what a retry's way passes over, to the way
	dialRadius = 13
	refillRise = 66 // from a bucket's edge to its refill ring
	ringRadius = 10
	spoutReach = 11 // of a leaky bucket's spout beside it
)

// reach is how far a station's things go from its middle, towards v0 and v1;
// for Workers beyond the workers themselves.
func (p *plan) reach(i int) (up, down float32) {
	if i >= len(p.Stations) { // a bend
		return 10 * p.s, 10 * p.s
	}
	half := p.size[i].v / 2
	up, down = half, half
	switch kind := p.Stations[i].Kind; {
	case p.portrait && kind == graph.Bucket:
		up += p.ringReach()
	case p.portrait:
	case kind == graph.Client, kind == graph.Pile:
		down += p.labelReach()
	case kind == graph.Bucket:
		up += p.ringReach()
	case kind == graph.Queue, kind == graph.Leaky, kind == graph.Breaker:
		up += p.labelReach()
	case kind == graph.Workers:
		down += p.labelReach()
	}
	if p.loops(i) {
		up += p.loopReach()
	}
	for _, to := range p.linked(i, graph.Refusal) {
		if p.role[to] == side {
			down = max(down, half+24*p.s+p.size[to].v)
		}
	}
	return up, down
}

func (p *plan) labelReach() float32 {
	switch p.detail {
	case bare:
		return 0
	case terse:
		return labelHeight*p.t + gap
	}
	return (labelHeight+subHeight)*p.t + gap
}

func (p *plan) ringReach() float32 {
	r := (refillRise + ringRadius) * p.s
	if p.detail < full {
		r = (22 + 2*ringRadius) * p.s
	}
	if p.portrait {
		r = (16 + 2*ringRadius) * p.s
		if p.detail == full {
			r += textWidth(14, 11.5, p.t) + gap
		}
	}
	return r
}

func (p *plan) loopReach() float32 {
	bands := float32(max(len(p.withRole(loop)), 1))
	r := (loopRise+dialRadius)*p.s + 18*p.t
	if p.portrait {
		r = 24*p.s + dialRadius*p.s + 40*p.t
	}
	if p.detail == bare {
		r = (loopRise + dialRadius) * p.s * 0.7
	}
	return r * bands
}

// placeAcross finds the axis, each main station's v and the workers' grids.
func (p *plan) placeAcross() bool {
	if !p.sizeWorkers() {
		return false
	}
	up, down := float32(0), float32(0)
	for _, col := range p.rows {
		a, b := p.columnReach(col)
		up, down = max(up, a), max(down, b)
	}
	up = max(up, p.ringsReach())
	if !p.portrait {
		down = max(down, p.endReach())
	} else if k := p.withRole(end); len(k) > 0 {
		for _, i := range k {
			for _, from := range p.linkedFrom(i, graph.GaveUp) {
				down = max(down, p.size[from].v/2+24*p.s+p.size[i].v)
			}
		}
	}
	room := p.v1 - p.v0
	if up+down > room {
		return false
	}
	spare := room - up - down
	if !p.portrait { // a tall canvas keeps its rows together
		p.below = down + min(spare*0.25, 40*p.s)
	} else {
		p.below = down + min(spare*0.4, 60*p.s)
	}
	spare = room - up - p.below
	p.axis = p.v0 + up + spare/2
	p.stackAll()
	return true
}

// endReach is how far from the axis the last column goes: its main sinks
// stand on the axis, those of given up jobs below them.
func (p *plan) endReach() float32 {
	h := float32(0)
	col := p.ranks[len(p.ranks)-1]
	for _, i := range col {
		h = max(h, p.size[i].v/2)
	}
	if len(col) > 1 {
		_, h = p.columnReach(col)
	}
	for _, i := range p.withRole(end) {
		h += p.size[i].v + 14*p.s
	}
	return h
}

// sizeWorkers finds the grids of all groups of workers: as big as the room
// across the flow allows.
func (p *plan) sizeWorkers() bool {
	for r, col := range p.ranks {
		groups, fixed := float32(0), float32(0)
		for k, i := range p.rows[r] {
			if i < len(p.Stations) && p.Stations[i].Kind == graph.Workers {
				p.size[i] = extent{}
				groups++
			}
			up, down := p.reach(i)
			if fixed += up + down; k > 0 {
				fixed += 12 * p.s
			}
		}
		if groups == 0 {
			continue
		}
		room := extent{(p.u1 - p.u0) * 0.2, (p.v1 - p.v0 - fixed) / groups}
		if len(p.rows[r]) == 1 { // the others' reach counts too, on both sides
			room.v = min(room.v, p.centredRoom(col[0]))
		}
		if p.portrait {
			room.u = min(room.u, 2*workerPitch*p.s)
			room.v = min(room.v, 260*p.s)
		}
		for _, i := range col {
			if p.Stations[i].Kind != graph.Workers {
				continue
			}
			g := packed(p.counts[i], room, workerPitch*p.s, 0.75)
			if g.pitch*workerRadius < p.ring {
				return false
			}
			p.size[i] = extent{float32(g.cols) * g.pitch, float32(g.rows) * g.pitch}
			p.grid[i] = g
		}
	}
	return true
}

// centredRoom is how much there is for a lone group of workers across the
// flow, centred on the axis, when all other columns keep their reach.
func (p *plan) centredRoom(i int) float32 {
	up, down := float32(0), p.endReach()
	if p.portrait {
		down = 0
	}
	for _, col := range p.rows {
		if len(col) == 1 && col[0] < len(p.Stations) && p.Stations[col[0]].Kind == graph.Workers {
			continue
		}
		a, b := p.columnReach(col)
		up, down = max(up, a), max(down, b)
	}
	a, b := p.reach(i)
	lo, hi := p.v0+up, p.v1-down
	axis := min(max((p.v0+a+p.v1-b)/2, lo), max(hi, lo))
	return 2 * min(axis-p.v0-a, p.v1-b-axis)
}
