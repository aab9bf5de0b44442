package layout

import "sluice/engine/graph"

// links are a graph's links with their stations looked up, once for all plans.
type links struct {
	joins    [][2]int                  // the stations of each link, -1 for one that does not exist
	surveyed bool                      // nobody has drawn the graph by hand: it may be large, and of any form
	to, from [graph.Signal + 1][][]int // of each flow and station: where its links lead, and come from
}

func newLinks(g *graph.Graph) *links {
	index, surveyed := map[string]int{}, false
	for i := range g.Stations {
		index[g.Stations[i].ID] = i
		surveyed = surveyed || len(g.Stations[i].Origins) > 0
	}
	at := func(id string) int {
		if i, ok := index[id]; ok {
			return i
		}
		return -1
	}
	ls := &links{surveyed: surveyed}
	for f := range ls.to {
		ls.to[f], ls.from[f] = make([][]int, len(g.Stations)), make([][]int, len(g.Stations))
	}
	for _, l := range g.Links {
		from, to := at(l.From), at(l.To)
		ls.joins = append(ls.joins, [2]int{from, to})
		if from >= 0 && to >= 0 {
			ls.to[l.Flow][from] = append(ls.to[l.Flow][from], to)
			ls.from[l.Flow][to] = append(ls.from[l.Flow][to], from)
		}
	}
	return ls
}

// ends returns the stations that link k joins; ok is false if one does not
// exist.
func (ls *links) ends(k int) (from, to int, ok bool) {
	from, to = ls.joins[k][0], ls.joins[k][1]
	return from, to, from >= 0 && to >= 0
}

// linked returns the stations that i has links of a flow to.
func (ls *links) linked(i int, f graph.Flow) []int { return ls.to[f][i] }

// linkedFrom returns the stations that have links of a flow to i.
func (ls *links) linkedFrom(i int, f graph.Flow) []int { return ls.from[f][i] }
