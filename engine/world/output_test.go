package world

import (
	"slices"
	"testing"

	"sluice/engine/eventlog"
)

func TestOutputIsLinesHoweverItWasPrinted(t *testing.T) {
	w := New()
	print := func(text string) { w.Apply(&eventlog.Event{Kind: eventlog.Print, Text: text}) }
	for _, text := range []string{"a", "b\n", "c\nd\n", "", "e"} {
		print(text)
	}
	if want := []string{"ab", "c", "d", "e"}; !slices.Equal(w.Output, want) {
		t.Fatalf("got %q", w.Output)
	}
	for range 2 * MaxOutput {
		print("x\n")
	}
	if len(w.Output) != MaxOutput || w.Output[0] != "x" {
		t.Fatalf("%d lines are kept, the first is %q", len(w.Output), w.Output[0])
	}
}
