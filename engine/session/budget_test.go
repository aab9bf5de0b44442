package session

import (
	"errors"
	"testing"
	"time"
)

// small loads the composite with room for a few thousand events.
func small(t *testing.T) *Session {
	t.Helper()
	s := load(t, "composite", busy)
	s.budget = 64 << 10
	return s
}

func TestARunStandsStillWhenItsRecordingIsFull(t *testing.T) {
	s := small(t)
	for range 10_000 {
		s.Frame(time.Second/60, time.Second)
		if !s.Playing() {
			break
		}
	}
	if err := s.Trouble(); !errors.Is(err, ErrMemory) || s.Filled() != 1 || s.Playing() {
		t.Fatalf("%v, %v filled, playing: %v", err, s.Filled(), s.Playing())
	}
	events, at := s.rec.Log().Events(), s.end()
	s.Play()
	s.Frame(time.Second, time.Second)
	if left, err := s.Advance(time.Second, time.Second); left != 0 || !errors.Is(err, ErrMemory) {
		t.Errorf("to go on: %v left, %v", left, err)
	}
	refused(t, s.Step(1), ErrMemory)
	refused(t, s.Inject(1, ""), ErrMemory)
	refused(t, s.Set("workers", 3), ErrMemory)
	if n := s.rec.Log().Events(); n != events || s.end() != at {
		t.Errorf("%d events until %v have become %d until %v", events, at, n, s.end())
	}
	do(t, s.Seek(at/2))
	if !same(s.World(), folded(s.rec.Log(), at/2)) {
		t.Error("the middle of the run cannot be gone back to")
	}
	back, err := Import(s.Export())
	do(t, err)
	if n := back.rec.Log().Events(); n != events {
		t.Errorf("%d of %d events were exported", n, events)
	}
}

func TestAnotherFutureBeginsInAFullRecording(t *testing.T) {
	reruns(t)
	s := small(t)
	if _, err := s.Advance(time.Hour, time.Minute); !errors.Is(err, ErrMemory) {
		t.Fatal(err)
	}
	do(t, s.Seek(s.end()/2))
	do(t, s.Inject(1, ""))
	settled(t, s)
	if s.past != nil || s.full() {
		t.Error("the other future is full, too")
	}
}

func TestFuturesThatWereLeftFitIntoTheBudget(t *testing.T) {
	s := small(t)
	run(t, s, 100*time.Millisecond)
	for range 4 {
		other := small(t)
		run(t, other, 30*time.Millisecond)
		s.leave(other.rec)
	}
	size := s.rec.Size()
	for _, rec := range s.branches {
		size += rec.Size()
	}
	if size > s.budget || len(s.branches) == 0 || len(s.branches) == 4 {
		t.Errorf("%d futures, %d bytes of %d", len(s.branches), size, s.budget)
	}
}

func TestScenesSideBySideShareTheBudget(t *testing.T) {
	c := NewComparison(load(t, "composite", busy))
	do(t, c.Add("composite", busy))
	if c.all[0].budget != Budget/2 || c.all[1].budget != Budget/2 {
		t.Errorf("budgets of %d and %d", c.all[0].budget, c.all[1].budget)
	}
	c.all[1].budget = 64 << 10
	if _, err := c.Advance(time.Hour, time.Minute); !errors.Is(err, ErrMemory) || c.Playing() || c.Filled() != 1 {
		t.Errorf("%v, playing: %v, %v filled", err, c.Playing(), c.Filled())
	}
}
