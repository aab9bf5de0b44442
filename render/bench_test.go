package render

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sluice/render/rendertest"
)

// BenchmarkFrame is what the frames after a burst cost in Go, without what
// the graphics driver does: the jobs fly into a queue that has room for all.
// An operation is one second.
func BenchmarkFrame(b *testing.B) {
	const frame = time.Second / 60
	for _, n := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint("particles=", n), func(b *testing.B) {
			var took []time.Duration
			drawn := 0
			for range b.N {
				settings := rendertest.Settings{
					Workers: 64, Capacity: n, Bucket: n, Work: 20 * time.Millisecond,
					Fail: 0.5, Attempts: 5, Base: time.Second,
				}
				service := rendertest.New(settings, 1)
				view := New(settings.Graph())
				view.Resize(1280, 720, 1)
				view.Update(service.World, frame, 1)
				service.Burst(n)
				for range 60 {
					service.Run(frame)
					begin := time.Now()
					view.Update(service.World, frame, 1)
					view.painter.Paint(view.stage, view.world)
					took = append(took, time.Since(begin))
					drawn = max(drawn, view.Stats().Particles)
				}
			}
			slices.Sort(took)
			ms := func(q int) float64 { return float64(took[len(took)*q/100].Nanoseconds()) / 1e6 }
			b.ReportMetric(ms(50), "p50-ms")
			b.ReportMetric(ms(95), "p95-ms")
			b.ReportMetric(ms(50)*1e6/float64(n), "ns/particle")
			b.ReportMetric(float64(drawn), "drawn")
		})
	}
}
