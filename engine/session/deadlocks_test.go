package session

import (
	"slices"
	"testing"
	"time"

	"sluice/engine/scene"
	"sluice/engine/world"
)

// waits says what each goroutine that has not ended waits for.
func waits(s *Session) (lines []string) {
	w := s.World()
	for i := range w.Goroutines[1:] {
		if g := &w.Goroutines[i+1]; g.Alive() {
			lines = append(lines, g.Name+" "+g.State.String()+" "+w.WaitingOn(i+1))
		}
	}
	slices.Sort(lines)
	return lines
}

func TestEachDeadlockIsNamedWithWhoWaits(t *testing.T) {
	for variant, want := range map[string][]string{
		"send":      {"main blocked on sync group", "sender blocked on send jobs"},
		"receive":   {"main blocked on sync group", "receiver blocked on receive jobs"},
		"ring":      {"alice blocked on send letters", "bob blocked on send replies", "main blocked on sync group"},
		"waitgroup": {"leader blocked on sync group", "main blocked on sync group"},
		"nil":       {"main blocked on sync group", "receiver blocked on receive jobs", "sender blocked on send nil channel"},
	} {
		for _, pace := range []float64{100, 350, 2000} {
			for _, after := range []time.Duration{0, time.Millisecond, 3 * time.Second, 3100 * time.Millisecond} {
				s := load(t, "deadlocks", Options{Variant: variant, Knobs: map[string]float64{"pace": pace}})
				run(t, s, after)
				if s.Ended() != "" {
					t.Fatalf("%s: ends by itself", variant)
				}
				do(t, s.Act("mistake"))
				run(t, s, 20*time.Second)
				if s.Ended() != world.Deadlock || !s.Stats().Deadlock {
					t.Fatalf("%s after %v: ended %q, %v", variant, after, s.Ended(), waits(s))
				}
				if got := waits(s); !slices.Equal(got, want) {
					t.Errorf("%s after %v: %q", variant, after, got)
				}
			}
		}
	}
}

func TestDeadlockVariantsWorkUntilTheMistake(t *testing.T) {
	spec, _ := scene.Find("deadlocks")
	for _, v := range spec.Variants {
		s := load(t, "deadlocks", Options{Variant: v.ID})
		run(t, s, 30*time.Second)
		before := s.Stats()
		do(t, s.Set("pace", 100))
		run(t, s, 30*time.Second)
		if st := s.Stats(); s.Ended() != "" || before.Completed < 50 || st.Completed-before.Completed < 4*before.Completed {
			t.Errorf("%s: ended %q, completed %d, then %d", v.ID, s.Ended(), before.Completed, st.Completed)
		}
	}
}

func TestOneSlotInEachChannelSavesTheRing(t *testing.T) {
	s := load(t, "deadlocks", Options{Variant: "safe"})
	run(t, s, 3200*time.Millisecond)
	do(t, s.Act("mistake"))
	do(t, s.Act("mistake"))
	run(t, s, time.Minute)
	before := s.Stats().Completed
	for range 600 {
		run(t, s, 100*time.Millisecond)
		for i := range s.World().Channels {
			if c := &s.World().Channels[i]; !c.External && c.Len() > 1 {
				t.Fatalf("%d in %s", c.Len(), c.Name)
			}
		}
	}
	if got := s.Stats().Completed - before; s.Ended() != "" || got < 200 {
		t.Errorf("ended %q, %d letters in a minute", s.Ended(), got)
	}
	if s.World().Tallies["both sent first"] == 0 {
		t.Error("the mistake is not made")
	}
}

func TestOneDoneIsMissing(t *testing.T) {
	s := load(t, "deadlocks", Options{Variant: "waitgroup"})
	run(t, s, 3*time.Second)
	do(t, s.Act("mistake"))
	run(t, s, 10*time.Second)
	if st := s.Stats(); st.Failed != 1 || st.InFlight != 0 || st.Offered%3 != 0 {
		t.Errorf("%+v", st.Counts)
	}
}

func TestAfterTheMistakeNothingMoreIsTaken(t *testing.T) {
	s := load(t, "deadlocks", Options{Variant: "send"})
	run(t, s, 3200*time.Millisecond)
	do(t, s.Act("mistake")) // the receiver is at work
	refused(t, s.Act("mistake"), ErrShut)
	refused(t, s.Set("pace", 300), ErrShut)
	run(t, s, time.Second)
	refused(t, s.Set("pace", 300), ErrEnded)
}
