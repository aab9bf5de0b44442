package session

import (
	"time"

	"sluice/engine/metrics"
)

// Result is what came of one step of a load test, and what the machine needed
// for it.
type Result struct {
	metrics.Result

	// Known tells whether the step went on before somebody's eyes. One of a
	// recording did not, nor one that was run again or stepped through.
	Known  bool
	Wall   time.Duration // how long it took, pauses left out
	Memory uint64        // bytes that the program had taken from the machine in the end
}

// MaxResults is how many steps a session tells of.
const MaxResults = 100

// Results returns what came of the steps of a load test up to the playhead, in
// their order; the last one may go on. It returns at most the last MaxResults.
func (s *Session) Results() []Result {
	var list []Result
	all := s.World().Results()
	for _, r := range all[max(len(all)-MaxResults, 0):] {
		i, result := r.Number-1, Result{Result: r}
		if i < len(s.timings.steps) {
			t := &s.timings.steps[i]
			switch {
			case t.lost:
			case r.Over:
				result.Known, result.Wall, result.Memory = true, t.wall, t.memory
			case s.past == nil:
				result.Known, result.Wall, result.Memory = true, s.timings.watch.read()-t.began, memory()
			}
		}
		list = append(list, result)
	}
	return list
}

// Rest tells that time stands still for a while though the session plays, as
// when nobody sees the page.
func (s *Session) Rest() { s.timings.watch.stand() }

// Rest is Session.Rest for all.
func (c *Comparison) Rest() {
	for _, s := range c.all {
		s.Rest()
	}
}
