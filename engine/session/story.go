package session

import (
	"errors"
	"fmt"

	"sluice/engine/playback"
)

// ErrJob is returned for a job that the run does not have.
var ErrJob = errors.New("the run has no such job yet")

// followed is the story that was asked for last; one who follows a job asks often.
type followed struct {
	of    *playback.Recording
	job   int
	story *playback.Story
}

// Story returns what has happened to a job, as far as the run is recorded:
// also what lies behind the playhead's time. It returns ErrJob.
func (s *Session) Story(job int) ([]playback.Step, error) {
	if s.followed.of != s.rec || s.followed.job != job {
		s.followed = followed{s.rec, job, s.rec.Story(job)}
	}
	story := s.followed.story
	if story == nil {
		s.followed = followed{}
		return nil, fmt.Errorf("%w: %d", ErrJob, job)
	}
	story.Read()
	return story.Steps, nil
}
