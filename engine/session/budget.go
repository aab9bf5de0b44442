package session

import (
	"errors"
	"slices"
)

// Budget is how many bytes the recordings of the scenes that are shown may
// take together. A recording is whole or it does not go on: nothing of it is
// ever dropped, so that each moment can be gone back to. Set it before
// anything is loaded.
var Budget int64 = 384 << 20

// ErrMemory is returned, and told, when a run can go no further because its
// recording has used up its budget.
var ErrMemory = errors.New("the recording is full, so the run stands still here: " +
	"all of it can be looked at and exported; go back to begin another future, or reset the scene")

// Filled returns which part of its budget the recording has used up.
func (s *Session) Filled() float64 {
	return min(float64(s.rec.Size())/float64(s.budget), 1)
}

// full reports whether the run cannot go on at the recording's end.
func (s *Session) full() bool {
	return s.past == nil && s.Ended() == "" && s.rec.Size() >= s.budget
}

// prune drops the futures that were left longest ago until those that remain
// fit into the budget beside the one that is shown.
func (s *Session) prune() {
	size := s.rec.Size()
	for i, rec := range slices.Backward(s.branches) {
		if size += rec.Size(); size > s.budget {
			s.branches = slices.Delete(s.branches, 0, i+1)
			return
		}
	}
}

// Filled returns which part of its budget the fullest recording has used up.
func (c *Comparison) Filled() (part float64) {
	for _, s := range c.all {
		part = max(part, s.Filled())
	}
	return part
}

// full reports whether one of them cannot go on.
func (c *Comparison) full() bool { return slices.ContainsFunc(c.all, (*Session).full) }

// share divides the budget among all.
func (c *Comparison) share() {
	for _, s := range c.all {
		s.budget = Budget / int64(len(c.all))
	}
}
