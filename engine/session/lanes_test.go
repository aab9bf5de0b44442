package session

import (
	"math/rand/v2"
	"testing"
	"time"

	"sluice/engine/playback"
)

// folded lanes of a session from a moment to its end.
func lanesOf(t *testing.T, s *Session, from time.Duration) *playback.Lanes {
	t.Helper()
	l := s.Recording().Lanes(from)
	for !l.Fold(s.end(), 100) {
	}
	return l
}

func TestLanesSayWhatTheWorldSays(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 11, 6*time.Second)
		from := time.Duration(rng.Int64N(int64(s.end())/2 + 1))
		lanes := lanesOf(t, s, from).Between(from, s.end())
		head := s.Recording().Playhead()
		for range 40 {
			at := from + time.Duration(rng.Int64N(int64(s.end()-from)+1))
			head.Seek(at)
			w := head.World()
			shown := map[int]playback.Span{}
			for _, lane := range lanes {
				for _, span := range lane.Spans {
					if span.From <= at && at < span.To {
						shown[lane.G] = span
					}
				}
			}
			for g := 1; g < len(w.Goroutines); g++ {
				is := &w.Goroutines[g]
				span, ok := shown[g]
				if ok != (is.Alive() && at < s.end()) || ok && (span.State != is.State || span.Site != int(is.Site) || span.Job != is.Job) {
					t.Fatalf("at %v goroutine %d is %v at %d with job %d, its lane says %v: %+v",
						at, g, is.State, is.Site, is.Job, ok, span)
				}
			}
		}
	})
}

func TestALaneSaysWhoEndedAWait(t *testing.T) {
	s := load(t, "fan-in", Options{})
	run(t, s, 5*time.Second)
	lanes := lanesOf(t, s, 0).Between(0, s.end())
	names := map[int]string{}
	for _, lane := range lanes {
		names[lane.G] = lane.Name
	}
	woken := map[string]bool{}
	for _, lane := range lanes {
		for _, span := range lane.Spans {
			if span.By != 0 {
				woken[lane.Name+" by "+names[span.By]] = true
			}
		}
	}
	for _, want := range []string{
		"forward by quick", "forward by steady", "forward by slow", "reader by forward", "forward by reader",
	} {
		if !woken[want] {
			t.Errorf("%q does not happen among %v", want, woken)
		}
	}
}

func TestLanesStopWhereThereAreTooMany(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"arrival": 500, "rate": 500, "service": 1, "failure": 0}})
	run(t, s, 3*time.Minute)
	l := s.Recording().Lanes(0)
	if l.Fold(s.end(), 1<<40) || l.To() >= s.end() || l.To() == 0 {
		t.Errorf("cut off at %v of %v", l.To(), s.end())
	}
}
