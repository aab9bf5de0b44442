package layout

import (
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/survey"
	"sluice/engine/survey/surveytest"
)

// surveys are the pictures of programs, with their groups closed and opened.
func surveys() map[string]*graph.Graph {
	all := map[string]*graph.Graph{}
	for name, program := range surveytest.Shapes {
		s := survey.Of(surveytest.Record(program, 3*time.Second))
		all["program "+name] = s.Graph()
		for _, g := range s.Groups() {
			s.Expand(g.ID, true)
			all["program "+name+" with "+g.Label] = s.Graph()
			s.Expand(g.ID, false)
		}
	}
	return all
}

// leads reports whether a way leads from station a to b of a graph.
func leads(g *graph.Graph, a, b string) bool {
	seen := map[string]bool{a: true}
	for queue := []string{a}; len(queue) > 0; queue = queue[1:] {
		for _, l := range g.Links {
			if l.From != queue[0] || l.Flow != graph.Main || seen[l.To] {
				continue
			}
			if l.To == b {
				return true
			}
			seen[l.To] = true
			queue = append(queue, l.To)
		}
	}
	return false
}

// passed reports whether some job passes a station.
func passed(g *graph.Graph, id string) bool {
	for _, l := range g.Links {
		if l.Flow == graph.Main && (l.From == id || l.To == id) {
			return true
		}
	}
	return false
}

// order is where a scene's stations stand, along the flow and across it.
func order(g *graph.Graph) map[string]coord {
	counts, at := make([]int, len(g.Stations)), map[string]coord{}
	for i := range g.Stations {
		counts[i] = g.Stations[i].Room
	}
	s := New(g, Canvas{W: 1600, H: 900, Text: 1}, counts)
	for i := range g.Stations {
		c := s.Stations[i].Box.Center()
		if at[g.Stations[i].ID] = (coord{c.X, c.Y}); s.Portrait {
			at[g.Stations[i].ID] = coord{c.Y, c.X}
		}
	}
	return at
}

func TestWhatIsThereKeepsItsPlaceAmongTheOthersWhenAProgramGrows(t *testing.T) {
	for name, program := range surveytest.Shapes {
		if name == "large" {
			continue // what it leaves out changes with what is busy
		}
		r := eventlog.NewReader(surveytest.Record(program, 3*time.Second))
		s := survey.New(r.Site)
		var before *graph.Graph
		var was map[string]coord
		compared := 0
		for e, changes := (eventlog.Event{}), 0; r.Next(&e); {
			if s.Apply(&e); s.Changes() == changes {
				continue
			}
			changes = s.Changes()
			g := s.Graph()
			at := order(g)
			for a, pa := range was {
				for b, pb := range was {
					qa, stays := at[a]
					qb, too := at[b]
					if !stays || !too {
						continue
					}
					onward := leads(before, a, b) && !leads(before, b, a) && !leads(g, b, a)
					if onward && pa.u < pb.u && qa.u >= qb.u {
						t.Errorf("%s, event %d: %s was before %s, and is not any more", name, e.Seq, a, b)
					}
					alike := passed(before, a) == passed(g, a) && passed(before, b) == passed(g, b)
					if alike && pa.u == pb.u && qa.u == qb.u && pa.v < pb.v && qa.v > qb.v {
						t.Errorf("%s, event %d: %s was above %s, and is below it", name, e.Seq, a, b)
					}
					compared++
				}
			}
			before, was = g, at
		}
		if compared == 0 {
			t.Errorf("%s: nothing was compared", name)
		}
	}
}
