package survey

import (
	"slices"

	"sluice/engine/graph"
)

// draft is a picture while it is made.
type draft struct {
	*Survey
	nodes []node
	of    []int32 // of each unit: its node, -1 for none
	edges []edge  // in the order in which they were first used
}

// node is what may become a station.
type node struct {
	graph.Station
	group  int32
	alone  bool // one of an opened group, or a channel that such a one uses
	gone   bool
	begins bool // the first thing that its goroutines did was to send
	used   bool // they did something
	moved  int64
}

// edge is what may become a link.
type edge struct {
	from, to int32
	moved    int64
	gone     bool
}

// maxSlots is how many places are drawn of several channels' buffers.
const maxSlots = 24

// Graph returns the picture of what is known by now. It is the caller's.
func (s *Survey) Graph() *graph.Graph {
	d := &draft{Survey: s, of: make([]int32, len(s.units))}
	for i := range d.of {
		d.of[i] = -1
	}
	alone := d.opened()
	for i := range s.groups {
		d.place(i, alone)
	}
	d.label()
	d.join()
	d.simplify()
	return d.graph()
}

// opened returns which units get a station of their own: the goroutines of
// groups that are opened, and the channels that these use, unless there are
// many more, as those of which each carries one answer.
func (d *draft) opened() []bool {
	alone := make([]bool, len(d.units))
	for i := range d.units {
		alone[i] = d.groups[d.units[i].group].open && d.units[i].place > 0
	}
	for i := range d.flows {
		f := &d.flows[i]
		if !alone[f.goroutine] || d.units[f.channel].place == 0 {
			continue
		}
		if n := d.groupOf(f.channel).count; n > 1 && n <= 2*d.groupOf(f.goroutine).count {
			alone[f.channel] = true
		}
	}
	return alone
}

// place adds the nodes of a group: one for all of its units but those that
// are alone.
func (d *draft) place(at int, alone []bool) {
	g := &d.groups[at]
	if g.kind == graph.Queue && (g.signals || !g.shared && !g.awaited) {
		return
	}
	all := slices.Clone(g.units)
	if g.rest >= 0 {
		all = append(all, g.rest)
	}
	rest := slices.DeleteFunc(slices.Clone(all), func(u int32) bool { return alone[u] })
	st := graph.Station{ID: d.id(g), Kind: g.kind, Origins: []graph.Origin{g.origin}}
	if len(rest) > 0 {
		together := st
		together.Room = g.room
		if len(rest) < len(all) {
			together.Within, together.Room = st.ID, max(g.room-(len(all)-len(rest)), 1)
		}
		switch many := g.count > 1; {
		case many && g.kind == graph.Queue:
			together.Many, together.Room = true, min(g.room, maxSlots)
		case many && together.Within == "":
			together.Members = g.count
		}
		d.add(together, false, rest...)
	}
	for _, u := range all {
		if alone[u] {
			one := st
			one.ID += "#" + number(d.units[u].place)
			one.Within, one.Number, one.Room = st.ID, d.units[u].number, d.units[u].room
			d.add(one, true, u)
		}
	}
}

func (d *draft) add(st graph.Station, alone bool, units ...int32) {
	for _, u := range units {
		d.of[u] = int32(len(d.nodes))
	}
	d.nodes = append(d.nodes, node{Station: st, group: d.units[units[0]].group, alone: alone})
}

// join finds the edges along which values go.
func (d *draft) join() {
	known := map[[2]int32]int{}
	for i := range d.flows {
		f := &d.flows[i]
		goroutine, channel := d.of[f.goroutine], d.of[f.channel]
		if goroutine < 0 || channel < 0 {
			continue
		}
		g := &d.nodes[goroutine]
		g.begins = g.begins || !g.used && f.out
		g.used, g.moved = true, g.moved+f.moved
		from, to := goroutine, channel
		if !f.out {
			from, to = to, from
		}
		at, ok := known[[2]int32{from, to}]
		if !ok {
			at = len(d.edges)
			known[[2]int32{from, to}] = at
			d.edges = append(d.edges, edge{from: from, to: to})
		}
		d.edges[at].moved += f.moved
	}
}

// graph makes stations and links of what is left. What comes back to who sent
// before ever receiving comes last: so a ring begins there.
func (d *draft) graph() *graph.Graph {
	g := &graph.Graph{}
	for i := range d.nodes {
		if !d.nodes[i].gone {
			g.Stations = append(g.Stations, d.nodes[i].Station)
		}
	}
	for _, back := range []bool{false, true} {
		for _, e := range d.edges {
			if !e.gone && d.nodes[e.to].begins == back {
				g.Links = append(g.Links, graph.Link{From: d.nodes[e.from].ID, To: d.nodes[e.to].ID})
			}
		}
	}
	g.Links = append(g.Links, d.signals()...)
	return g
}
