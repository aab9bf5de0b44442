package survey

import (
	"strconv"
	"strings"

	"sluice/engine/graph"
)

func number(n int) string { return strconv.Itoa(n) }

// name labels the stations: a goroutine by its function, a literal by the
// function around it and its line, a channel by its variable or field. Where
// several places have the same label each is told by its line.
func (d *draft) name() {
	places := map[string]int{}
	for i := range d.groups {
		places[d.label(&d.groups[i])]++
	}
	for u, station := range d.stations {
		if station < 0 {
			continue
		}
		st, g := &d.picture.Stations[station], d.groupOf(int32(u))
		label := d.label(g)
		if line := d.site(g.origin.Site).Line; places[label] > 1 && line > 0 {
			label += ":" + number(line)
		}
		if st.Number > 0 {
			label += " " + number(d.units[u].place)
		}
		st.Label = label
	}
}

func (d *draft) label(g *group) string {
	name := g.origin.Name
	if g.kind == graph.Queue {
		if name == "" {
			return "channel"
		}
		return name
	}
	if function, _, literal := strings.Cut(name, ".func"); literal {
		return function + ":" + number(d.site(g.origin.Site).Line)
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}
