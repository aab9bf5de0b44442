package session

import (
	"math/rand/v2"
	"slices"
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
	events, runs := int64(0), int64(0)
	for b.Loop() {
		s := load(b, "composite", busy)
		for s.Stats().Offered < 100_000 {
			run(b, s, 10*time.Second)
		}
		st := s.Stats()
		events, runs = st.Events, runs+1
		b.ReportMetric(float64(st.Events)/float64(st.Offered), "events/job")
		b.ReportMetric(float64(st.LogBytes)/float64(st.Events), "B/event")
		s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(runs*events), "ns/event")
}

// BenchmarkSeek goes to moments all over a run of 100,000 jobs.
func BenchmarkSeek(b *testing.B) {
	s := load(b, "composite", busy)
	if err := s.Inject(100_000, ""); err != nil {
		b.Fatal(err)
	}
	run(b, s, 2*time.Minute)
	rng := rand.New(rand.NewPCG(1, 1))
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		if err := s.Seek(time.Duration(rng.Int64N(int64(s.end())))); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(s.rec.Log().Events()), "events")
}
