package session

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/scene"
)

// opening is the most wall time that a script is run before the page goes on.
const opening = 500 * time.Millisecond

// ErrOpening is returned while a script is on its way.
var ErrOpening = errors.New("the run of the link is still on its way to its moment: wait, or reset the scene")

// ErrOtherRun is told when a script led to another run than the one that it
// was made of.
var ErrOtherRun = errors.New(
	"the run of this link went another way here than where the link was made, probably in another version of Sluice: " +
		"what ran here is shown")

// arrival is what happens when a script has been run.
type arrival struct {
	hash uint64        // of the log as it should be
	at   time.Duration // where the playhead goes; below 0: to the start, and the run plays
	seen int64         // events before it, when the playhead was left between two of one instant
}

// Script returns what the recorded run was told and where it came to.
func (s *Session) Script() *playback.Script {
	s.deliver()
	seen := s.World().Seq
	if !s.rec.Whole() { // one has stepped: what was delivered meanwhile is not folded yet
		s.goBack()
		s.past.SeekEvent(seen)
	}
	log := s.rec.Log()
	return &playback.Script{
		Inputs: s.rec.Inputs(), Events: log.Events(), At: s.end(), Hash: log.Hash(), Seen: seen,
	}
}

// Options returns what the recorded run was loaded with.
func (s *Session) Options() Options {
	return Options{Variant: s.Variant, Seed: float64(s.Seed), Knobs: s.firstKnobs()}
}

// firstKnobs is where the knobs of the recorded run stood at its start.
func (s *Session) firstKnobs() map[string]float64 {
	knobs := s.Spec.Defaults()
	for _, in := range s.rec.Setup() {
		if in.Kind == eventlog.Knob {
			knobs[in.Text] = math.Float64frombits(uint64(in.N))
		}
	}
	return knobs
}

// Replay loads a scene as Load does and runs it as a script tells, if that
// takes long during the next frames. Then the playhead goes to virtual time
// at, or to the run's end if that comes first, and the session is paused. If
// at is below 0 the run plays from its start. Trouble returns ErrOtherRun if
// the run was another one.
//
// It returns the errors of Load, ErrRange, scene.ErrSource and
// scene.ErrAction.
func Replay(id string, o Options, script *playback.Script, at time.Duration) (*Session, error) {
	s, err := Load(id, o)
	if err != nil {
		return nil, err
	}
	for _, in := range script.Inputs {
		if err := s.checkInput(in); err != nil {
			s.Close()
			return nil, err
		}
	}
	s.Pause()
	s.past = s.rec.Playhead() // whoever gives it up is at the scene's start
	knobs := s.Spec.Defaults()
	maps.Copy(knobs, o.Knobs)
	s.again = &rerun{
		live: s.retrace(knobs, script.Inputs), events: script.Events, at: script.At,
		arrival: &arrival{hash: script.Hash, at: at, seen: script.Seen},
	}
	s.goOn(opening)
	return s, nil
}

// checkInput returns an error unless somebody could have given this input.
func (s *Session) checkInput(in playback.Input) error {
	switch in.Kind {
	case eventlog.Inject:
		if in.N < 1 || in.N > maxBurst {
			return fmt.Errorf("%w: a burst has from 1 to %d jobs, not %d", ErrRange, maxBurst, in.N)
		}
		if !slices.Contains(s.Spec.Sources, in.Text) {
			return fmt.Errorf("%w: %q", scene.ErrSource, in.Text)
		}
	case eventlog.Knob:
		k, err := s.Spec.Knob(in.Text)
		if err != nil {
			return err
		}
		return k.Check(math.Float64frombits(uint64(in.N)))
	case eventlog.Act:
		return s.Spec.Act(in.Text)
	}
	return nil
}

// settle moves the playhead to where a script's run is to be looked at.
func (a *arrival) settle(s *Session) {
	s.goBack()
	s.past.SeekEvent(a.seen)
	if at := min(max(a.at, 0), s.end()); s.past.World().Now != at {
		s.past.Seek(at)
	}
	s.arrive()
	if a.at < 0 {
		s.Play()
	}
}
