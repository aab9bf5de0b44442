// Package playback keeps a run so that every moment of it can be shown
// again: a Recording folds the run's log as it grows and keeps keyframes, a
// Playhead goes anywhere in it.
//
// Nothing is run again to show it. To let another future begin, the inputs
// that a Recording knows are given to a new run at their places.
package playback

import (
	"sort"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// spacing is how many events lie between two keyframes, so the most that a
// seek has to fold; mostSpacing, where they take more than twice the room of
// the log, as when very many things change all the time.
const (
	spacing     = 1 << 15
	mostSpacing = 4 * spacing
)

// Recording is a log, the world at its end, and what is needed to find one's
// way in it. It belongs to one goroutine.
type Recording struct {
	// Origin is which scheduler the log comes from.
	Origin eventlog.Origin

	log     *eventlog.Log
	read    *eventlog.Reader
	world   *world.World
	keys    []keyframe
	framer  world.Keyframer
	framed  int64 // bytes of keys
	outline Outline
	marks   int64          // counted so far
	setup   []Input        // from before the run's start
	inputs  []Input        // from then on
	event   eventlog.Event // the last one that was read
	ahead   bool           // it has not been folded yet
	posted  bool           // the last event was the delivery of an input
}

// keyframe is a place in a recording with its world.
type keyframe struct {
	seq   int64
	at    time.Duration
	marks int64 // up to here
	read  *eventlog.Reader
	world *world.Keyframe
}

// New returns a recording of a log, of which nothing is folded yet.
func New(log *eventlog.Log) *Recording {
	r := &Recording{log: log, read: eventlog.NewReader(log), world: world.New()}
	r.outline.width = finest
	r.keep()
	return r
}

// Log returns the log.
func (r *Recording) Log() *eventlog.Log { return r.log }

// World returns the world after the last event that was folded. It is the
// recording's: read it, and do not change it.
func (r *Recording) World() *world.World { return r.world }

// Err returns an error that wraps eventlog.ErrDamaged if the log broke off.
func (r *Recording) Err() error { return r.read.Err() }

// Site returns where a site number of the log is in the source.
func (r *Recording) Site(n int) eventlog.SiteInfo { return r.read.Site(n) }

// Sources returns the source files that the log carries.
func (r *Recording) Sources() []eventlog.Source { return r.read.Sources() }

// Outline returns what the recording looks like from afar.
func (r *Recording) Outline() *Outline { return &r.outline }

// Setup returns what was set before the run's start.
func (r *Recording) Setup() []Input { return r.setup }

// Inputs returns what came from outside since then, in its order.
func (r *Recording) Inputs() []Input { return r.inputs }

// Size returns about how many bytes the recording takes.
func (r *Recording) Size() int64 { return r.log.Bytes() + r.world.Size() + r.framed }

// Whole reports whether all that is recorded has been folded.
func (r *Recording) Whole() bool { return r.world.Seq == r.log.Events() }

// Next folds one event and reports whether there was one.
func (r *Recording) Next() bool {
	if !r.peek() {
		return false
	}
	r.ahead = false
	e := &r.event
	r.note(e)
	r.world.Apply(e)
	m := MarkOf(e)
	if m != 0 {
		r.marks++
	}
	r.outline.add(time.Duration(e.At), m)
	if r.world.Seq%spacing == 0 && r.due() {
		r.keep()
	}
	return true
}

// due reports whether it is time for a keyframe.
func (r *Recording) due() bool {
	return r.framed < 2*r.log.Bytes() || r.world.Seq-r.keys[len(r.keys)-1].seq >= mostSpacing
}

// peek reads the event that comes next, and reports whether there is one.
func (r *Recording) peek() bool {
	if !r.ahead {
		r.ahead = r.read.Next(&r.event)
	}
	return r.ahead
}

// FoldTo folds what is recorded of the time up to t, and brings the world to
// that time.
func (r *Recording) FoldTo(t time.Duration) {
	for r.peek() && time.Duration(r.event.At) <= t {
		r.Next()
	}
	r.world.Advance(t)
}

// Fold folds all that is recorded.
func (r *Recording) Fold() {
	for r.Next() {
	}
}

// keep makes the present place a keyframe.
func (r *Recording) keep() {
	k := r.framer.Keyframe(r.world)
	r.framed += k.Size()
	r.keys = append(r.keys, keyframe{
		seq: r.world.Seq, at: r.world.Now, marks: r.marks,
		read: r.read.Copy(), world: k,
	})
}

// before returns the last keyframe for which later is false.
func (r *Recording) before(later func(*keyframe) bool) int {
	return max(sort.Search(len(r.keys), func(i int) bool { return later(&r.keys[i]) })-1, 0)
}
