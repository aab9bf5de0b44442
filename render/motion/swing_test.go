package motion

import (
	"slices"
	"testing"
)

func TestALeverEasesToWhatIsNoted(t *testing.T) {
	v := newPlay("breaker")
	v.Note("s", Closed)
	v.frames(2)
	s := v.station("s")
	if v.Lever[s] != 0 {
		t.Fatalf("a closed breaker's lever is at %v", v.Lever[s])
	}
	v.Note("s", Open)
	v.frames(4)
	if x := v.Lever[s]; x <= 0 || x >= 1 {
		t.Errorf("on its way the lever is at %v", x)
	}
	v.frames(30)
	if v.Lever[s] != 1 {
		t.Errorf("an open breaker's lever is at %v", v.Lever[s])
	}
	v.Still = true
	v.Note("s", HalfOpen)
	v.frames(1)
	if v.Lever[s] != 0.5 {
		t.Errorf("with reduced motion a half-open breaker's lever is at %v", v.Lever[s])
	}
}

func TestASignalRunsOnceItsChannelIsClosed(t *testing.T) {
	v := newPlay("quit")
	quit := v.Chan("quit", 0)
	k := len(v.graph.Links) - 1
	v.frames(30)
	if v.Signal[k] != 0 {
		t.Fatalf("the signal is at %v before anything was said", v.Signal[k])
	}
	v.Close(quit)
	v.frames(10)
	if x := v.Signal[k]; x <= 0 || x >= 1 {
		t.Errorf("on its way the signal is at %v", x)
	}
	v.frames(60)
	if v.Signal[k] != 1 {
		t.Errorf("in the end the signal is at %v", v.Signal[k])
	}
}

func TestWithReducedMotionASignalIsThereAtOnce(t *testing.T) {
	v := newPlay("quit")
	quit := v.Chan("quit", 0)
	v.Still = true
	v.frames(2)
	v.Close(quit)
	v.frames(1)
	if x := v.Signal[len(v.graph.Links)-1]; x != 1 {
		t.Errorf("the signal is at %v", x)
	}
}

func TestWhatIsCountedIsInOrder(t *testing.T) {
	v := newPlay("fairness")
	for _, name := range []string{"share/10", "share/9", "other/1", "share/left", "share/2"} {
		v.Tally(name, 1)
	}
	v.frames(1)
	if got := v.Names(v.station("share")); !slices.Equal(got, []string{"2", "9", "10", "left"}) {
		t.Errorf("%q", got)
	}
}
