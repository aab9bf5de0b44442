package graph

import "testing"

func TestAPluralNamesAGroup(t *testing.T) {
	for label, want := range map[string]bool{
		"Workers": true, "Slow workers": true, "Goroutines that wait": true,
		"Reader": false, "Stage 2": false, "Process": false, "": false,
	} {
		if got := (&Station{Label: label}).Group(); got != want {
			t.Errorf("%q: %t", label, got)
		}
	}
}
