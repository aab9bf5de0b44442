package probe

import "time"

// The page runs scenes and never a whole program: nothing of that is in it.
type (
	program  struct{}
	sighting struct{}
)

func (*Run) follow()             {}
func (*Run) nudge()              {}
func (*Run) works()              {}
func (*Run) armed(time.Duration) {}
func (*Run) hasRoom() bool       { return true }
func (*Run) found(*Chan, int)    {}
func (*Run) freeze()             {}
func (*Run) trace() string       { return "" }
func (*G) returned()             {}
func (*G) parks()                {}
func (*G) unparks()              {}
func (*G) seen()                 {}
func (*G) acts()                 {}
func look()                      {}
