package layout

import (
	"testing"

	"sluice/engine/graph"
	"sluice/render/rendertest"
)

// byID has the number of each station.
func byID(g *graph.Graph) map[string]int32 {
	at := map[string]int32{}
	for i := range g.Stations {
		at[g.Stations[i].ID] = int32(i)
	}
	return at
}

func TestRoutesFollowThePipes(t *testing.T) {
	g := rendertest.Settings{}.Graph()
	for _, c := range []Canvas{{W: 832, H: 620, Text: 1}, {W: 390, H: 500, Text: 1}} {
		s := New(g, c, counts(g, 5, 24))
		at := byID(g)
		all := Rect{0, 0, c.W, c.H}
		for _, ends := range [][2]string{
			{"client", "queue"}, {"client", "notoken"}, {"client", "full"}, {"queue", "workers"},
			{"workers", "completed"}, {"workers", "backoff"}, {"backoff", "queue"},
			{"workers", "failed"}, {"queue", "cancelled"}, {"client", "completed"},
		} {
			a, b := at[ends[0]], at[ends[1]]
			for place := int32(-1); place < 6; place++ {
				path := s.Route(Stop{a, place}, Stop{b, place})
				if len(path) < 2 {
					t.Fatalf("no way from %s to %s", ends[0], ends[1])
				}
				for k, p := range path {
					if !all.Contains(p) {
						t.Fatalf("%s to %s leaves the canvas at %v", ends[0], ends[1], p)
					}
					if k > 0 && Distance(path[k-1], p) > 0.6*(c.W+c.H) {
						t.Fatalf("%s to %s has a gap before %v", ends[0], ends[1], p)
					}
				}
				// It begins and ends at the stations, for lanes at the place's own.
				near := 0.75 * max(s.Stations[a].Box.W, s.Stations[a].Box.H)
				if p := s.Stations[a].Box.Center(); Distance(p, path[0]) > near {
					t.Errorf("%s to %s begins at %v, far from %v", ends[0], ends[1], path[0], p)
				}
			}
		}
		if s.Route(Stop{at["completed"], -1}, Stop{at["client"], -1}) != nil {
			t.Error("there is a way back from a sink")
		}
	}
}

func TestAWorkersRouteUsesItsOwnLane(t *testing.T) {
	g := rendertest.Settings{}.Graph()
	s := New(g, Canvas{W: 832, H: 620, Text: 1}, counts(g, 5, 24))
	at := byID(g)
	for k, p := range s.Stations[at["workers"]].Places {
		worker := Stop{at["workers"], int32(k)}
		in := s.Route(Stop{at["queue"], 0}, worker)
		out := s.Route(worker, Stop{at["completed"], -1})
		if got := in[len(in)-1].Y; got != p.Y {
			t.Errorf("the way to worker %d ends at a height of %v, want %v", k, got, p.Y)
		}
		if got := out[0].Y; got != p.Y {
			t.Errorf("the way from worker %d begins at a height of %v, want %v", k, got, p.Y)
		}
	}
}
