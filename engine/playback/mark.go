package playback

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// Mark says what makes a moment worth going to. The zero Mark is none.
type Mark uint8

// The marks.
const (
	Click     Mark = 1 + iota // something came from outside
	Rejection                 // a job was refused
	Retry                     // an attempt failed, and another is due
	Failure                   // a job was given up, or cancelled
	Broken                    // a panic, or a run's end that was not its own wish

	Marks = 1 + iota // one more than their number
)

// MarkOf returns the mark of an event.
func MarkOf(e *eventlog.Event) Mark {
	switch e.Kind {
	case eventlog.Inject, eventlog.Act:
		return Click
	case eventlog.Knob:
		if e.At > 0 { // until then, knobs are at their first settings
			return Click
		}
	case eventlog.JobReject:
		return Rejection
	case eventlog.JobBackoff:
		return Retry
	case eventlog.JobFail, eventlog.JobCancel:
		return Failure
	case eventlog.GoPanic:
		return Broken
	case eventlog.Finish:
		if e.Text != world.Clean {
			return Broken
		}
	}
	return 0
}

// NextMark returns the next moment after t that is marked; ok is false if
// there is none.
func (r *Recording) NextMark(t time.Duration) (at time.Duration, ok bool) {
	for k := r.before(func(k *keyframe) bool { return k.at > t }); k < len(r.keys); k++ {
		r.scan(k, func(e *eventlog.Event) bool {
			at, ok = time.Duration(e.At), time.Duration(e.At) > t
			return !ok
		})
		if ok {
			return at, true
		}
	}
	return 0, false
}

// LastMark returns the last moment before t that is marked; ok is false if
// there is none.
func (r *Recording) LastMark(t time.Duration) (at time.Duration, ok bool) {
	for k := r.before(func(k *keyframe) bool { return k.at >= t }); k >= 0; k-- {
		r.scan(k, func(e *eventlog.Event) bool {
			if time.Duration(e.At) >= t {
				return false
			}
			at, ok = time.Duration(e.At), true
			return true
		})
		if ok {
			return at, true
		}
	}
	return 0, false
}

// scan goes over the marked events from one keyframe to the next, until
// visit returns false. Where nothing is marked it reads nothing.
func (r *Recording) scan(k int, visit func(*eventlog.Event) bool) {
	key, until, marks := &r.keys[k], r.world.Seq, r.marks
	if k+1 < len(r.keys) {
		until, marks = r.keys[k+1].seq, r.keys[k+1].marks
	}
	if marks == key.marks {
		return
	}
	var e eventlog.Event
	for read := key.read.Copy(); read.Seq() < until && read.Next(&e); {
		if MarkOf(&e) != 0 && !visit(&e) {
			return
		}
	}
}
