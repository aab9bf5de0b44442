package session

import (
	"time"

	"sluice/engine/scene"
)

// Perform loads a scene in its default variant and does the steps, in at most
// wall of wall time for each wait. The caller closes the session, also when
// there is an error.
func Perform(id string, seed float64, steps []scene.Step, wall time.Duration) (*Session, error) {
	s, err := Load(id, Options{Seed: seed})
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		if step.Variant != "" {
			next, err := Load(id, Options{Seed: seed, Variant: step.Variant})
			if err != nil {
				return s, err
			}
			s.Close()
			s = next
		}
		if err := s.do(step, wall); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *Session) do(step scene.Step, wall time.Duration) error {
	if step.Knob != "" {
		if err := s.Set(step.Knob, step.Value); err != nil {
			return err
		}
	}
	if step.Send > 0 {
		if err := s.Inject(float64(step.Send), step.Source); err != nil {
			return err
		}
	}
	if step.Act != "" {
		if err := s.Act(step.Act); err != nil {
			return err
		}
	}
	_, err := s.Advance(step.Wait, wall)
	return err
}
