package layout

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"sluice/engine/graph"
	"sluice/render/rendertest"
)

// merging is two clients whose queues feed two groups of workers in series.
func merging() *graph.Graph {
	return &graph.Graph{
		Stations: []graph.Station{
			{ID: "a", Kind: graph.Client, Label: "Clicks"},
			{ID: "b", Kind: graph.Client, Label: "Uploads", Knob: "rate", Unit: "files/s"},
			{ID: "qa", Kind: graph.Queue, Label: "clicks"},
			{ID: "qb", Kind: graph.Queue, Label: "uploads"},
			{ID: "w1", Kind: graph.Workers, Label: "Resizers"},
			{ID: "q2", Kind: graph.Queue, Label: "resized"},
			{ID: "w2", Kind: graph.Workers, Label: "Writers"},
			{ID: "done", Kind: graph.Sink, Label: "completed"},
			{ID: "full", Kind: graph.Sink, Label: "queue full", Outcome: graph.Rejected},
		},
		Links: []graph.Link{
			{From: "a", To: "qa"}, {From: "b", To: "qb"}, {From: "qa", To: "w1"}, {From: "qb", To: "w1"},
			{From: "w1", To: "q2"}, {From: "q2", To: "w2"}, {From: "w2", To: "done"},
			{From: "qa", To: "full", Flow: graph.Refusal},
		},
	}
}

func counts(g *graph.Graph, workers, capacity int) []int {
	n := make([]int, len(g.Stations))
	for i := range n {
		switch g.Stations[i].Kind {
		case graph.Workers:
			n[i] = workers
		case graph.Queue:
			n[i] = capacity
		}
	}
	return n
}

// things returns every rectangle of a scene that must keep clear of the
// others, by name.
func things(s *Scene) map[string]Rect {
	all := map[string]Rect{}
	put := func(r Rect, format string, args ...any) {
		if !r.Empty() {
			all[fmt.Sprintf(format, args...)] = r
		}
	}
	for i := range s.Stations {
		st, id := &s.Stations[i], s.graph.Stations[i].ID
		put(st.Label.Box, "%s label", id)
		if st.Kind != graph.Backoff {
			put(st.Box, "%s", id)
		}
		switch st.Kind {
		case graph.Bucket:
			put(Around(st.Ring, ringRadius*s.Scale), "%s ring", id)
			put(st.RingText, "%s ring text", id)
		case graph.Leaky:
			put(Rect{st.Ring.X - 2*s.Scale, st.Ring.Y, 4 * s.Scale, st.Drop.Y - st.Ring.Y}, "%s drip", id)
			put(st.RingText, "%s drip text", id)
		}
		if st.Kind == graph.Backoff {
			for k, p := range st.Places {
				put(Around(p, st.Radius), "%s dial %d", id, k)
				put(st.Texts[k], "%s dial %d text", id, k)
			}
		}
	}
	return all
}

func check(t *testing.T, s *Scene, where string) {
	t.Helper()
	inside := Rect{0, 0, s.Canvas.W, s.Canvas.H}.Grow(0.01)
	all := things(s)
	for name, r := range all {
		if !r.Within(inside) {
			t.Errorf("%s: %s %v is not inside %v", where, name, r, inside)
		}
		for other, q := range all {
			if name < other && r.Grow(-0.01).Overlaps(q.Grow(-0.01)) {
				t.Errorf("%s: %s %v overlaps %s %v", where, name, r, other, q)
			}
		}
	}
	checkSignals(t, s, all, where)
	checkRefusals(t, s, where)
	for i := range s.Stations {
		st := &s.Stations[i]
		if st.Kind == graph.Backoff {
			continue
		}
		for k, p := range st.Places {
			if !Around(p, st.Radius).Within(st.Box.Grow(0.01)) {
				t.Errorf("%s: place %d of %s sticks out", where, k, s.graph.Stations[i].ID)
			}
			for _, q := range st.Places[:k] {
				if Distance(p, q) < 2*st.Radius {
					t.Errorf("%s: places of %s overlap", where, s.graph.Stations[i].ID)
				}
			}
		}
	}
}

// checkRefusals checks that no refused job crosses what stands beside a
// bucket's ring or spout.
func checkRefusals(t *testing.T, s *Scene, where string) {
	t.Helper()
	for k := range s.Pipes {
		if s.Pipes[k].Flow != graph.Refusal {
			continue
		}
		for _, q := range s.Pipes[k].Out[0] {
			for i := range s.Stations {
				if s.Stations[i].RingText.Contains(q) {
					t.Fatalf("%s: a refusal crosses the text of %s at %v", where, s.graph.Stations[i].ID, q)
				}
			}
		}
	}
}

