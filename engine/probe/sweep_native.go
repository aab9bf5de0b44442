//go:build !js

package probe

import "weak"

// A run that watches a program looks at its channels, at each call of Watch at
// some of them, one after the other: which are gone, and whether others hold what
// the log says. A service makes channels for each request, of which most are gone
// soon; but none can be before the garbage collector has run.

const (
	lookedAt = 200  // channels at each call
	owedMost = 2000 // and of those, besides, that the last collection may have taken
)

// sweeping is what a run that watches a program keeps for that.
type sweeping struct {
	known  []*Chan // in no order
	next   int     // index behind the one that is looked at next
	owed   int     // channels to look at since the last collection
	unused weak.Pointer[[64]byte]
}

// collected reports whether the garbage collector has run since the last call.
func (s *sweeping) collected() bool {
	if s.unused.Value() != nil {
		return false
	}
	s.unused = weak.Make(new([64]byte))
	return true
}

// sweep forgets channels that are gone, and tells what others hold if the log
// does not know. The caller holds the lock.
func (r *Run) sweep() {
	if r.collected() {
		r.owed = len(r.known)
	}
	more := min(r.owed, owedMost)
	r.owed -= more
	for range min(lookedAt+more, len(r.known)) {
		if r.next--; r.next < 0 || r.next >= len(r.known) {
			r.next = len(r.known) - 1
		}
		ch := r.known[r.next]
		if n, ok := ch.length(); ok {
			r.holds(ch, n)
			continue
		}
		delete(r.channels, ch.addr)
		r.forgets(ch)
	}
}

// adds notes a channel that the run has come to know.
func (s *sweeping) adds(ch *Chan) {
	ch.index = len(s.known)
	s.known = append(s.known, ch)
}

// drops is for one that it does not know any more.
func (s *sweeping) drops(ch *Chan) {
	last := s.known[len(s.known)-1]
	s.known[ch.index], last.index = last, ch.index
	s.known = s.known[:len(s.known)-1]
}
