package session

import "sluice/engine/narration"

// Told returns the last events before the playhead in words, the oldest first.
// It is valid until the next call.
func (s *Session) Told() []narration.Line {
	if s.teller == nil || s.teller.Recording() != s.rec {
		s.teller = narration.NewTeller(s.rec)
	}
	return s.teller.Until(s.World().Seq)
}
