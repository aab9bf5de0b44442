package session

import (
	"fmt"
	"time"

	"sluice/engine/playback"
)

// Frame advances by dt of wall time at the session's speed, using no more
// than wall. If that is not enough, the run falls behind rather than the
// page: the rest of dt is forgotten.
func (s *Session) Frame(dt, wall time.Duration) {
	if s.again != nil {
		s.goOn(max(wall, answer)) // the picture stands still meanwhile
	} else if s.Playing() {
		s.advance(s.playhead()+time.Duration(float64(dt)*s.speed), wall)
		if s.full() {
			s.Pause()
			s.trouble = ErrMemory
		}
	}
}

// Advance runs for d of virtual time at full speed, using no more than wall.
// It returns what is left of d: 0 when it came there or when the run ended;
// and ErrRange, or ErrMemory after it has paused.
func (s *Session) Advance(d, wall time.Duration) (left time.Duration, err error) {
	if d < 0 || d > MaxRun {
		return 0, fmt.Errorf("%w: a run takes from 0 to %v, not %v", ErrRange, MaxRun, d)
	}
	if s.again != nil {
		s.goOn(wall)
		return d, nil
	}
	until := s.playhead() + d
	if s.advance(until, wall) {
		return 0, nil
	}
	if s.full() {
		s.Pause()
		return 0, ErrMemory
	}
	return max(until-s.playhead(), 0), nil
}

// advance plays what is recorded and then lets the run go on, until a
// virtual time. It reports whether it came there, or to the run's end.
func (s *Session) advance(until, wall time.Duration) bool {
	if s.past != nil {
		s.past.Seek(min(until, s.end()))
		if s.past.World().Now < s.end() || !s.caughtUp() {
			return true
		}
		s.past = nil
	}
	if s.Live() {
		s.program.follow(until)
		return true
	}
	if s.live != nil {
		s.timings.watch.goOn()
		return s.live.drv.Advance(until, wall)
	}
	if until <= s.end() || s.Ended() != "" || s.program != nil {
		return true
	}
	s.rerunTo(s.rec.Log().Events(), s.end(), nil)
	return false
}

// Recording returns the recording that is shown.
func (s *Session) Recording() *playback.Recording { return s.rec }

// playhead returns the virtual time at the playhead.
func (s *Session) playhead() time.Duration {
	if s.past != nil {
		return s.past.World().Now
	}
	return s.end()
}

// end returns the virtual time up to which the run is recorded.
func (s *Session) end() time.Duration {
	if s.live != nil {
		return s.live.drv.Now()
	}
	return s.rec.World().Now
}

// Seek moves the playhead to virtual time t within the recorded run. It
// returns ErrRange for another t.
func (s *Session) Seek(t time.Duration) error {
	if t < 0 || t > s.end() {
		return fmt.Errorf("%w: the run is recorded from 0 to %v, not at %v", ErrRange, s.end(), t)
	}
	s.goBack()
	s.past.Seek(t)
	s.arrive()
	return nil
}

// Step pauses and moves the playhead n events forward, or back when n is
// negative. It returns ErrEnded at the run's end, ErrMemory and ErrRange.
func (s *Session) Step(n float64) error {
	if !whole(n, -MaxStep, MaxStep) {
		return fmt.Errorf("%w: a step is a whole number of events up to %d, not %v", ErrRange, MaxStep, n)
	}
	s.Pause()
	if n > 0 && s.full() {
		return ErrMemory
	}
	if n >= 0 && s.past == nil && s.live != nil {
		s.timings.loseLast()
		if !s.live.drv.Step(int(n)) && s.Ended() != "" {
			return ErrEnded
		}
		return nil
	}
	target := s.World().Seq + int64(n)
	s.goBack()
	s.past.SeekEvent(target)
	s.arrive()
	if target > s.World().Seq && s.live != nil {
		s.past = nil
		return s.Step(float64(target - s.World().Seq))
	}
	return nil
}

// SeekEvent pauses and moves the playhead to where event n of the run has just
// happened. It returns ErrRange if n is not recorded.
func (s *Session) SeekEvent(n float64) error {
	if !whole(n, 0, float64(s.rec.Log().Events())) {
		return fmt.Errorf("%w: the run has %d events so far, not %v", ErrRange, s.rec.Log().Events(), n)
	}
	s.Pause()
	s.goBack()
	s.past.SeekEvent(int64(n))
	s.arrive()
	return nil
}

// SeekMark moves the playhead to the next marked moment, or to the last one
// when forward is false. It reports whether there was one.
func (s *Session) SeekMark(forward bool) bool {
	at, ok := s.mark(forward, s.playhead())
	if ok {
		s.goBack()
		s.past.Seek(at)
		s.arrive()
	}
	return ok
}

// mark returns the next marked moment after t, or the last one before it.
func (s *Session) mark(forward bool, t time.Duration) (at time.Duration, ok bool) {
	s.catch()
	if forward {
		return s.rec.NextMark(t)
	}
	return s.rec.LastMark(t)
}

// goBack makes sure that there is a playhead in the recording.
func (s *Session) goBack() {
	s.timings.watch.stand()
	s.giveUp()
	s.catch()
	if s.past == nil {
		s.past = s.rec.Playhead()
	}
}

// catch lets the recording's world catch up with what is recorded, which it
// has not when one has stepped.
func (s *Session) catch() {
	if s.live != nil && !s.rec.Whole() {
		s.live.drv.Catch()
	}
}

// caughtUp reports whether nothing that is shown of the run lies ahead of the
// playhead.
func (s *Session) caughtUp() bool { return s.past.World().Seq >= s.rec.World().Seq }

// arrive joins the run again when the playhead is at its end.
func (s *Session) arrive() {
	if s.caughtUp() && s.past.World().Now >= s.end() {
		s.past = nil
	}
}
