package motion

import (
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/narration"
	"sluice/engine/survey"
	"sluice/engine/survey/surveytest"
	"sluice/engine/world"
	"sluice/render/layout"
)

// surveyed is the world of a program of a shape at a moment, and its survey.
func surveyed(shape string, at time.Duration) (*survey.Survey, *world.World) {
	log := surveytest.Record(surveytest.Shapes[shape], at)
	w, r := world.New(), eventlog.NewReader(log)
	for e := (eventlog.Event{}); r.Next(&e); {
		w.Apply(&e)
	}
	w.Advance(at)
	return survey.Of(log), w
}

// shown is a stage that shows a graph, after an old one if that is not nil.
func shown(g *graph.Graph, w *world.World, old *Stage) *Stage {
	s := NewStage(g)
	if old != nil {
		s.Succeed(old)
	}
	s.SetScene(layout.New(g, desk, s.Census(w, nil)))
	s.Update(w, time.Microsecond, 0)
	return s
}

func centre(s *Stage, id string) layout.Point {
	for i := range s.graph.Stations {
		if s.graph.Stations[i].ID == id {
			return s.Scene.Stations[i].Box.Center()
		}
	}
	return layout.Point{}
}

func TestMembersComeOutOfTheirGroupAndGoBack(t *testing.T) {
	const group, member = "go ring.go:12 node", "go ring.go:12 node#3"
	survey, w := surveyed("ring", time.Second)
	first := shown(survey.Graph(), w, nil)
	survey.Expand(group, true)
	second := shown(survey.Graph(), w, first)
	if d := layout.Distance(centre(second, member), centre(first, group)); d > 5 {
		t.Errorf("a member sets off %v px from its group", d)
	}
	if d := layout.Distance(centre(second, "go driver:0 main"), centre(first, "go driver:0 main")); d > 5 {
		t.Errorf("who is in both pictures jumps by %v px", d)
	}
	for range 60 {
		second.Census(w, nil)
		second.Update(w, frame, 0)
	}
	if centre(second, member) != centre(shown(second.graph, w, nil), member) {
		t.Error("it does not arrive at its own place")
	}
	survey.Expand(group, false)
	third := shown(survey.Graph(), w, second)
	if d := layout.Distance(centre(third, group), centre(second, "go ring.go:12 node#1")); d > 5 {
		t.Errorf("the group sets off %v px from its first member", d)
	}
}

func TestTheWordsCountWhatASurveyedPictureCounts(t *testing.T) {
	for shape := range surveytest.Shapes {
		survey, w := surveyed(shape, 300*time.Millisecond)
		s := shown(survey.Graph(), w, nil)
		for i, words := range narration.NewPicture(s.graph).Stations(w) {
			if st := &s.graph.Stations[i]; st.Kind == graph.Workers && len(s.Crew(i)) > 1 || st.Kind == graph.Queue && !st.Many {
				if want := pictured(s, s.graph, i); len(words.Text) < len(want) || words.Text[:len(want)] != want {
					t.Errorf("%s, %s: %q, but the picture shows %q", shape, words.Name, words.Text, want)
				}
			}
		}
	}
}

func TestAValueEndsWithWhoHadItLast(t *testing.T) {
	log := surveytest.Record(surveytest.Shapes["pipeline"], 3*time.Second)
	g := survey.Of(log).Graph()
	s, w, r := NewStage(g), world.New(), eventlog.NewReader(log)
	counts := s.Census(w, nil)
	s.SetScene(layout.New(g, desk, counts))
	var e eventlog.Event
	now, faded := time.Duration(0), 0
	for r.Next(&e) {
		for ; now < time.Duration(e.At); now += frame {
			w.Advance(now)
			s.Census(w, nil)
			s.Update(w, frame, 1)
			for i := range s.Particles {
				if p := &s.Particles[i]; p.State.Over() {
					if at := s.StandsAt(p.Job); at >= 0 || g.Stations[p.stop.Station].Label != "main" {
						t.Fatalf("job %d fades at %s", p.Job, g.Stations[p.stop.Station].Label)
					}
					faded++
				}
			}
		}
		w.Apply(&e)
	}
	if faded == 0 {
		t.Error("no value is seen to end")
	}
}
