package rendertest

import (
	"fmt"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// World is a moment of a run of one of Graphs: something at most stations.
func World(name string, g *graph.Graph) *world.World {
	s := NewScript()
	s.Pass(8930 * time.Millisecond)
	ids := map[string]int{}
	for i := range g.Stations {
		switch st := &g.Stations[i]; st.Kind {
		case graph.Queue:
			capacity := 0
			if st.Label == "Queue" {
				capacity = 12
			}
			ids[st.ID] = s.Chan(st.Channel, capacity)
		case graph.Bucket:
			s.Bucket(st.Bucket, 10, 4, 3)
		case graph.Leaky:
			s.Bucket(st.Bucket, 10, -4, 6.4)
		case graph.Breaker:
			s.Note(st.Note, "half-open")
		case graph.Bars:
			if !st.Series {
				for k, n := range []int{112, 95, 121, 104} {
					s.Tally(fmt.Sprintf("%s/case %d", st.Tally, k+1), n)
				}
				break
			}
			for slot := range 90 {
				s.Tally(fmt.Sprintf("%s/%d", st.Tally, slot), (slot*slot)%17+slot%30/4)
			}
		case graph.Client, graph.Pile:
			ids[st.ID] = s.Go(st.Goroutine)
		case graph.Workers:
			n := 1
			if st.Group() {
				n = 5
			}
			for range n {
				ids[st.ID] = s.Go(st.Goroutine)
			}
		}
	}
	quit := s.Chan("quit", 0)
	switch name {
	case "pipeline":
		s.Recv(ids["three"], ids["c"])
		for _, id := range []string{"one", "two"} {
			s.Offer(ids[id])
		}
		s.Work(ids["one"], time.Second)
		s.Pass(400 * time.Millisecond)
		s.Send(ids["two"], ids["c"])
		s.Offer(ids["two"])
		s.Work(ids["three"], time.Second)
		s.Pass(300 * time.Millisecond)
		s.Send(ids["two"], ids["c"])
		s.Offer(ids["client"])
		s.Send(ids["client"], ids["a"])
	case "fan-in":
		for _, id := range []string{"p1", "p2"} {
			s.Offer(ids[id])
			s.Send(ids[id], ids["q"])
		}
	case "ring of two":
		s.Recv(ids["a"], ids["y"])
		s.Recv(ids["b"], ids["x"])
		s.End(world.Deadlock)
	case "ring of three":
		for _, id := range []string{"a", "b", "c"} {
			s.Lock(ids[id], "mutex "+id)
		}
		s.End(world.Deadlock)
	case "leaks":
		s.End(world.Leak)
	case "quit", "quit of many":
		s.Close(quit)
	case "fairness":
		s.Recv(ids["s"], ids["x"])
	}
	return s.World
}
