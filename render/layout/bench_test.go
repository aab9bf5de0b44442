package layout

import (
	"testing"

	"sluice/render/rendertest"
)

// BenchmarkLayout is what a turn of the workers' knob costs.
func BenchmarkLayout(b *testing.B) {
	g := rendertest.Settings{}.Graph()
	for name, c := range map[string]Canvas{
		"desktop": {W: 832, H: 492, Text: 1},
		"phone":   {W: 390, H: 404, Text: 1},
	} {
		b.Run(name, func(b *testing.B) {
			n := counts(g, 5, 24)
			b.ReportAllocs()
			for b.Loop() {
				New(g, c, n)
			}
		})
	}
}
