package session

import (
	"testing"
	"time"
)

// busy is the composite with room for 500 jobs a second.
var busy = Options{Knobs: map[string]float64{
	"arrival": 500, "rate": 500, "bucket": 1000, "capacity": 1000,
	"workers": 64, "service": 20, "failure": 10, "base": 100,
}}

// BenchmarkComposite100k runs 100,000 jobs through the composite, as the page
// does when it fast-forwards, and reports what an event costs.
func BenchmarkComposite100k(b *testing.B) {
	for b.Loop() {
		s := load(b, "composite", busy)
		for s.Stats().Offered < 100_000 {
			run(b, s, 10*time.Second)
		}
		st := s.Stats()
		b.ReportMetric(float64(st.Events)/float64(st.Offered), "events/job")
		b.ReportMetric(float64(st.LogBytes)/float64(st.Events), "B/event")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(st.Events), "ns/event")
		s.Close()
	}
}
