package session

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/survey"
)

// Watch returns a session that shows a program while it runs, at the present
// moment. part is the beginning of its log; the rest comes by Feed. It returns
// eventlog.ErrDamaged, or ErrForeign if the log does not begin with a program.
func Watch(part []byte) (*Session, error) {
	log := new(eventlog.Log)
	if err := log.Extend(part); err != nil {
		return nil, err
	}
	rec := playback.New(log)
	rec.Fold()
	setup := rec.Setup()
	if len(setup) == 0 || setup[0].Kind != eventlog.Program {
		return nil, ErrForeign
	}
	s, err := importProgram(rec, survey.Of(log), setup[0])
	if err != nil {
		return nil, err
	}
	s.program.live, s.program.speed, s.speed, s.playing, s.past = true, 1, 1, true, nil
	return s, nil
}

// Feed adds what has happened since: a part of the log, which may be empty,
// and the program's time up to which that is all. It returns
// eventlog.ErrDamaged, or ErrMemory when the recording is full; then nothing
// is added, and the session is no longer a watched one.
func (s *Session) Feed(part []byte, until time.Duration) error {
	if s.rec.Size() >= s.budget {
		s.program.live = false
		return ErrMemory
	}
	if err := s.rec.Log().Extend(part); err != nil {
		s.program.live = false
		return err
	}
	s.program.until = max(s.program.until, until)
	if s.past != nil {
		s.rec.FoldTo(s.program.until)
	}
	s.program.survey.Fold()
	s.Spec.Files = s.program.files()
	return nil
}

// lag is how far the picture of a watched program is behind what is known of
// it, so that it goes on evenly while parts of the log come now and then.
const lag = 250 * time.Millisecond

// follow shows what a watched program did up to a moment, or to a later one
// when the picture has fallen behind.
func (p *Program) follow(until time.Duration) {
	if p.until-until > 3*lag {
		until = p.until - lag
	}
	p.rec.FoldTo(min(until, p.until))
}

// Unwatch tells that nothing more comes, and why the program has ended, as the
// log of one that is recorded says; empty if it may not have. What has come is
// shown to its end.
func (s *Session) Unwatch(why string) {
	s.program.live = false
	s.rec.Fold()
	s.rec.World().Advance(s.program.until)
	if why == "" || s.rec.World().Ended != "" {
		return
	}
	log := s.rec.Log()
	log.Resume()
	log.Append(&eventlog.Event{Kind: eventlog.Finish, At: int64(s.rec.World().Now), Text: why})
	s.rec.Fold()
}

// ToPresent goes to the present moment of a program that is watched, and on
// with it. Of another session it changes nothing.
func (s *Session) ToPresent() {
	if s.Live() {
		s.past = nil
		s.Play()
	}
}

// Present reports whether the playhead is where the recording ends, and goes
// on with it.
func (s *Session) Present() bool { return s.past == nil }

// Live reports whether the program that is shown is still watched.
func (s *Session) Live() bool { return s.program != nil && s.program.live }
