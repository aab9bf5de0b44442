package session

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

func TestEveryGoroutineStandsAtALineThatTheSceneShows(t *testing.T) {
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 5, 4*time.Second)
		for at := range 4 {
			do(t, s.Seek(min(time.Duration(at)*time.Second, s.end())))
			count := 0
			for _, st := range s.Stands() {
				count += st.Count
				if !slices.Contains(s.Spec.Files, st.File) {
					t.Errorf("at %v, %d stand at %s:%d, %v", s.playhead(), st.Count, st.File, st.Line, st.State)
				}
				here := s.At(st.File, st.Line)
				here = slices.DeleteFunc(here, func(g int) bool { return s.World().Goroutines[g].State != st.State })
				if len(here) != st.Count {
					t.Errorf("%v stand at %s:%d and not %d", here, st.File, st.Line, st.Count)
				}
			}
			if count < s.World().Running() {
				t.Errorf("at %v, %d of %d goroutines stand somewhere", s.playhead(), count, s.World().Running())
			}
		}
	})
}

func TestASleeperStandsWhereItSleeps(t *testing.T) {
	s := load(t, "token-bucket", Options{})
	run(t, s, time.Second)
	for _, st := range s.Stands() {
		if st.State == world.Sleeping {
			if st.File != "engine/scene/outlet.go" {
				t.Errorf("%d sleep at %s:%d", st.Count, st.File, st.Line)
			}
			return
		}
	}
	t.Fatal("nobody sleeps")
}

func TestTheLastPlaceFollowsThePlayhead(t *testing.T) {
	s := load(t, "composite", Options{Seed: 2})
	run(t, s, time.Second)
	places := map[int64]eventlog.SiteInfo{}
	for range 40 {
		places[s.World().Seq] = s.LastPlace()
		do(t, s.Step(-1))
	}
	for range 40 {
		do(t, s.Step(1))
		if at := s.LastPlace(); at != places[s.World().Seq] {
			t.Errorf("event %d was at %v and now is at %v", s.World().Seq, places[s.World().Seq], at.File)
		}
	}
}
