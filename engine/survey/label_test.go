package survey_test

import (
	"slices"
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/survey"
)

func TestAGoroutineOfAnotherPackageHasItsName(t *testing.T) {
	sites := []eventlog.SiteInfo{
		{File: "net/http/server.go", Func: "net/http.(*Server).Serve", Line: 3454},
		{File: "net/http/transport.go", Func: "net/http.(*Transport).startDial", Line: 1628},
		{File: "time/sleep.go", Func: "time.startTimer", Line: 7},
		{File: "lib/attack.go", Func: "(*Attacker).Attack", Line: 12},
	}
	s := survey.New(func(n int) eventlog.SiteInfo {
		if n < 1 || n > len(sites) {
			return eventlog.SiteInfo{}
		}
		return sites[n-1]
	})
	for i, name := range []string{"net/http.(*conn).serve", "net/http.(*Transport).startDial.func1", "time.goFunc", "Attack.func1"} {
		s.Apply(&eventlog.Event{Kind: eventlog.GoCreate, Site: i + 1, Obj: i + 1, Text: name})
	}
	want := []string{"http.serve", "http.startDial", "time.goFunc", "Attack:12"}
	if got := labels(s.Graph()); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
