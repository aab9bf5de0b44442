package probe

import "fmt"

// A loop in which nothing is probed would never let the driver know that it
// spins. Its turns are counted, in bundles, because that is all that it costs.
const (
	bundle       = 1 << 16
	turnsPerStep = 50 // turns that count as one operation
)

// turns counts the turns of all runs. It need not be exact.
var turns uint32

// Turn counts a turn of the loop at s, which is not known to end.
//
//go:norace
func Turn(s *Site) {
	if turns++; turns%bundle == 0 {
		turned(s)
	}
}

// turned takes a bundle off what the run may do while no time passes. If that
// is too much, or the run is over, the calling goroutine leaves.
func turned(s *Site) {
	g := Self()
	if g == nil || g.Late() {
		return
	}
	r := g.run
	r.Lock()
	r.turns += bundle
	most := turnsPerStep * r.maxSteps
	spins := r.turns > most && r.failure == nil
	if spins {
		r.failure = &Failure{
			Goroutine: g.id, Name: g.name, Place: s.String(), Spin: true,
			Message: fmt.Sprintf("%d turns of a loop while no time passed: it spins", most),
		}
		r.over.Store(true)
	}
	r.Unlock()
	if spins {
		g.late()
	}
}
