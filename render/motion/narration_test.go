package motion

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sluice/engine/graph"
	"sluice/engine/narration"
	"sluice/render/layout"
	"sluice/render/rendertest"
)

// pictured is how the words for a station must begin, by what the stage
// counts there; "" where it counts nothing.
func pictured(s *Stage, g *graph.Graph, i int) string {
	switch st := &g.Stations[i]; st.Kind {
	case graph.Queue:
		if s.Slots(i) > 0 {
			return fmt.Sprintf("%d of %d", s.Waiting[i], s.Slots(i))
		}
	case graph.Sink, graph.Backoff, graph.Pile:
		n := s.Sinks[i]
		if st.Kind != graph.Sink {
			n = s.Waiting[i]
		}
		switch {
		case n == 1:
			return "1 job"
		case n == 0 && st.Kind == graph.Backoff:
			return "no jobs"
		}
		return fmt.Sprintf("%d jobs", n)
	case graph.Workers:
		if n := len(s.Crew(i)); n > 1 {
			return fmt.Sprintf("%d: ", n)
		}
	}
	return ""
}

func TestTheWordsCountWhatThePictureCounts(t *testing.T) {
	said := 0
	compare := func(t *testing.T, s *Stage, g *graph.Graph, words []narration.Station) {
		t.Helper()
		for i, station := range words {
			want := pictured(s, g, i)
			if !strings.HasPrefix(station.Text, want) || station.Text == "" {
				t.Errorf("%s: %q, but the picture shows %q", station.Name, station.Text, want)
			}
			if want != "" {
				said++
			}
		}
	}
	for name, g := range rendertest.Graphs() {
		t.Run(name, func(t *testing.T) {
			w, s := rendertest.World(name, g), NewStage(g)
			counts := s.Census(w, nil)
			s.SetScene(layout.New(g, layout.Canvas{W: 832, H: 620, Text: 1}, counts))
			s.Update(w, frame, 1)
			compare(t, s, g, narration.NewPicture(g).Stations(w))
		})
	}
	t.Run("a service that goes on", func(t *testing.T) {
		v := newShow(busy, 3)
		words := narration.NewPicture(v.graph)
		for range 20 {
			v.play(500*time.Millisecond, 1)
			compare(t, v.Stage, v.graph, words.Stations(v.service.World))
		}
	})
	if said < 100 {
		t.Errorf("only %d numbers were compared", said)
	}
}
