//go:build !js

package record

import (
	"strings"
	"testing"

	"sluice/engine/playback"
	"sluice/engine/vet"
)

func TestLocksThatAreTakenInTwoOrdersAreTold(t *testing.T) {
	_, log, _ := recorded(t, program{folder: "locks"}, false)
	rec := playback.New(log)
	rec.Fold()
	found := vet.Look(rec, nil).Findings
	if len(found) != 1 || found[0].Kind != vet.Deadlock || !strings.Contains(found[0].Do, "in the same order everywhere") {
		t.Fatalf("found %+v", found)
	}
	var places []string
	for _, p := range found[0].Places {
		places = append(places, p.What)
	}
	const want = "main.func1 #2 waits for a lock, which main.func2 #3 got at main.go:17; " +
		"main.func2 #3 waits for a lock, which main.func1 #2 got at main.go:17"
	if got := strings.Join(places, "; "); got != want {
		t.Errorf("got %q", got)
	}
}
