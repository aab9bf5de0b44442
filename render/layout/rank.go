package layout

import (
	"slices"

	"sluice/engine/graph"
)

// assignRanks finds each main station's column: the longest way to it, a link
// that closes a ring not counted. Sinks all stand in the last one.
func (p *plan) assignRanks() {
	p.findRings()
	for range p.Stations { // as often as a way can be long
		for k := range p.Links {
			if from, to, ok := p.ends(k); ok && p.onward(k) {
				p.rank[to] = max(p.rank[to], p.rank[from]+1)
			}
		}
	}
	p.rankUnlinked()
	last, sinks := 0, false
	for i := range p.Stations {
		if p.role[i] == main && p.Stations[i].Kind != graph.Sink {
			last = max(last, p.rank[i])
		}
		sinks = sinks || p.Stations[i].Kind == graph.Sink && p.role[i] != side
	}
	if sinks {
		last++
	}
	p.ranks = make([][]int, last+1)
	for i := range p.Stations {
		if p.role[i] == main {
			if p.Stations[i].Kind == graph.Sink {
				p.rank[i] = last
			}
			p.ranks[p.rank[i]] = append(p.ranks[p.rank[i]], i)
		}
	}
	p.setBands()
	p.setBends()
}

// onward reports whether link k leads from one column to a later one.
func (p *plan) onward(k int) bool {
	from, to, ok := p.ends(k)
	return ok && p.Links[k].Flow == graph.Main && !p.back[k] && p.role[from] == main && p.role[to] == main
}

// findRings marks each main link that leads back to where it came from.
func (p *plan) findRings() {
	p.back = make([]bool, len(p.Links))
	seen := make([]bool, len(p.Stations))
	for k, l := range p.Links {
		if from, to, ok := p.ends(k); ok && l.Flow == graph.Main {
			clear(seen)
			p.back[k] = p.leads(to, from, k, seen)
		}
	}
}

// leads reports whether a way leads from station a to b by the first n links
// and by none of the stations that it has seen.
func (p *plan) leads(a, b, n int, seen []bool) bool {
	if a == b {
		return true
	}
	seen[a] = true
	for k := range n {
		if from, to, ok := p.ends(k); ok && from == a && !seen[to] && p.onward(k) && p.leads(to, b, n, seen) {
			return true
		}
	}
	return false
}

// rankUnlinked gives stations that no job passes a column: after the one that
// signals to them; when there is no flow at all, each its own. Those of a
// surveyed picture, of which there may be many, share out the columns.
func (p *plan) rankUnlinked() {
	linked := make([]bool, len(p.Stations))
	flows := false
	for k, l := range p.Links {
		if from, to, ok := p.ends(k); ok && l.Flow != graph.Signal {
			linked[from], linked[to], flows = true, true, true
		}
	}
	for k, l := range p.Links {
		if from, to, ok := p.ends(k); ok && l.Flow == graph.Signal && !linked[to] {
			p.rank[to] = max(p.rank[to], p.rank[from]+1)
			linked[to], linked[from] = true, true
		}
	}
	next := 0
	for i := range p.Stations {
		if linked[i] {
			next = max(next, p.rank[i]+1)
		}
	}
	inRank := make([]int, max(next, 1))
	for i := range p.Stations {
		if linked[i] && p.role[i] == main {
			inRank[p.rank[i]]++
		}
	}
	for i := range p.Stations {
		switch {
		case p.role[i] != main || linked[i]:
		case !flows:
			p.rank[i] = next
			next++
		case p.surveyed:
			p.rank[i] = slices.Index(inRank, slices.Min(inRank))
			inRank[p.rank[i]]++
		}
	}
}

// setBends lets a link that skips columns pass through them beside what
// stands there.
func (p *plan) setBends() {
	p.rows = make([][]int, len(p.ranks))
	for r, col := range p.ranks {
		slices.SortStableFunc(col, func(a, b int) int { return p.aside(a) - p.aside(b) })
		p.rows[r] = append(p.rows[r], col...)
	}
	p.bends = make([][]int, len(p.Links))
	for k := range p.Links {
		if !p.onward(k) {
			continue
		}
		from, to, _ := p.ends(k)
		for r := p.rank[from] + 1; r < p.rank[to]; r++ {
			p.bends[k] = append(p.bends[k], len(p.mid))
			p.rows[r] = append(p.rows[r], len(p.mid))
			p.mid = append(p.mid, coord{})
		}
	}
}
