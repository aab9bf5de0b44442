package session

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// MaxCompared is how many scenes can stand side by side.
const MaxCompared = 3

var (
	// ErrFull is returned when as many scenes as can be are compared already.
	ErrFull = fmt.Errorf("no more than %d scenes stand side by side: close one first", MaxCompared)
	// ErrBegun is returned for a scene that is put beside one that has gone on.
	ErrBegun = errors.New("a comparison begins at time 0: load the first scene anew")
)

// Comparison is one scene or several side by side, with one clock and one
// playhead: what is done to one is done to all that can take it, at the same
// virtual time. One settles after the other, so each run stays a function of
// its own seed and inputs. The first one leads: it is the embedded Session,
// and what is asked without naming a scene is asked of it.
type Comparison struct {
	*Session
	all []*Session
}

// NewComparison returns a comparison of one scene.
func NewComparison(first *Session) *Comparison {
	return &Comparison{first, []*Session{first}}
}

// Add loads a scene beside the others, with the seed of the first one. It
// returns ErrFull, ErrBegun and the errors of Load.
func (c *Comparison) Add(id string, o Options) error {
	if len(c.all) == MaxCompared {
		return ErrFull
	}
	if c.Now() > 0 {
		return ErrBegun
	}
	o.Seed = float64(c.Seed)
	s, err := Load(id, o)
	if err != nil {
		return err
	}
	s.playing, s.speed = c.playing, c.speed
	c.all = append(c.all, s)
	c.share()
	return nil
}

// Join puts a session that was replayed to the same moment beside the others.
// It closes it and returns ErrFull if there are as many as can be.
func (c *Comparison) Join(s *Session) error {
	if len(c.all) == MaxCompared {
		s.Close()
		return ErrFull
	}
	s.speed = c.speed
	c.all = append(c.all, s)
	c.share()
	return nil
}

// Sessions returns the scenes, the first one first. What is to hold for all
// is asked of the comparison.
func (c *Comparison) Sessions() []*Session { return c.all }

// Close ends all runs; see Session.Close.
func (c *Comparison) Close() (stray int) {
	for _, s := range c.all {
		stray += s.Close()
	}
	return stray
}

// Now returns the virtual time up to which the longest run is recorded.
func (c *Comparison) Now() (now time.Duration) {
	for _, s := range c.all {
		now = max(now, s.end())
	}
	return now
}

// Playhead returns the virtual time up to which all are shown that have not
// ended.
func (c *Comparison) Playhead() time.Duration {
	least, most := time.Duration(-1), time.Duration(0)
	for _, s := range c.all {
		at := s.playhead()
		most = max(most, at)
		if s.Ended() == "" && (least < 0 || at < least) {
			least = at
		}
	}
	if least < 0 {
		return most
	}
	return least
}

// Playing reports whether time goes on for one of them.
func (c *Comparison) Playing() bool { return slices.ContainsFunc(c.all, (*Session).Playing) }

// Ended reports why the first one had finished at the playhead, once all
// have; empty before.
func (c *Comparison) Ended() string {
	for _, s := range c.all {
		if s.Ended() == "" {
			return ""
		}
	}
	return c.Session.Ended()
}

// Play lets time go on for all.
func (c *Comparison) Play() {
	for _, s := range c.all {
		s.Play()
	}
}

// Pause stops time for all.
func (c *Comparison) Pause() {
	for _, s := range c.all {
		s.Pause()
	}
}

// SetSpeed sets the speed of all; see Session.SetSpeed.
func (c *Comparison) SetSpeed(x float64) error {
	return c.each(func(s *Session) error { return s.SetSpeed(x) })
}

// Inject offers n jobs to each; see Session.Inject. Who does not have this
// source takes them from its first one.
func (c *Comparison) Inject(n float64, source string) error {
	c.meet()
	return c.each(func(s *Session) error {
		if s != c.Session && !slices.Contains(s.Spec.Sources, source) {
			return s.Inject(n, "")
		}
		return s.Inject(n, source)
	})
}

// Set turns a knob in each scene that has it; see Session.Set.
func (c *Comparison) Set(knob string, value float64) error {
	c.meet()
	return c.each(func(s *Session) error { return s.Set(knob, value) })
}

// SetIn turns a knob in scene i only. It returns ErrRange for another i.
func (c *Comparison) SetIn(i float64, knob string, value float64) error {
	if !whole(i, 0, float64(len(c.all)-1)) {
		return fmt.Errorf("%w: there is no scene %v beside the first one", ErrRange, i)
	}
	c.meet()
	return c.all[int(i)].Set(knob, value)
}

// Act does an action in each scene that has it; see Session.Act.
func (c *Comparison) Act(id string) error {
	c.meet()
	return c.each(func(s *Session) error { return s.Act(id) })
}

// each asks something of all, and returns the first one's error if none could
// do it.
func (c *Comparison) each(do func(s *Session) error) error {
	var first error
	done := false
	for i, s := range c.all {
		err := do(s)
		if i == 0 {
			first = err
		}
		done = done || err == nil
	}
	if done {
		return nil
	}
	return first
}
