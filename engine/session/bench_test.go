package session

import (
	"fmt"
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

// BenchmarkJobs runs so many jobs through the composite as the page does when
// it fast-forwards: recorded, folded, with its tasks looked at.
func BenchmarkJobs(b *testing.B) {
	for n := 100; n <= 1_000_000; n *= 10 {
		b.Run(fmt.Sprint("jobs=", n), func(b *testing.B) {
			jobs, events, bytes := 0, int64(0), int64(0)
			for b.Loop() {
				s := load(b, "composite", busy)
				for s.Stats().Offered < n {
					run(b, s, min(time.Duration(n)*time.Second/500, 10*time.Second))
				}
				st := s.Stats()
				jobs, events, bytes = jobs+st.Offered, events+st.Events, bytes+st.LogBytes
				s.Close()
			}
			took := float64(b.Elapsed().Nanoseconds())
			b.ReportMetric(took/float64(jobs), "ns/job")
			b.ReportMetric(took/float64(events), "ns/event")
			b.ReportMetric(float64(bytes)/float64(events), "B/event")
		})
	}
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
