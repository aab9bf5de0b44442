package bridge

import (
	"fmt"
	"strings"

	"sluice/engine/session"
	"sluice/engine/world"
)

// endings are what the page says of how a run came to its end.
var endings = map[string]string{
	"deadlock": "All goroutines are asleep: nothing is armed that could wake one.",
	"leak":     "The scene is over, and these goroutines can never end.",
	"done":     "The scene is over, and every goroutine has ended.",
	"spin":     "A goroutine worked on and on while no time passed.",
}

// programEndings are what it says of how a recorded program came to its end.
var programEndings = map[string]string{
	"deadlock": "All goroutines are asleep: Go ends such a program with a fatal error.",
	"leak":     "The program has returned from main. Nobody could ever have let these goroutines go on.",
	"done":     "The program has returned from main.",
	"spin":     "A goroutine worked on and on while no time passed.",
	"panic":    "The program has broken off by a panic or a fatal error, which it has printed.",
	"exit":     "The program has ended itself, with status ",
	"killed":   "The program was ended from outside, so its last events may be missing.",
	"cut":      "The recording was full here. The program went on unrecorded.",
}

func endValue(s *session.Session) object {
	goroutines, more := goroutineValues(s, mostEnded)
	return object{"reason": s.Ended(), "message": ending(s), "goroutines": goroutines, "more": more}
}

// ending says how the run ended, with Go's own words if it was a panic.
func ending(s *session.Session) string {
	if f := s.Failure(); f != nil && f.Spin {
		return f.Name + ", at " + f.Place + ": " + f.Message
	}
	w := s.World()
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.State == world.Panicked {
			at := s.Site(int(g.Site))
			return fmt.Sprintf("panic in %s, at %s:%d: %s", g.Name, at.File, at.Line, g.What)
		}
	}
	if s.Program() != nil {
		why, status, _ := strings.Cut(s.Ended(), " ")
		return programEndings[why] + status
	}
	return endings[s.Ended()]
}
