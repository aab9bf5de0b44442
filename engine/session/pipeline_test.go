package session

import (
	"strconv"
	"testing"
	"time"
)

var pipelines = []string{"close", "ctx", "naive"}

func TestAPipelineDoublesAndKeepsTheOrder(t *testing.T) {
	for _, variant := range pipelines {
		s := load(t, "pipeline", Options{Variant: variant})
		run(t, s, 20*time.Second)
		for k, line := range s.Output() {
			if line != strconv.Itoa(2*(k+1)) {
				t.Fatalf("%s: value %d is %s", variant, k+1, line)
			}
		}
		if n := len(s.Output()); n < 70 {
			t.Errorf("%s: %d values in 20 s at 4 a second", variant, n)
		}
	}
}

func TestTheSlowestStageSetsThePace(t *testing.T) {
	for _, variant := range pipelines {
		for _, buffer := range []float64{0, 5} {
			s := load(t, "pipeline", Options{Variant: variant, Knobs: map[string]float64{
				"arrival": 50, "consume": 1000, "buffer": buffer,
			}})
			run(t, s, 40*time.Second)
			before := s.Stats()
			run(t, s, 20*time.Second)
			st := s.Stats()
			if n := st.Completed - before.Completed; n != 20 {
				t.Errorf("%s: %d values are consumed in 20 s at a second each", variant, n)
			}
			// One in each stage's hands, and what the buffers hold.
			if want := 3 + 2*int(buffer); st.InFlight != want {
				t.Errorf("%s: with buffers of %v, %d are in flight, not %d", variant, buffer, st.InFlight, want)
			}
		}
	}
}

func TestTheEndOfTheDataTravelsDown(t *testing.T) {
	for _, variant := range pipelines {
		s := load(t, "pipeline", Options{Variant: variant, Knobs: map[string]float64{"buffer": 5, "consume": 500}})
		run(t, s, 10*time.Second)
		do(t, s.Act("end"))
		refused(t, s.Set("buffer", 1), ErrShut)
		run(t, s, 20*time.Second)
		closes(t, s, "done", 0, 0)
		if st := s.Stats(); st.Completed != st.Offered || st.Completed < 20 {
			t.Errorf("%s: %d of %d are consumed", variant, st.Completed, st.Offered)
		}
	}
}

func TestACancelReachesAllStagesThatListen(t *testing.T) {
	knobs := map[string]float64{"buffer": 5, "consume": 1000, "arrival": 20}
	for _, variant := range pipelines {
		s := load(t, "pipeline", Options{Variant: variant, Knobs: knobs})
		run(t, s, 10*time.Second)
		before := s.Stats()
		do(t, s.Act("cancel"))
		run(t, s, 10*time.Second)
		consumed := s.Stats().Completed - before.Completed
		switch variant {
		case "close": // with what was ready: in hand, and in the last buffer
			closes(t, s, "done", 0, 0)
			if consumed != 6 {
				t.Errorf("%d values are consumed after the cancel, not 6", consumed)
			}
		case "ctx": // what is in hand
			closes(t, s, "done", 0, 0)
			if consumed != 1 || s.World().Reasons["ready"] != 5 {
				t.Errorf("%d values are consumed after the cancel, dropped are %v", consumed, s.World().Reasons)
			}
		case "naive": // both stages, each with a value, behind full buffers
			closes(t, s, "leak", 2, 12)
		}
	}
}

func TestABufferOnlyDelaysALeak(t *testing.T) {
	for _, buffer := range []float64{0, 20} {
		s := load(t, "pipeline", Options{Variant: "naive", Knobs: map[string]float64{"buffer": buffer}})
		run(t, s, 5*time.Second)
		do(t, s.Act("cancel"))
		run(t, s, time.Minute)
		closes(t, s, "leak", 2, 2+2*int(buffer))
	}
}

func TestAPipelineTakesAnotherBuffer(t *testing.T) {
	for _, variant := range pipelines {
		s := load(t, "pipeline", Options{Variant: variant})
		run(t, s, 5*time.Second)
		do(t, s.Inject(30, ""))
		do(t, s.Set("buffer", 7))
		run(t, s, 30*time.Second)
		found := 0
		for _, c := range s.World().Channels {
			if (c.Name == "generated" || c.Name == "processed") && c.Cap == 7 && !c.Closed {
				found++
			}
		}
		if st := s.Stats(); found != 2 || st.Completed < 140 {
			t.Errorf("%s: %d channels have the new buffer, %d values are consumed", variant, found, st.Completed)
		}
	}
}
