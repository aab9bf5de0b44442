package survey

import (
	"strconv"
	"strings"

	"sluice/engine/graph"
)

func number(n int) string { return strconv.Itoa(n) }

// label labels the nodes: a goroutine by its function, a literal by the
// function around it and its line, a channel by its variable or field. Where
// several places have the same label each is told by its function's full name,
// or if need be by its line.
func (d *draft) label() {
	short, long := map[string]int{}, map[string]int{}
	for i := range d.groups {
		name, full := d.name(&d.groups[i])
		short[name]++
		long[full]++
	}
	for u, at := range d.of {
		if at < 0 {
			continue
		}
		n, g := &d.nodes[at], d.groupOf(int32(u))
		name, full := d.name(g)
		line := d.site(g.origin.Site).Line
		switch {
		case short[name] == 1:
		case long[full] == 1:
			name = full
		case line > 0:
			name += ":" + number(line)
		}
		if n.Number > 0 {
			name += " " + number(d.units[u].place)
		}
		n.Label = name
	}
}

// name returns a group's name in short and in full.
func (d *draft) name(g *group) (short, full string) {
	name := g.origin.Name
	if g.kind == graph.Queue {
		if name == "" {
			name = "channel"
		}
		return name, name
	}
	if function, _, literal := strings.Cut(name, ".func"); literal {
		at := d.site(g.origin.Site)
		if at.Func != "" {
			function, _, _ = strings.Cut(at.Func, ".func")
		}
		name = function + ":" + number(at.Line)
	}
	name = strings.NewReplacer("(", "", ")", "", "*", "").Replace(name)
	return name[strings.LastIndexByte(name, '.')+1:], name
}
