package survey_test

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
	"sluice/engine/survey"
	"sluice/engine/survey/surveytest"
)

// ways are a picture's links by the labels at their ends.
func ways(g *graph.Graph) []string {
	var all []string
	for _, l := range g.Links {
		arrow := " -> "
		if l.Flow == graph.Signal {
			arrow = " ? "
		}
		all = append(all, g.Station(l.From).Label+arrow+g.Station(l.To).Label)
	}
	slices.Sort(all)
	return all
}

func labels(g *graph.Graph) []string {
	var all []string
	for i := range g.Stations {
		all = append(all, g.Stations[i].Label)
	}
	return all
}

func shape(name string) *survey.Survey {
	return survey.Of(surveytest.Record(surveytest.Shapes[name], 3*time.Second))
}

func TestPipesLeadFromWhoSendsToWhoReceives(t *testing.T) {
	for name, want := range map[string][]string{
		"pipeline": {
			"count -> numbers", "numbers -> square", "square -> squares", "squares -> sum",
			"sum -> sums", "sums -> main",
		},
		"fan-out": {"feed -> jobs", "jobs -> worker", "results -> main", "worker -> results"},
		"ping-pong": {
			"main -> ping", "ping -> player:9", "player:10 -> ping", "player:9 -> pong", "pong -> player:10",
		},
		"ring":  {"links -> node", "main -> links", "node -> links"},
		"sieve": {"c -> filter", "c -> main", "filter -> next", "generate -> c", "next -> filter", "next -> main"},
		"server": {
			"accept -> queue", "client -> conns", "client ? main", "conns -> accept", "queue -> worker",
			"reply -> client", "worker -> reply",
		},
		"broker": {"publish -> run", "publisher -> publish", "run -> subscribers", "subscribers -> subscriber"},
		"tree":   {"walk:12 ? main"},
		"mutex":  nil,
		"crowd":  {"main:10 -> results", "results -> main"},
	} {
		if got := ways(shape(name).Graph()); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAllOfOnePlaceAreOneStation(t *testing.T) {
	for name, want := range map[string]int{"sieve": 50, "ring": 8, "crowd": 400, "tree": 30, "server": 6} {
		g, most := shape(name).Graph(), 0
		for i := range g.Stations {
			if g.Stations[i].ID != "go server.go:20 client" {
				most = max(most, g.Stations[i].Members)
			}
		}
		if most != want {
			t.Errorf("%s: %d stand together, want %d", name, most, want)
		}
	}
}

func TestAnOpenedGroupIsAChain(t *testing.T) {
	s := shape("ring")
	if !s.Expand("go ring.go:12 node", true) || s.Expand("go ring.go:12 node", true) {
		t.Error("a group that is opened twice changes the picture once")
	}
	want := []string{
		"links 1 -> node 1", "main -> links 1", "node 1 -> node 2", "node 2 -> node 3", "node 3 -> node 4",
		"node 4 -> node 5", "node 5 -> node 6", "node 6 -> node 7", "node 7 -> node 8", "node 8 -> links 1",
	}
	if got := ways(s.Graph()); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if !s.Expand("go ring.go:12 node", false) || len(s.Graph().Stations) != 3 {
		t.Error("it cannot be closed")
	}
	if s.Expand("go ring.go:99 nobody", true) || s.Expand("go driver:0 main", true) {
		t.Error("what is no group can be opened")
	}
}

func TestOfManyOnlyTheFirstGetAStationEach(t *testing.T) {
	s := shape("sieve")
	const filters = "go sieve.go:32 filter"
	s.Expand(filters, true)
	g, alone := s.Graph(), 0
	for i := range g.Stations {
		if st := &g.Stations[i]; st.Within == filters && st.Number > 0 {
			alone++
		}
	}
	if rest := g.Station(filters); alone != survey.MaxMembers || rest == nil || rest.Within != filters {
		t.Errorf("%d stand alone, the others at %+v", alone, rest)
	}
}

func TestAPictureIsAFunctionOfTheLog(t *testing.T) {
	for name := range surveytest.Shapes {
		a, b := shape(name).Graph(), shape(name).Graph()
		if !slices.Equal(labels(a), labels(b)) || !slices.Equal(ways(a), ways(b)) {
			t.Errorf("%s: %q, then %q", name, ways(a), ways(b))
		}
	}
}

func TestWhatMakesNoSenseIsLeftOut(t *testing.T) {
	s := survey.New(func(int) eventlog.SiteInfo { return eventlog.SiteInfo{} })
	for _, e := range []eventlog.Event{
		{Kind: eventlog.Send, G: 7, Obj: 3}, {Kind: eventlog.Recv, G: 1, Obj: -1}, {Kind: eventlog.GoCreate, Obj: 9},
		{Kind: eventlog.Close, Obj: 5}, {Kind: eventlog.WaitCases, G: 2, Cases: []eventlog.Case{{Chan: 8}}},
	} {
		s.Apply(&e)
	}
	if g := s.Graph(); len(g.Stations)+len(g.Links) > 0 {
		t.Errorf("%+v", g)
	}
}
