package playback

import (
	"time"

	"sluice/engine/eventlog"
)

// Input is something that came from outside, and where in the run.
type Input struct {
	Kind  eventlog.Kind // Inject, Knob, Act, Load or Program
	N     int64
	Text  string
	Seq   int64         // its event
	After int64         // events that the run had recorded when it was delivered
	At    time.Duration // when that was
}

// note keeps an input. Its delivery, if it took one, is the event before: a
// send of the driver's on a channel that comes from outside.
func (r *Recording) note(e *eventlog.Event) {
	switch e.Kind {
	case eventlog.Inject, eventlog.Knob, eventlog.Act, eventlog.Load, eventlog.Program:
		in := Input{
			Kind: e.Kind, N: e.N, Text: e.Text,
			Seq: e.Seq, After: e.Seq - 1, At: time.Duration(e.At),
		}
		if r.posted {
			in.After--
		}
		if len(r.world.Goroutines) == 1 { // nobody has started yet
			r.setup = append(r.setup, in)
		} else {
			r.inputs = append(r.inputs, in)
		}
	}
	c := r.world.Channels
	r.posted = e.Kind == eventlog.Send && e.G == 0 && e.Obj < len(c) && c[e.Obj].External
}
