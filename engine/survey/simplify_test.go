package survey_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/survey"
	"sluice/engine/survey/surveytest"
)

func TestOfALargeProgramTheBusyPartIsShown(t *testing.T) {
	g := shape("large").Graph()
	if n := len(g.Stations); n > survey.MaxStations {
		t.Errorf("there are %d stations", n)
	}
	idle := g.Station("others")
	if idle == nil || len(idle.Origins) != 12 || idle.Room != 12 {
		t.Fatalf("those that did nothing stand at %+v", idle)
	}
	for _, o := range idle.Origins {
		if service, _, _ := strings.Cut(o.Name, "."); !slices.Contains([]string{"cart", "search", "geo", "price"}, service) {
			t.Errorf("%s has worked, and is among the others", o.Name)
		}
	}
	if all := ways(g); !slices.Contains(all, "main -> dispatch") || !slices.Contains(all, "auth.read -> auth.check") {
		t.Errorf("a channel between two stations is no pipe: %q", all)
	}
}

func TestEachStationHasItsOwnLabel(t *testing.T) {
	for name := range surveytest.Shapes {
		s := shape(name)
		for _, group := range s.Groups() {
			s.Expand(group.ID, true)
		}
		all := labels(s.Graph())
		slices.Sort(all)
		if len(slices.Compact(all)) != len(s.Graph().Stations) {
			t.Errorf("%s: %q", name, all)
		}
	}
}

func TestAGroupDoesNotTakeApartWhatCarriesOneAnswerEach(t *testing.T) {
	s := shape("server")
	s.Expand("go server.go:15 (*Server).worker", true)
	reply := s.Graph().Station("chan server.go:41 reply")
	if reply == nil || !reply.Many || reply.Room > 24 {
		t.Errorf("the replies are %+v", reply)
	}
}

func TestRoomIsKeptForAsManyAsThereWereAtOnce(t *testing.T) {
	const crowd = "go crowd.go:10 main.func1"
	log := surveytest.Record(surveytest.Shapes["crowd"], 3*time.Second)
	if st := survey.Of(log).Graph().Station(crowd); st.Room != 400 || st.Kind != graph.Workers {
		t.Errorf("%+v", st)
	}
	s := survey.New(func(int) eventlog.SiteInfo { return eventlog.SiteInfo{File: "a.go", Line: 3} })
	for id := 1; id <= 5; id++ {
		s.Apply(&eventlog.Event{Kind: eventlog.GoCreate, Obj: id, Site: 1, Text: "request"})
		s.Apply(&eventlog.Event{Kind: eventlog.GoEnd, G: id})
	}
	if st := s.Graph().Stations[0]; st.Members != 5 || st.Room != 1 {
		t.Errorf("of %d that came one after the other %d had to be there at once", st.Members, st.Room)
	}
}
