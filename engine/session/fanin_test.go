package session

import (
	"testing"
	"time"
)

func TestFanInReadsEachProducerInItsOrder(t *testing.T) {
	for _, variant := range []string{"merge", "naive"} {
		s := load(t, "fan-in", Options{Variant: variant, Knobs: map[string]float64{"service": 10}})
		run(t, s, 10*time.Second)
		do(t, s.Inject(20, "slow"))
		do(t, s.Inject(20, "quick"))
		run(t, s, 20*time.Second)
		w := s.World()
		last, read := map[uint8]int32{}, map[uint8]int{}
		for _, job := range w.Finished {
			from := w.Jobs[job].Source
			if job < last[from] {
				t.Errorf("%s: job %d of producer %d was read after %d", variant, job, from, last[from])
			}
			last[from] = job
			read[from]++
		}
		// In 30 s, and 20 at a click.
		if read[1] < 75 || read[1] > 80 || read[2] != 27 || read[3] != 33 {
			t.Errorf("%s: read from each: %v", variant, read)
		}
	}
}

func TestAChannelServesWhoWaitsInTurn(t *testing.T) {
	s := load(t, "fan-in", Options{Knobs: map[string]float64{
		"quick": 50, "steady": 50, "slow": 50, "service": 1000,
	}})
	run(t, s, 30*time.Second)
	w := s.World()
	for k := 3; k+2 < len(w.Finished); k++ {
		a, b, c := w.Jobs[w.Finished[k]].Source, w.Jobs[w.Finished[k+1]].Source, w.Jobs[w.Finished[k+2]].Source
		if a == b || b == c || a == c {
			t.Fatalf("three in a row come from %d, %d and %d", a, b, c)
		}
	}
}

func TestWhenTheReaderLeavesOnlyTheNaiveMergeLeaks(t *testing.T) {
	for seed := range 5 {
		s := load(t, "fan-in", Options{Seed: float64(seed)})
		run(t, s, 7*time.Second)
		do(t, s.Set("service", 1000))
		run(t, s, 5*time.Second)
		do(t, s.Act("leave"))
		run(t, s, 10*time.Second)
		closes(t, s, "done", 0, 0)
		if s.Stats().Cancelled == 0 {
			t.Error("what the forwarders held was not dropped")
		}

		s = load(t, "fan-in", Options{Seed: float64(seed), Variant: "naive"})
		run(t, s, 7*time.Second)
		do(t, s.Act("leave"))
		run(t, s, 10*time.Second)
		closes(t, s, "leak", 6, 6) // each forwarder and each producer, with a value
	}
}

func TestTheMergedChannelClosesAfterTheLastProducer(t *testing.T) {
	for _, variant := range []string{"merge", "naive"} {
		s := load(t, "fan-in", Options{Variant: variant})
		run(t, s, 5*time.Second)
		do(t, s.Act("stop"))
		do(t, s.Act("stop"))
		run(t, s, 5*time.Second)
		if s.Ended() != "" || len(alive(s, "reader")) != 1 {
			t.Errorf("%s: one producer is left, but it ended: %q", variant, s.Ended())
		}
		do(t, s.Inject(3, "slow"))
		do(t, s.Inject(3, "quick")) // which has ended, so that they are not offered
		before := s.Stats().Offered
		run(t, s, time.Second)
		do(t, s.Act("stop"))
		run(t, s, 10*time.Second)
		if s.Stats().Offered > before+3 || s.Stats().Completed != s.Stats().Offered {
			t.Errorf("%s: %+v", variant, s.Stats().Counts)
		}
		if variant == "merge" {
			closes(t, s, "done", 0, 0)
		} else {
			closes(t, s, "leak", 1, 0) // the reader
		}
	}
}
