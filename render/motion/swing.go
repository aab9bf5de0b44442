package motion

import (
	"sluice/engine/graph"
	"sluice/engine/world"
)

// What a breaker's note says.
const (
	Closed   = "closed"
	Open     = "open"
	HalfOpen = "half-open"
)

// signalTime is how long a signal runs along its line, in seconds of wall
// time.
const signalTime = 0.7

// swing moves the levers of breakers to where they are to be, and signals on
// along their lines; with jump at once.
func (s *Stage) swing(w *world.World, dt float32, jump bool) {
	for i := range s.graph.Stations {
		st := &s.graph.Stations[i]
		if st.Kind != graph.Breaker {
			continue
		}
		goal := float32(0)
		switch w.Notes[st.Note] {
		case Open:
			goal = 1
		case HalfOpen:
			goal = 0.5
		}
		s.Lever[i] = stepTo(s.Lever[i], goal, dt/easeTime, jump)
	}
	for k, on := range s.census.signals {
		if !on {
			s.Signal[k] = 0
			continue
		}
		s.Signal[k] = stepTo(s.Signal[k], 1, dt/signalTime, jump)
	}
}

// stepTo moves x by at most step towards a goal.
func stepTo(x, goal, step float32, jump bool) float32 {
	switch {
	case jump:
		return goal
	case x < goal:
		return min(x+step, goal)
	}
	return max(x-step, goal)
}
