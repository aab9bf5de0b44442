package motion

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// Names returns what a station of bars counts, in order: the part of the
// tallies' names after the station's own. Those of a series are not listed.
func (s *Stage) Names(station int) []string { return s.census.names[station] }

// lookAtTallies lists the names of what is counted, when there are new ones.
func (c *census) lookAtTallies(w *world.World) {
	if len(w.Tallies) == c.tallies {
		return
	}
	c.tallies = len(w.Tallies)
	for i := range c.graph.Stations {
		st := &c.graph.Stations[i]
		if st.Kind != graph.Bars || st.Series {
			continue
		}
		c.names[i] = c.names[i][:0]
		for name := range w.Tallies {
			if rest, ok := strings.CutPrefix(name, st.Tally+"/"); ok {
				c.names[i] = append(c.names[i], rest)
			}
		}
		slices.SortFunc(c.names[i], byNumber)
	}
}

// byNumber orders numbers by value and before all other names.
func byNumber(a, b string) int {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	switch {
	case errX == nil && errY == nil:
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	case errX == nil:
		return -1
	case errY == nil:
		return 1
	}
	return cmp.Compare(a, b)
}
