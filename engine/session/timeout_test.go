package session

import (
	"testing"
	"time"

	"sluice/engine/world"
)

var timeoutWays = []string{"after", "timer", "context", "naive"}

func TestNoRequestWaitsLongerThanTheTimeout(t *testing.T) {
	for _, variant := range timeoutWays {
		s := load(t, "timeout", Options{Variant: variant, Knobs: map[string]float64{
			"latency": 1000, "spread": 100, "timeout": 800, "arrival": 1,
		}})
		run(t, s, time.Minute)
		st := s.Stats()
		if st.Completed < 10 || st.Failed < 20 || st.Max > 800*time.Millisecond {
			t.Errorf("%s: %+v, the slowest answer took %v", variant, st.Counts, st.Max)
		}
	}
}

func TestWithinTheTimeoutAllAreAnswered(t *testing.T) {
	for _, variant := range timeoutWays {
		s := load(t, "timeout", Options{Variant: variant})
		run(t, s, 10*time.Second)
		do(t, s.Inject(30, ""))
		run(t, s, 20*time.Second)
		do(t, s.Act("stop"))
		run(t, s, 20*time.Second)
		closes(t, s, "done", 0, 0)
		if st := s.Stats(); st.Completed != st.Offered || st.Completed < 75 {
			t.Errorf("%s: %+v", variant, st.Counts)
		}
	}
}

func TestWhatBecomesOfALateAnswer(t *testing.T) {
	fate := map[string]string{
		"after": "answers/left in the buffer", "timer": "answers/received, dropped",
		"context": "answers/never made", "naive": "answers/stuck",
	}
	for seed := range 5 {
		for _, variant := range timeoutWays {
			s := load(t, "timeout", Options{Variant: variant, Seed: float64(seed)})
			run(t, s, 5*time.Second)
			do(t, s.Act("hang"))
			run(t, s, 15*time.Second)
			w := s.World()
			if w.Failed != 1 || w.Tallies[fate[variant]] != 1 || len(w.Tallies) != 2 {
				t.Errorf("%s: %d timed out, %v", variant, w.Failed, w.Tallies)
			}
			stuck := 0
			for _, g := range alive(s, "server") {
				if g.State == world.BlockedSend {
					stuck++
				}
			}
			if (stuck > 0) != (variant == "naive") {
				t.Errorf("%s: %d servers are stuck", variant, stuck)
			}
			do(t, s.Act("stop"))
			run(t, s, 20*time.Second)
			if variant == "naive" {
				closes(t, s, "leak", 1, 0)
			} else {
				closes(t, s, "done", 0, 0)
			}
		}
	}
}

func TestAServerThatIsToldStopsAtTheTimeout(t *testing.T) {
	for variant, working := range map[string]int{"context": 0, "after": 1, "timer": 1, "naive": 1} {
		s := load(t, "timeout", Options{Variant: variant, Knobs: map[string]float64{"arrival": 0}})
		run(t, s, time.Second)
		do(t, s.Act("hang"))
		do(t, s.Inject(1, ""))
		run(t, s, 1100*time.Millisecond)
		if n := len(alive(s, "server")) + len(alive(s, "listener")); s.Stats().Failed != 1 || n != working {
			t.Errorf("%s: after the timeout %d servers are at work", variant, n)
		}
	}
}

func TestCallersSurviveManyLateAnswers(t *testing.T) {
	for _, variant := range timeoutWays[:3] {
		s := load(t, "timeout", Options{Variant: variant, Knobs: map[string]float64{
			"arrival": 20, "latency": 3000, "timeout": 100, "spread": 100,
		}})
		run(t, s, time.Minute)
		do(t, s.Set("timeout", 200))
		run(t, s, time.Minute)
		do(t, s.Act("stop"))
		run(t, s, time.Minute)
		closes(t, s, "done", 0, 0)
		if st := s.Stats(); st.Completed == 0 || st.Failed < 1000 {
			t.Errorf("%s: %+v", variant, st.Counts)
		}
	}
}
