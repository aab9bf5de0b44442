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

func (*Run) follow()                {}
func (*Run) works()                 {}
func (*Run) blames(*G, Holder, int) {}
func (*Run) nudge()                 {}
func (*Run) armed(time.Duration)    {}
func (*Run) hasRoom() bool          { return true }
func (*Run) found(*Chan, int)       {}
func (*Run) freeze()                {}
func (*Run) trace() string          { return "" }
func (*G) returned()                {}
func (*G) parks()                   {}
func (*G) unparks()                 {}
func (*G) seen()                    {}
func (*Chan) remember()             {}
func (*Chan) vanished() bool        { return false }
func (*Chan) fills(int)             {}
func (*Run) holds(*Chan, int)       {}
func (*Run) measure(*Chan)          {}
func (*Run) forgets(ch *Chan)       { ch.addr = 0 }
func (*G) waitsFor([]Case)          {}
func (*G) acts()                    {}
func look()                         {}

// Idle reports whether probes have nothing to do: in a page they always have.
func Idle() bool { return false }
