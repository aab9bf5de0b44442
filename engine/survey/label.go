package survey

import (
	"path"
	"strconv"
	"strings"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
)

func number(n int) string { return strconv.Itoa(n) }

// label labels the nodes: a goroutine by its function, a literal by the
// function around it and its line, a channel by its variable or field. Where
// several places have the same label each is told by its function's full name,
// or if need be by its line. A goroutine of a package that is not the program's
// has that one's name ahead.
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
	at := d.site(g.origin.Site)
	pkg, foreign := packageOf(at)
	if function, _, literal := strings.Cut(name, ".func"); literal {
		if at.Func != "" {
			function, _, _ = strings.Cut(at.Func, ".func")
		}
		name = function
		if !foreign {
			name += ":" + number(at.Line)
		}
	}
	name = strings.NewReplacer("(", "", ")", "", "*", "").Replace(name)
	short = name[strings.LastIndexByte(name, '.')+1:]
	if foreign {
		short = path.Base(pkg) + "." + short
	}
	return short, name
}

// packageOf is the path of the package at a place that is not of the program:
// one that the program uses as it is, and whose functions have full names.
func packageOf(at eventlog.SiteInfo) (pkg string, foreign bool) {
	slash := strings.LastIndexByte(at.Func, '/') + 1
	name, _, _ := strings.Cut(at.Func[slash:], ".")
	pkg = at.Func[:slash] + name
	return pkg, name != "" && strings.HasPrefix(at.File, pkg+"/")
}
