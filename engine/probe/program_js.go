package probe

import "time"

// passive is never so in a page, which runs scenes and never a whole program:
// nothing of that is in it.
const passive = false

type (
	program  struct{}
	sighting struct{}
	filling  struct{}
)

func (*program) follow()                {}
func (*program) works()                 {}
func (*program) blames(*G, Holder, int) {}
func (*program) nudge()                 {}
func (*program) armed(time.Duration)    {}
func (*program) hasRoom() bool          { return true }
func (*program) found(*Chan, int)       {}
func (*program) freeze()                {}
func (*program) trace() string          { return "" }
func (*G) returned()                    {}
func (*G) parks()                       {}
func (*G) unparks()                     {}
func (*G) seen()                        {}
func (*filling) remember()              {}
func (*filling) vanished() bool         { return false }
func (*filling) fills(int)              {}
func (*program) holds(*Chan, int)       {}
func (*program) measure(*Chan)          {}
func (*program) forgets(ch *Chan)       { ch.addr = 0 }
func (*G) waitsFor([]Case)              {}
func (*G) acts()                        {}
func look()                             {}

// Idle reports whether probes have nothing to do: in a page they always have.
func Idle() bool { return false }
