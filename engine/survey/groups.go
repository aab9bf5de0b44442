package survey

import (
	"sluice/engine/eventlog"
	"sluice/engine/graph"
)

// Group is what stands at one station and could have a station each.
type Group struct {
	ID      string // of the group's station; see Expand
	Label   string
	Site    eventlog.SiteInfo // where they are created
	Members int
	Open    bool // each has a station
}

// Groups returns the groups of goroutines that can be opened, in the order in
// which the run came to them.
func (s *Survey) Groups() (list []Group) {
	d := &draft{Survey: s}
	for i := range s.groups {
		if g := &s.groups[i]; g.kind == graph.Workers && g.count > 1 {
			name, _ := d.name(g)
			list = append(list, Group{s.id(g), name, s.site(g.origin.Site), g.count, g.open})
		}
	}
	return list
}
