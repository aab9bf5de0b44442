package session

import (
	"testing"
	"time"

	"sluice/engine/world"
)

// failTwo lets calls be made, one of them with two tasks that fail.
func failTwo(t *testing.T, variant string, seed int) *Session {
	t.Helper()
	s := load(t, "error-channel", Options{Variant: variant, Seed: float64(seed)})
	run(t, s, 5*time.Second)
	do(t, s.Act("fail"))
	run(t, s, 10*time.Second)
	return s
}

func TestTheFirstErrorStopsTheOthers(t *testing.T) {
	for seed := range 5 {
		s := failTwo(t, "first", seed)
		st := s.Stats()
		if st.Failed != 1 || st.Cancelled != 4 || s.World().Tallies["errors/1"] != 1 {
			t.Errorf("%+v, calls %v", st.Counts, s.World().Tallies)
		}
	}
}

func TestAllErrorsAreCollected(t *testing.T) {
	for seed := range 5 {
		s := failTwo(t, "all", seed)
		st := s.Stats()
		if st.Failed != 2 || st.Cancelled != 0 || s.World().Tallies["errors/2"] != 1 {
			t.Errorf("%+v, calls %v", st.Counts, s.World().Tallies)
		}
	}
}

func TestWithoutRoomAllButTheFirstToFailAreStuck(t *testing.T) {
	for seed := range 5 {
		s := failTwo(t, "naive", seed)
		stuck := 0
		for _, g := range alive(s, "report") {
			if g.State == world.BlockedSend {
				stuck++
			}
		}
		if stuck != 4 || s.World().Tallies["errors/1"] != 1 {
			t.Errorf("%d of five are stuck, calls %v", stuck, s.World().Tallies)
		}
	}
}

func TestWhenTheCallerLeavesOnlyTheNaiveWayLeaks(t *testing.T) {
	for variant, leaked := range map[string]int{"first": 0, "all": 0, "naive": 4} {
		s := failTwo(t, variant, 1)
		do(t, s.Act("stop"))
		run(t, s, time.Minute)
		if leaked > 0 {
			closes(t, s, "leak", leaked, 0)
		} else {
			closes(t, s, "done", 0, 0)
		}
	}
}

func TestCallsWithoutErrorsLeaveNobody(t *testing.T) {
	for _, variant := range []string{"first", "all", "naive"} {
		s := load(t, "error-channel", Options{Variant: variant})
		run(t, s, 10*time.Second)
		do(t, s.Inject(100, ""))
		do(t, s.Set("tasks", 12))
		run(t, s, 20*time.Second)
		do(t, s.Act("stop"))
		run(t, s, time.Minute)
		closes(t, s, "done", 0, 0)
		if st := s.Stats(); st.Completed != st.Offered || st.Completed < 180 {
			t.Errorf("%s: %+v", variant, st.Counts)
		}
	}
}

func TestTheFailureRateIsThatOfTheTasks(t *testing.T) {
	s := load(t, "error-channel", Options{Variant: "all", Knobs: map[string]float64{"failure": 40, "duration": 100, "tasks": 12}})
	run(t, s, 3*time.Minute)
	st := s.Stats()
	if share := float64(st.Failed) / float64(st.Failed+st.Completed); st.Failed < 500 || share < 0.35 || share > 0.45 {
		t.Errorf("%+v", st.Counts)
	}
}