// checkSignals checks that no signal's line crosses anything but pipes.
func checkSignals(t *testing.T, s *Scene, all map[string]Rect, where string) {
	t.Helper()
	for k, l := range s.graph.Links {
		if l.Flow != graph.Signal || len(s.Pipes[k].Out) == 0 {
			continue
		}
		path := s.Pipes[k].Out[0]
		for i := 1; i < len(path); i++ {
			for part := range 11 {
				q := between(path[i-1], path[i], float32(part)/10)
				for name, r := range all {
					if name != l.From && name != l.To && r.Contains(q) {
						t.Fatalf("%s: the signal from %s to %s crosses %s at %v", where, l.From, l.To, name, q)
					}
				}
			}
		}
	}
}

// usual is how many goroutines and slots there are in a scene as it begins.
func usual(g *graph.Graph) []int {
	n := counts(g, 1, 0)
	for i := range g.Stations {
		switch st := &g.Stations[i]; {
		case st.Kind == graph.Workers && st.Group():
			n[i] = 5
		case st.Kind == graph.Queue && st.Label == "Queue":
			n[i] = 12
		}
	}
	return n
}

func TestAUsualCanvasShowsEveryNameAndSignal(t *testing.T) {
	for name, g := range rendertest.Graphs() {
		for _, c := range []Canvas{{W: 832, H: 492, Text: 1}, {W: 1280, H: 720, Text: 1}, {W: 390, H: 404, Text: 1}, {W: 390, H: 620, Text: 1}} {
			s := New(g, c, usual(g))
			for i := range s.Stations {
				if st := &s.Stations[i]; st.Kind != graph.Sink && st.Label.Box.Empty() {
					t.Errorf("%s, %vx%v: %s has no label", name, c.W, c.H, g.Stations[i].ID)
				}
			}
			for k, l := range g.Links {
				if l.Flow == graph.Signal && len(s.Pipes[k].Out) == 0 {
					t.Errorf("%s, %vx%v: the signal to %s has no way", name, c.W, c.H, l.To)
				}
			}
		}
	}
}

func TestSignalsFromDifferentStationsRunApart(t *testing.T) {
	g := rendertest.Graphs()["reports"]
	for _, c := range []Canvas{{W: 832, H: 492, Text: 1}, {W: 390, H: 404, Text: 1}} {
		for _, tasks := range []int{1, 2, 5, 12} {
			s := New(g, c, counts(g, tasks, 0))
			var lines [][]Point
			for k, l := range g.Links {
				if l.Flow == graph.Signal {
					lines = append(lines, s.Pipes[k].Out[0])
				}
			}
			together := 0
			for d := float32(0); d < length(lines[0]); d++ {
				p, _ := at(lines[0], d)
				if nearest(lines[1], p) < 2 {
					together++
				}
			}
			if together > 8 { // they may cross
				t.Errorf("%vx%v, %d tasks: the signals run together for %d px", c.W, c.H, tasks, together)
			}
		}
	}
}

// nearest is how far p is from a path.
func nearest(path []Point, p Point) float32 {
	least := Distance(path[0], p)
	for s := float32(0); s < length(path); s++ {
		q, _ := at(path, s)
		least = min(least, Distance(p, q))
	}
	return least
}

func TestACrowdOfGoroutinesLeavesEveryNameInPlace(t *testing.T) {
	for _, c := range []Canvas{{W: 832, H: 492, Text: 1}, {W: 390, H: 404, Text: 1}} {
		for _, name := range []string{"fan-in of clients", "breaker", "leaks"} {
			g := rendertest.Graphs()[name]
			s := New(g, c, counts(g, 1000, 0))
			for i := range s.Stations {
				if st := &s.Stations[i]; st.Kind != graph.Sink && st.Label.Box.Empty() {
					t.Errorf("%s, %vx%v: %s has no label", name, c.W, c.H, g.Stations[i].ID)
				}
			}
		}
	}
}

func TestNothingOverlapsAndAllIsInside(t *testing.T) {
	graphs := map[string]*graph.Graph{
		"composite": rendertest.Settings{}.Graph(),
		"in-worker": rendertest.Settings{InWorker: true}.Graph(),
		"merging":   merging(),
	}
	maps.Copy(graphs, rendertest.Graphs())
	maps.Copy(graphs, surveys())
	sizes := [][2]int{{1, 0}, {5, 24}, {16, 100}, {0, 1}, {2, 8}, {7, 60}, {33, 200}, {64, 1000}}
	for name, g := range graphs {
		few := sizes
		switch {
		case rendertest.Graphs()[name] != nil:
			few = sizes[:3]
		case strings.HasPrefix(name, "program "):
			few = sizes[2:3]
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, w := range []float32{320, 390, 568, 832, 1280, 2560} {
				for _, h := range []float32{180, 300, 400, 620, 1400} {
					for _, text := range []float32{1, 1.6} {
						for _, n := range few {
							c := Canvas{W: w, H: h, Text: text}
							s := New(g, c, counts(g, n[0], n[1]))
							check(t, s, fmt.Sprintf("%vx%v text %v, %d workers, capacity %d", w, h, text, n[0], n[1]))
							if t.Failed() {
								return
							}
						}
					}
				}
			}
		})
	}
}
