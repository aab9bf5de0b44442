package survey

import (
	"slices"

	"sluice/engine/graph"
)

// draft is a picture while it is made.
type draft struct {
	*Survey
	picture  graph.Graph
	stations []int32 // of each unit: its station, -1 for none
	weight   []int64 // of each station: values that passed it
}

// Graph returns the picture of what is known by now. It is the caller's.
func (s *Survey) Graph() *graph.Graph {
	d := &draft{Survey: s, stations: make([]int32, len(s.units))}
	for i := range d.stations {
		d.stations[i] = -1
	}
	alone := d.opened()
	for i := range s.groups {
		d.place(i, alone)
	}
	d.name()
	d.link()
	d.signal()
	return &d.picture
}

// opened returns which units get a station of their own: the goroutines of
// groups that are opened, and the channels that only these use.
func (d *draft) opened() []bool {
	alone := make([]bool, len(d.units))
	for i := range d.units {
		g := &d.groups[d.units[i].group]
		alone[i] = g.open && d.units[i].place > 0
	}
	for i := range d.flows {
		if f := &d.flows[i]; alone[f.goroutine] && d.units[f.channel].place > 0 && d.groupOf(f.channel).count > 1 {
			alone[f.channel] = true
		}
	}
	return alone
}

// place adds the stations of a group: one for each of its units that stands
// alone, and one for all others.
func (d *draft) place(at int, alone []bool) {
	g := &d.groups[at]
	if g.kind == graph.Queue && (g.signals || !g.shared && !g.awaited) {
		return
	}
	id, rest := d.id(g), slices.Clone(g.units)
	if g.rest >= 0 {
		rest = append(rest, g.rest)
	}
	n := len(rest)
	rest = slices.DeleteFunc(rest, func(u int32) bool { return alone[u] })
	if len(rest) > 0 {
		st := graph.Station{ID: id, Kind: g.kind, Origins: []graph.Origin{g.origin}}
		st.Many = g.kind == graph.Queue && g.count > 1
		switch {
		case len(rest) < n:
			st.Within = id
		case g.kind == graph.Workers && g.count > 1:
			st.Members = g.count
		}
		for _, u := range rest {
			d.stations[u] = int32(len(d.picture.Stations))
		}
		d.picture.Stations = append(d.picture.Stations, st)
	}
	for _, u := range g.units {
		if !alone[u] {
			continue
		}
		d.stations[u] = int32(len(d.picture.Stations))
		d.picture.Stations = append(d.picture.Stations, graph.Station{
			ID: id + "#" + number(d.units[u].place), Kind: g.kind, Within: id,
			Origins: []graph.Origin{g.origin}, Number: d.units[u].number,
		})
	}
}

// link joins the stations along which values go. What comes back to who sent
// before it ever received comes last: so a ring begins there.
func (d *draft) link() {
	known := map[[2]int32]bool{}
	var back []graph.Link
	begins := map[int32]bool{} // stations of goroutines: whether the first thing was to send
	for i := range d.flows {
		f := &d.flows[i]
		from, to := d.stations[f.goroutine], d.stations[f.channel]
		if !f.out {
			from, to = to, from
		}
		if from < 0 || to < 0 {
			continue
		}
		if _, seen := begins[d.stations[f.goroutine]]; !seen {
			begins[d.stations[f.goroutine]] = f.out
		}
		if known[[2]int32{from, to}] {
			continue
		}
		known[[2]int32{from, to}] = true
		link := graph.Link{From: d.picture.Stations[from].ID, To: d.picture.Stations[to].ID}
		if !f.out && begins[to] {
			back = append(back, link)
		} else {
			d.picture.Links = append(d.picture.Links, link)
		}
	}
	d.picture.Links = append(d.picture.Links, back...)
}

// signal joins who gives a signal with who waits for it.
func (d *draft) signal() {
	known := map[[3]int32]bool{}
	for i := range d.flows {
		give := &d.flows[i]
		if !give.out || !d.groupOf(give.channel).signals {
			continue
		}
		for k := range d.flows {
			take := &d.flows[k]
			from, to := d.stations[give.goroutine], d.stations[take.goroutine]
			key := [3]int32{from, to, d.units[give.channel].group}
			if take.out || take.channel != give.channel || from == to || known[key] {
				continue
			}
			known[key] = true
			g := d.groupOf(give.channel)
			d.picture.Links = append(d.picture.Links, graph.Link{
				From: d.picture.Stations[from].ID, To: d.picture.Stations[to].ID,
				Flow: graph.Signal, Origins: []graph.Origin{g.origin},
			})
		}
	}
}
