package session

import (
	"errors"
	"fmt"
	"time"
)

// How the scenes of a comparison go through time together.

// Frame advances all by dt of wall time; see Session.Frame. Who has fallen
// behind catches up before the others go on.
func (c *Comparison) Frame(dt, wall time.Duration) {
	share := wall / time.Duration(len(c.all))
	if c.rerun(share) || !c.Playing() {
		return
	}
	c.reach(c.Playhead()+time.Duration(float64(dt)*c.Speed()), share)
	if c.full() {
		c.Pause()
		c.trouble = ErrMemory
	}
}

// Advance runs all for d of virtual time; see Session.Advance.
func (c *Comparison) Advance(d, wall time.Duration) (left time.Duration, err error) {
	if d < 0 || d > MaxRun {
		return 0, fmt.Errorf("%w: a run takes from 0 to %v, not %v", ErrRange, MaxRun, d)
	}
	share := wall / time.Duration(len(c.all))
	if c.rerun(share) {
		return d, nil
	}
	until := c.Playhead() + d
	if c.reach(until, share) {
		return 0, nil
	}
	if c.full() {
		c.Pause()
		return 0, ErrMemory
	}
	return max(until-c.Playhead(), 0), nil
}

// rerun lets those go on that run again to the playhead, and reports whether
// there were some.
func (c *Comparison) rerun(wall time.Duration) (some bool) {
	for _, s := range c.all {
		if s.again != nil {
			s.goOn(max(wall, answer)) // as in Session.Frame
			some = true
		}
	}
	return some
}

// Rerunning reports how far the slowest rerun has come; see Session.Rerunning.
func (c *Comparison) Rerunning() (part float64, ok bool) {
	part = 1
	for _, s := range c.all {
		if p, on := s.Rerunning(); on {
			part, ok = min(part, p), true
		}
	}
	return part, ok
}

// reach brings all to a virtual time, each in some wall time, and reports
// whether all came there or to their end.
func (c *Comparison) reach(until, wall time.Duration) bool {
	all := true
	for _, s := range c.all {
		if s.playhead() <= until {
			all = s.advance(until, wall) && all
		}
	}
	return all
}

// patience is how long whoever has fallen behind may take to catch up before
// something is done to all at once.
const patience = 5 * time.Second

// meet lets whoever has fallen behind catch up with the others.
func (c *Comparison) meet() {
	most := time.Duration(0)
	for _, s := range c.all {
		if s.again == nil {
			most = max(most, s.playhead())
		}
	}
	for _, s := range c.all {
		if s.again == nil && s.playhead() < most {
			s.advance(most, patience)
		}
	}
}

// Seek moves the playhead of all; see Session.Seek. Who has ended before is
// shown at its end.
func (c *Comparison) Seek(t time.Duration) error {
	if t < 0 || t > c.Now() {
		return fmt.Errorf("%w: the runs are recorded from 0 to %v, not at %v", ErrRange, c.Now(), t)
	}
	for _, s := range c.all {
		if err := s.Seek(min(t, s.end())); err != nil {
			return err
		}
	}
	return nil
}

// Step moves the first one that has not ended n events forward, or the one
// that has come furthest back, and the others to the same virtual time; see
// Session.Step.
func (c *Comparison) Step(n float64) error {
	leader := c.Session
	for _, s := range c.all {
		switch {
		case n < 0 && s.playhead() > leader.playhead(), n >= 0 && leader.Ended() != "" && s.Ended() == "":
			leader = s
		}
	}
	c.Pause()
	if err := leader.Step(n); err != nil {
		return err
	}
	return c.follow(leader)
}

// SeekEvent pauses and moves the playhead of the first one to where its event
// n has just happened, and the others to the same virtual time; see
// Session.SeekEvent.
func (c *Comparison) SeekEvent(n float64) error {
	c.Pause()
	if err := c.Session.SeekEvent(n); err != nil {
		return err
	}
	return c.follow(c.Session)
}

// follow brings the others to the virtual time of one of them.
func (c *Comparison) follow(leader *Session) error {
	at := leader.playhead()
	for _, s := range c.all {
		if s == leader {
			continue
		}
		if at < s.end() {
			if err := s.Seek(at); err != nil {
				return err
			}
		} else if s.playhead() < at {
			s.advance(at, patience)
		}
	}
	return nil
}

// SeekMark moves the playhead of all to the nearest moment that is marked in
// one of them; see Session.SeekMark.
func (c *Comparison) SeekMark(forward bool) bool {
	var nearest time.Duration
	found := false
	for _, s := range c.all {
		at, ok := s.mark(forward, c.Playhead())
		if ok && (!found || forward == (at < nearest)) {
			nearest, found = at, true
		}
	}
	if !found {
		return false
	}
	return c.Seek(nearest) == nil
}

// Switch shows a branch of all that have it; see Session.Switch.
func (c *Comparison) Switch(i float64) error {
	return c.each(func(s *Session) error { return s.Switch(i) })
}

// Trouble returns what befell a rerun of any; see Session.Trouble.
func (c *Comparison) Trouble() error {
	var all []error
	for _, s := range c.all {
		all = append(all, s.Trouble())
	}
	return errors.Join(all...)
}

// Err returns an error once the numbers of one of them do not add up.
func (c *Comparison) Err() error {
	var all []error
	for _, s := range c.all {
		all = append(all, s.Err())
	}
	return errors.Join(all...)
}
