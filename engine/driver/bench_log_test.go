package driver

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"sluice/engine/probe"
	"sluice/engine/scene"
)

// BenchmarkLog runs 100,000 jobs through the composite: recorded only, and
// recorded and folded. What recording costs is told by the same run under an
// overlay in which the log only counts; see make bench.
func BenchmarkLog(b *testing.B) {
	if !probe.Instrumented() {
		b.Skip("the scenes are plain: give the overlay of make bench")
	}
	for _, fold := range []bool{false, true} {
		b.Run(fmt.Sprintf("fold=%v", fold), func(b *testing.B) {
			events, bytes := int64(0), int64(0)
			for b.Loop() {
				d := composite(b)
				for until := 10 * time.Second; until <= 200*time.Second; until += 10 * time.Second {
					rush(d, until, fold)
				}
				events += d.Log().Events()
				bytes += d.Log().Bytes()
				d.Close()
			}
			b.ReportMetric(float64(events)/float64(b.N), "events/op")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
			b.ReportMetric(float64(bytes)/float64(events), "B/event")
		})
	}
}

// rush is Advance without inputs and without an end, and with the fold only
// if it is wanted.
func rush(d *Driver, until time.Duration, fold bool) {
	d.hold()
	defer d.release()
	d.deliver()
	for d.Now() < until {
		d.rest()
		if fold {
			d.fold()
		}
		d.run.Fire()
	}
}

// composite is the whole service, with room for 500 jobs a second.
func composite(b *testing.B) *Driver {
	spec, err := scene.Find("composite")
	if err != nil {
		b.Fatal(err)
	}
	knobs := spec.Defaults()
	maps.Copy(knobs, map[string]float64{
		"arrival": 500, "rate": 500, "bucket": 1000, "capacity": 1000,
		"workers": 64, "service": 20, "failure": 10, "base": 100,
	})
	env := scene.NewEnv("parked", knobs)
	return New(1, nil, func(*probe.Run) {
		env.Open()
		spec.Main(env)
	})
}
