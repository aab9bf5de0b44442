package layout

import "testing"

// BenchmarkLayout is what a turn of the workers' knob costs.
func BenchmarkLayout(b *testing.B) {
	g := composite()
	for name, c := range map[string]Canvas{
		"desktop": {W: 832, H: 620, Insets: Insets{Top: 64, Bottom: 64}, Text: 1},
		"phone":   {W: 390, H: 420, Insets: Insets{Top: 8, Bottom: 8}, Text: 1},
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
