package session

import "sluice/engine/world"

// look ticks off the tasks that the world fulfils, and times its steps unless
// it is on its way to where it has been before.
func (s *Session) look(w *world.World) {
	if s.again == nil {
		s.timings.look(w)
	}
	left := s.open[:0]
	for _, i := range s.open {
		if s.Spec.Lesson.Tasks[i].Done(s.Variant, w) {
			s.ticked = append(s.ticked, s.Spec.Lesson.Tasks[i].ID)
		} else {
			left = append(left, i)
		}
	}
	s.open = left
}

// Ticked returns the tasks that this run has fulfilled, in the order in which
// it did.
func (s *Session) Ticked() []string { return s.ticked }
