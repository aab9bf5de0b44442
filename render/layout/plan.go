package layout

import "sluice/engine/graph"

// plan is one attempt to place a graph: at one scale, in one direction.
// It thinks in u, along the main flow, and v, across it; refusals leave
// towards greater v and retries loop over lesser v.
type plan struct {
	*graph.Graph
	*links
	scene    *Scene
	counts   []int
	detail   detail
	ring     float32 // the least radius of a goroutine's ring
	s, t     float32 // scale of shapes and of text
	portrait bool

	region         Rect    // what may be used
	foot           Rect    // what the panels use
	u0, u1, v0, v1 float32 // the same along and across

	role  []role
	rank  []int    // of stations with role main
	ranks [][]int  // the stations of each column
	rows  [][]int  // the same, and the bends of links that pass through
	back  []bool   // of each link: it closes a ring
	band  []int    // of each such link: how many run lower
	bends [][]int  // of each link: what it passes through, a column each
	size  []extent // of each station's body
	grid  []grid   // of Workers

	axis  float32   // v of the main flow
	below float32   // how far the scene goes from the axis towards v1
	width []float32 // of each column, along the flow
	mid   []coord   // of each station's body, and of each bend
	paths [][]Point // of all pipes, for labels to avoid
	taken []Rect
}

// extent is a size along and across the flow, coord a place in it.
type (
	extent struct{ u, v float32 }
	coord  struct{ u, v float32 }
)

// role is what part of the picture a station belongs to.
type role uint8

const (
	main  role = iota // in the main flow
	side              // refused jobs end here, beside their station
	end               // given up jobs end here, in the last column
	loop              // on the way back of a retry
	panel             // beside the flow
)

// edge is the least distance of a body from the canvas's edge.
const edge = 10

func newPlan(g *graph.Graph, ls *links, c Canvas, counts []int, d detail, ring, scale float32, portrait bool) *plan {
	p := &plan{
		Graph: g, links: ls, counts: counts, detail: d, ring: ring, s: scale, t: c.Text, portrait: portrait,
		region: Rect{edge, edge, c.W - 2*edge, c.H - 2*edge},
		role:   make([]role, len(g.Stations)),
		rank:   make([]int, len(g.Stations)),
		size:   make([]extent, len(g.Stations)),
		grid:   make([]grid, len(g.Stations)),
		mid:    make([]coord, len(g.Stations)),
		scene: &Scene{
			Canvas: c, Portrait: portrait, Scale: scale, graph: g,
			Stations: make([]Station, len(g.Stations)),
		},
	}
	for i := range g.Stations {
		p.scene.Stations[i].Kind = g.Stations[i].Kind
	}
	p.assignRoles()
	p.setPanels()
	r := p.region
	p.u0, p.u1, p.v0, p.v1 = r.X, r.Right(), r.Y, r.Bottom()
	if portrait {
		p.u0, p.u1, p.v0, p.v1 = r.Y, r.Bottom(), r.X, r.Right()
	} else if p.detail > bare { // names are wider than what they belong to
		room := min(14*c.Text, (p.u1-p.u0)/8)
		p.u0, p.u1 = p.u0+room, p.u1-room
	}
	p.assignRanks()
	for i := range g.Stations {
		p.size[i] = p.bodySize(i)
	}
	p.alignSinks()
	return p
}

func (p *plan) assignRoles() {
	for i, st := range p.Stations {
		switch st.Kind {
		case graph.Backoff:
			p.role[i] = loop
		case graph.Bars:
			p.role[i] = panel
		case graph.Sink:
			p.role[i] = end
		}
	}
	for k, l := range p.Links {
		_, to, ok := p.ends(k)
		if !ok || p.Stations[to].Kind != graph.Sink {
			continue
		}
		switch l.Flow {
		case graph.Main:
			p.role[to] = main
		case graph.Refusal:
			p.role[to] = side
		}
	}
}

// withRole returns the stations that have a role, in the graph's order.
func (p *plan) withRole(r role) []int {
	var all []int
	for i := range p.Stations {
		if p.role[i] == r {
			all = append(all, i)
		}
	}
	return all
}

// point and box turn coordinates of the flow into ones of the canvas.
func (p *plan) point(u, v float32) Point {
	if p.portrait {
		return Point{v, u}
	}
	return Point{u, v}
}

func (p *plan) box(c coord, e extent) Rect {
	m := p.point(c.u, c.v)
	if p.portrait {
		e.u, e.v = e.v, e.u
	}
	return Rect{m.X - e.u/2, m.Y - e.v/2, e.u, e.v}
}

// loops reports whether a retry loops back into or out of station i.
func (p *plan) loops(i int) bool {
	return len(p.linked(i, graph.Retry))+len(p.linkedFrom(i, graph.Retry)) > 0
}
