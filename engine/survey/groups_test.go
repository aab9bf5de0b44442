package survey_test

import "testing"

func TestGroupsCanBeOpenedAndTellWhetherTheyAre(t *testing.T) {
	s := shape("fan-out")
	groups := s.Groups()
	if len(groups) != 1 || groups[0].Label != "worker" || groups[0].Members != 5 || groups[0].Open || groups[0].Site.Line == 0 {
		t.Fatalf("the groups are %+v", groups)
	}
	stations := len(s.Graph().Stations)
	if !s.Expand(groups[0].ID, true) || !s.Groups()[0].Open {
		t.Error("a group that is opened does not tell")
	}
	if got := len(s.Graph().Stations); got != stations+4 {
		t.Errorf("five members take the place of one station: %d stations were %d", got, stations)
	}
	if !s.Expand(groups[0].ID, false) || s.Groups()[0].Open || len(s.Graph().Stations) != stations {
		t.Error("a group that is closed is not as it was")
	}
}
