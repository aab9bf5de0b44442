package session

import (
	"errors"
	"slices"
	"time"

	"sluice/engine/playback"
)

// MaxBranches is how many futures that were left are kept.
const MaxBranches = 8

// ErrDiverged is returned when a run that was run again took another way
// than its recording.
var ErrDiverged = errors.New(
	"run again, the scene took another way than its recording, so the recording stays as it is: " +
		"reset the scene to change something")

// rerun is a run on its way to a moment of the recording that is shown. It
// is given the same seed and, at the same places, the same inputs, so it
// takes the same way. From then on it goes its own.
type rerun struct {
	live   *live
	events int64 // recorded until that moment
	at     time.Duration
	then   []order

	arrival *arrival // of a script; nil: the recording is what it must equal
}

// rerunTo begins a rerun to where a number of events are recorded, at a
// virtual time. Then the orders are carried out.
func (s *Session) rerunTo(events int64, at time.Duration, then []order) {
	if s.again != nil { // it is on its way
		s.again.then = append(s.again.then, then...)
		return
	}
	inputs := s.rec.Inputs()
	if i := slices.IndexFunc(inputs, func(in playback.Input) bool { return in.Seq > events }); i >= 0 {
		inputs = inputs[:i]
	}
	s.again = &rerun{live: s.retrace(s.firstKnobs(), inputs), events: events, at: at, then: then}
	s.goOn(answer)
}

// retrace starts the scene anew, with inputs that come at their places.
func (s *Session) retrace(knobs map[string]float64, inputs []playback.Input) *live {
	l := s.begin(knobs)
	for _, in := range inputs {
		put := l.input(order{in.Kind, in.N, in.Text})
		put.After, put.At = in.After, in.At
		l.drv.Put(put)
	}
	return l
}

// Rerunning reports how far a rerun has come, from 0 to 1; ok is false when
// there is none.
func (s *Session) Rerunning() (part float64, ok bool) {
	if s.again == nil {
		return 0, false
	}
	return float64(s.again.live.drv.World().Seq) / float64(max(s.again.events, 1)), true
}

// giveUp forgets a rerun.
func (s *Session) giveUp() {
	if s.again != nil {
		s.again.live.close()
		s.again = nil
	}
}

// goOn lets a rerun go on for some wall time, and takes its run over once it
// has come there.
func (s *Session) goOn(wall time.Duration) {
	again := s.again
	if !again.live.drv.Retrace(again.events, again.at, wall) {
		return
	}
	log := again.live.drv.Log()
	if again.arrival != nil {
		if log.Hash() != again.arrival.hash {
			s.trouble = ErrOtherRun
		}
	} else if log.Events() < again.events || log.Hash() != s.rec.Log().Prefix(log.Bytes()) {
		s.trouble = ErrDiverged
		s.giveUp()
		s.Pause()
		return
	}
	s.again = nil
	s.live.close()
	s.live = again.live
	left := s.rec
	s.rec, s.past = s.live.drv.Recording(), nil
	if log.Bytes() < left.Log().Bytes() {
		s.leave(left)
	}
	s.timings.lose(s.rec.World(), len(s.rec.World().Finals()))
	for _, o := range again.then {
		s.live.drv.Put(s.live.input(o))
	}
	if again.arrival != nil {
		again.arrival.settle(s)
	}
	if s.Playing() {
		s.live.drv.Advance(s.live.drv.Now(), answer)
	}
}

// leave keeps a future that is left.
func (s *Session) leave(rec *playback.Recording) {
	if len(s.branches) == MaxBranches {
		s.branches = slices.Delete(s.branches, 0, 1)
	}
	s.branches = append(s.branches, rec)
	s.prune()
}

// Branches returns the futures that were left, the oldest first.
func (s *Session) Branches() []*playback.Recording { return s.branches }

// Switch shows the branch with index i, at the moment at which the playhead
// is or its end, and keeps the present one in its place. It returns ErrRange.
func (s *Session) Switch(i float64) error {
	if !whole(i, 0, float64(len(s.branches)-1)) {
		return ErrRange
	}
	at := s.playhead()
	s.giveUp()
	s.catch()
	s.live.close()
	s.live = nil
	s.rec, s.branches[int(i)] = s.branches[int(i)], s.rec
	s.timings.lose(s.rec.World(), 0)
	s.past = s.rec.Playhead()
	s.past.Seek(min(at, s.end()))
	s.arrive()
	return nil
}

// Trouble returns what befell a rerun since it was asked last, nil if all is
// well.
func (s *Session) Trouble() error {
	err := s.trouble
	s.trouble = nil
	return err
}
