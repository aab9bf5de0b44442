package survey

import (
	"slices"

	"sluice/engine/graph"
)

// minor is how many times less than the most that passes a channel of an
// opened group is not drawn.
const minor = 4

// simplify leaves out what hides more than it shows.
func (d *draft) simplify() {
	d.dropMinor()
	d.shorten(func(n *node) bool { return n.alone && n.Room == 0 })
	for _, less := range []func(){
		func() { d.gather(func(n *node) bool { return n.moved == 0 }) },
		func() { d.shorten(func(n *node) bool { return n.Room == 0 }) },
		func() { d.shorten(func(*node) bool { return true }) },
		func() { d.gather(func(*node) bool { return true }) },
	} {
		if d.size() > MaxStations {
			less()
		}
	}
}

func (d *draft) size() int {
	size := 0
	for i := range d.nodes {
		if !d.nodes[i].gone {
			size++
		}
	}
	return size
}

// at returns the edges to a node and from it.
func (d *draft) at(n int32) (in, out []*edge) {
	for i := range d.edges {
		switch e := &d.edges[i]; {
		case e.gone:
		case e.to == n:
			in = append(in, e)
		case e.from == n:
			out = append(out, e)
		}
	}
	return in, out
}

func (d *draft) degree(n int32) int {
	in, out := d.at(n)
	return len(in) + len(out)
}

// dropMinor leaves of an opened group's channels only those edges that matter:
// so a chain is a chain, though its head looks into each link once. Nobody
// loses all.
func (d *draft) dropMinor() {
	for i := range d.nodes {
		if n := &d.nodes[i]; n.Kind != graph.Queue || !n.alone {
			continue
		}
		in, out := d.at(int32(i))
		for _, side := range [][]*edge{in, out} {
			most := int64(0)
			for _, e := range side {
				most = max(most, e.moved)
			}
			for _, e := range side {
				e.gone = e.moved*minor < most && d.degree(e.from) > 1 && d.degree(e.to) > 1
			}
		}
	}
}

// shorten makes of each channel that leads from one station to one other,
// among those that may go, a mere pipe, which comes where the first value was
// sent.
func (d *draft) shorten(may func(*node) bool) {
	for i := range d.nodes {
		n := &d.nodes[i]
		if n.gone || n.Kind != graph.Queue || !may(n) {
			continue
		}
		in, out := d.at(int32(i))
		if len(in) != 1 || len(out) != 1 || in[0].from == out[0].to {
			continue
		}
		n.gone, out[0].gone = true, true
		in[0].to = out[0].to
		d.merge(in[0])
	}
}

// merge puts an edge together with one that joins the same nodes.
func (d *draft) merge(e *edge) {
	for i := range d.edges {
		if o := &d.edges[i]; o != e && !o.gone && o.from == e.from && o.to == e.to {
			o.moved += e.moved
			e.gone = true
		}
	}
}

// others is the ID of the station of those that have none of their own.
const others = "others"

// gather puts goroutines of several places into one station, among those that
// may go, the least busy first, until there are few enough. The main goroutine
// always has its own.
func (d *draft) gather(may func(*node) bool) {
	var least []int32
	for i := range d.nodes {
		n := &d.nodes[i]
		if !n.gone && n.Kind == graph.Workers && n.Within == "" && n.ID != others && n.group != 0 && may(n) {
			least = append(least, int32(i))
		}
	}
	slices.SortStableFunc(least, func(a, b int32) int {
		return int(min(max(d.nodes[a].moved-d.nodes[b].moved, -1), 1))
	})
	into := int32(slices.IndexFunc(d.nodes, func(n node) bool { return n.ID == others }))
	if into < 0 && len(least) < 2 {
		return
	}
	for _, i := range least {
		if d.size() <= MaxStations {
			return
		}
		if into < 0 {
			into = int32(len(d.nodes))
			d.nodes = append(d.nodes, node{Station: graph.Station{ID: others, Kind: graph.Workers, Label: others}})
		}
		d.absorb(into, i)
	}
}

// absorb makes node i a part of another one. A channel that leads nowhere
// else then goes, too.
func (d *draft) absorb(into, i int32) {
	to, n := &d.nodes[into], &d.nodes[i]
	to.Origins, to.Room, to.moved = append(to.Origins, n.Origins...), to.Room+n.Room, to.moved+n.moved
	n.gone = true
	for u, at := range d.of {
		if at == i {
			d.of[u] = into
		}
	}
	for k := range d.edges {
		e := &d.edges[k]
		if e.gone || e.from != i && e.to != i {
			continue
		}
		if e.from == i {
			e.from = into
		}
		if e.to == i {
			e.to = into
		}
		d.merge(e)
	}
	for c := range d.nodes {
		if d.nodes[c].gone || d.nodes[c].Kind != graph.Queue {
			continue
		}
		in, out := d.at(int32(c))
		all := append(in, out...)
		if slices.ContainsFunc(all, func(e *edge) bool { return e.from != into && e.to != into }) {
			continue
		}
		d.nodes[c].gone = true
		for _, e := range all {
			e.gone = true
		}
	}
}
