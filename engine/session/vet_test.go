package session

import (
	"strings"
	"testing"
	"time"

	"sluice/engine/vet"
)

func TestEachOfTheFiveLeaksIsFound(t *testing.T) {
	for variant, advice := range map[string]string{
		"receiver": "make(chan int, 1)", "sender": "Close the channel", "ticker": "Stop does not",
		"context": "defer cancel()", "select": "Give the select a case",
	} {
		s := requests(t, variant, 5)
		do(t, s.Act("return"))
		run(t, s, 2*time.Minute)
		found := vet.Look(s.Recording(), s.Source).Findings
		if len(found) != 1 || found[0].Severity != vet.Error || len(found[0].Goroutines) != 5 ||
			!strings.HasSuffix(found[0].Places[0].File, "leaks.go") || !strings.Contains(found[0].Do, advice) {
			t.Errorf("%s, which ended with %q: %+v", variant, s.Ended(), found)
		}
	}
}

func TestEachOfTheFiveDeadlocksIsFound(t *testing.T) {
	for variant, says := range map[string]string{
		"send": "2 goroutines wait", "receive": "2 goroutines wait", "waitgroup": "2 goroutines wait",
		"nil": "3 goroutines wait", "ring": "2 goroutines wait for each other in a circle. 1 more waits.",
	} {
		s := load(t, "deadlocks", Options{Variant: variant})
		run(t, s, 3*time.Second)
		do(t, s.Act("mistake"))
		run(t, s, 20*time.Second)
		found := vet.Look(s.Recording(), s.Source).Findings
		if len(found) == 0 || found[0].Kind != vet.Deadlock || !strings.Contains(found[0].What, says) {
			t.Errorf("%s: %+v", variant, found)
		}
	}
}

func TestNothingIsFoundInASafeServer(t *testing.T) {
	s := requests(t, "safe", 5)
	do(t, s.Act("return"))
	run(t, s, time.Minute)
	if found := vet.Look(s.Recording(), s.Source).Findings; len(found) != 0 || s.Ended() != "done" {
		t.Errorf("it ended with %q: %+v", s.Ended(), found)
	}
}

func TestNothingIsFoundInASceneThatGoesOn(t *testing.T) {
	for _, id := range []string{"composite", "pipeline", "fan-out", "backpressure"} {
		s := load(t, id, Options{})
		run(t, s, time.Second)
		do(t, s.Inject(100, ""))
		run(t, s, 3*time.Second)
		if found := vet.Look(s.Recording(), s.Source).Findings; len(found) != 0 {
			t.Errorf("%s: %+v", id, found)
		}
	}
}
