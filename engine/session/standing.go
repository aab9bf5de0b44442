package session

import (
	"cmp"
	"slices"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// Stand is how many goroutines stand at one line in one state.
type Stand struct {
	File  string
	Line  int
	State world.GoState
	Count int
}

// Stands returns where goroutines stand at the playhead, by file, line and
// state.
func (s *Session) Stands() []Stand {
	type place struct {
		site  int32
		state world.GoState
	}
	counts := map[place]int{}
	w := s.World()
	for i := range w.Goroutines[1:] {
		if g := &w.Goroutines[i+1]; g.Stands() {
			counts[place{g.Site, g.State}]++
		}
	}
	var stands []Stand
	for p, n := range counts {
		at := s.Site(int(p.site))
		stands = append(stands, Stand{at.File, at.Line, p.state, n})
	}
	slices.SortFunc(stands, func(a, b Stand) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, cmp.Compare(a.State, b.State))
	})
	return merged(stands)
}

// merged makes one of stands that follow each other at one line in one
// state: a line may hold several operations.
func merged(stands []Stand) []Stand {
	out := stands[:0]
	for _, st := range stands {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.File == st.File && last.Line == st.Line && last.State == st.State {
				last.Count += st.Count
				continue
			}
		}
		out = append(out, st)
	}
	return out
}

// At returns the numbers of the goroutines that stand at a line.
func (s *Session) At(file string, line int) []int {
	var ids []int
	w := s.World()
	for i := range w.Goroutines[1:] {
		g := &w.Goroutines[i+1]
		if !g.Stands() {
			continue
		}
		if at := s.Site(int(g.Site)); at.Line == line && at.File == file {
			ids = append(ids, i+1)
		}
	}
	return ids
}

// LastPlace returns where the last event before the playhead that has a place
// happened; the zero SiteInfo before the first one.
func (s *Session) LastPlace() eventlog.SiteInfo { return s.Site(s.World().LastSite) }
