package world

import (
	"maps"
	"testing"

	"sluice/engine/eventlog"
)

func TestWhatIsTakenBackToNothingIsNotCountedAnyMore(t *testing.T) {
	w := New()
	for name, counts := range map[string][]int64{
		"kept": {3, -1}, "taken back": {3, -3}, "none yet": {0},
	} {
		for _, n := range counts {
			w.Apply(&eventlog.Event{Kind: eventlog.Tally, Text: name, N: n})
		}
	}
	if want := map[string]int{"kept": 2, "none yet": 0}; !maps.Equal(w.Tallies, want) {
		t.Fatalf("got %v, want %v", w.Tallies, want)
	}
}

func TestTheLastNoteOfANameCounts(t *testing.T) {
	w := New()
	for _, text := range []string{"breaker\tclosed", "other\t", "breaker\topen: 3 failures"} {
		w.Apply(&eventlog.Event{Kind: eventlog.Note, Text: text})
	}
	if want := map[string]string{"breaker": "open: 3 failures", "other": ""}; !maps.Equal(w.Notes, want) {
		t.Fatalf("got %v, want %v", w.Notes, want)
	}
}
