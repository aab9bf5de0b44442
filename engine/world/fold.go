package world

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"sluice/engine/eventlog"
)

// ErrBroken is returned by Check when the world contradicts itself.
var ErrBroken = errors.New("world: the log contradicts itself")

// Apply folds one event into the world. Events must come in their order. A
// log that contradicts itself leaves the world usable; Check then tells.
func (w *World) Apply(e *eventlog.Event) {
	w.Seq, w.bytes, w.Moved = e.Seq, e.End, 0
	if at := time.Duration(e.At); at > w.meter.At() {
		w.meter.Advance(at, w.levels(), &w.Counts)
		w.Advance(at)
	}
	if e.G >= len(w.Goroutines) || e.Kind != eventlog.ChanMake && e.Obj >= len(w.Channels) && usesChannel(e.Kind) {
		w.breaks(e, "it names a goroutine or channel that does not exist")
		return
	}
	if e.Site != 0 && e.Kind != eventlog.Release && e.Kind != eventlog.Holder { // these are no steps of the code
		w.LastSite = e.Site
		w.Goroutines[e.G].Site = int32(e.Site)
	}
	if g := &w.Goroutines[e.G]; g.pending() && !g.says(e) {
		w.correct(e)
	} else {
		w.apply(e)
	}
}

// apply is Apply for an event that does not show that another one was
// misunderstood.
func (w *World) apply(e *eventlog.Event) {
	switch e.Kind {
	case eventlog.GoCreate:
		w.create(e)
	case eventlog.GoStart:
		w.now(e.G, Running)
	case eventlog.GoEnd:
		w.endGoroutine(e.G, Done)
	case eventlog.GoPanic:
		w.endGoroutine(e.G, Panicked)
		w.Goroutines[e.G].What = e.Text
	case eventlog.ChanMake:
		w.makeChannel(e)
	case eventlog.Send:
		w.send(e)
	case eventlog.Recv:
		w.recv(e)
	case eventlog.RecvZero, eventlog.SyncDone, eventlog.SleepDone:
		w.now(e.G, Running)
	case eventlog.Close:
		w.Channels[e.Obj].Closed = true
	case eventlog.Release:
		w.Channels[e.Obj] = Channel{Released: true}
	case eventlog.WaitSend:
		w.wait(e.G, BlockedSend, e.Obj)
		w.queue(e.G, eventlog.Case{Chan: e.Obj, Send: true})
	case eventlog.WaitRecv:
		w.wait(e.G, BlockedRecv, e.Obj)
		w.used(e.G, eventlog.Case{Chan: e.Obj})
		w.queue(e.G, eventlog.Case{Chan: e.Obj})
	case eventlog.WaitCases:
		w.waitCases(e)
	case eventlog.WaitSync:
		w.wait(e.G, BlockedSync, e.Obj)
		w.Goroutines[e.G].What = e.Text
	case eventlog.Sleep:
		w.wait(e.G, Sleeping, 0)
		w.Goroutines[e.G].Until = w.Now + time.Duration(e.N)
	case eventlog.TimerArm:
		w.Goroutines[e.G].Until = time.Duration(e.N)
	case eventlog.BucketSet, eventlog.BucketTake:
		w.bucket(e)
	case eventlog.Knob:
		w.Knobs[e.Text] = math.Float64frombits(uint64(e.N))
	case eventlog.Act:
		w.Acts[e.Text]++
	case eventlog.Note:
		name, text, _ := strings.Cut(e.Text, "\t")
		w.Notes[name] = text
		if name == StepNote {
			w.turnStep(text)
		}
	case eventlog.Tally:
		w.tally(e.Text, int(e.N))
	case eventlog.Print:
		w.print(e.Text)
	case eventlog.Finish:
		w.finish(e.Text)
	case eventlog.Program:
		w.values = true
	case eventlog.Core:
		w.Goroutines[e.G].Core = int16(min(max(e.N, -1), math.MaxInt16-1) + 1)
	case eventlog.WaitOutside:
		w.now(e.G, Outside)
		w.Goroutines[e.G].What = e.Text
	case eventlog.Gap:
		w.forget()
	case eventlog.Level:
		w.level(e)
	default:
		w.job(e)
	}
}

// Advance moves the world's clock to now, between two events: buckets refill
// and rings fill while nothing happens. It never moves back.
func (w *World) Advance(now time.Duration) { w.Now = max(w.Now, now) }

// Check returns an error that wraps ErrBroken when the law
// offered = completed + rejected + failed + cancelled + in flight does not
// hold, or when an event made no sense.
func (w *World) Check() error {
	if w.broken != nil {
		return w.broken
	}
	ended := w.Completed + w.Rejected + w.Failed + w.Cancelled
	if w.Offered != ended+len(w.Live) || ended != len(w.Finished) || w.Offered != len(w.Jobs)-1 {
		return fmt.Errorf("%w: %d offered, but %d ended and %d in flight",
			ErrBroken, w.Offered, ended, len(w.Live))
	}
	return nil
}

// tally counts; what is taken back to nothing is not counted any more.
func (w *World) tally(name string, n int) {
	if w.Tallies[name] += n; n < 0 && w.Tallies[name] == 0 {
		delete(w.Tallies, name)
	}
}

func usesChannel(k eventlog.Kind) bool {
	switch k {
	case eventlog.Send, eventlog.Recv, eventlog.RecvZero, eventlog.Close,
		eventlog.Release, eventlog.WaitSend, eventlog.WaitRecv, eventlog.Level:
		return true
	}
	return false
}

func (w *World) breaks(e *eventlog.Event, why string) {
	if w.broken == nil {
		w.broken = fmt.Errorf("%w: event %d (%v): %s", ErrBroken, e.Seq, e.Kind, why)
	}
}

// now puts a goroutine into a state in which it does not wait.
func (w *World) now(id int, s GoState) {
	g := &w.Goroutines[id]
	if g.State == Done && w.broken == nil {
		w.broken = fmt.Errorf("%w: event %d: goroutine %d goes on after its end", ErrBroken, w.Seq, id)
	}
	g.State, g.Since, g.wait, g.Cases = s, w.Now, 0, g.Cases[:0]
}

func (w *World) wait(id int, s GoState, obj int) {
	w.now(id, s)
	w.lastWait++
	g := &w.Goroutines[id]
	g.Wait, g.wait = int32(obj), w.lastWait
}

func (w *World) create(e *eventlog.Event) {
	if e.Obj != len(w.Goroutines) {
		w.breaks(e, "goroutines are not numbered in order")
		return
	}
	child := Goroutine{Name: e.Text, Parent: int32(e.G), Site: int32(e.Site), Born: int32(e.Site), Since: w.Now}
	if parent := &w.Goroutines[e.G]; w.inFlight(parent.Job) != nil {
		// What a goroutine starts while it holds a job, it starts for the job.
		child.Job, parent.Job = parent.Job, 0
		w.Jobs[child.Job].Holder = int32(e.Obj)
	}
	w.Goroutines = push(w.Goroutines, child)
	w.running++
	if w.crews[child.Name] {
		w.workers++
	}
}

func (w *World) endGoroutine(id int, s GoState) {
	if g := &w.Goroutines[id]; g.State < Done {
		w.running--
		if w.crews[g.Name] {
			w.workers--
		}
	} else if s == Done {
		return // it panicked, which says more
	}
	w.now(id, s)
	w.ends(id, s)
}

// Reasons of a run's end that say something of its goroutines.
const (
	Clean    = "done"     // all have ended
	Leak     = "leak"     // some are left that can never end
	Deadlock = "deadlock" // all wait for each other
)

func (w *World) finish(why string) {
	w.Ended = why
	if why != Leak {
		return // of a deadlock, say, the waits tell more
	}
	for i := range w.Goroutines[1:] {
		if g := &w.Goroutines[i+1]; g.State < Done {
			g.State = Leaked
		}
	}
}

// Leaked returns how many goroutines were left when the run finished and could
// never end.
func (w *World) Leaked() int {
	if w.Ended != Leak {
		return 0
	}
	return w.running
}

func (w *World) bucket(e *eventlog.Event) {
	if e.Obj == len(w.Buckets) && e.Kind == eventlog.BucketSet {
		w.Buckets = append(w.Buckets, Bucket{})
	}
	if e.Obj >= len(w.Buckets) || e.Obj == 0 || e.N < 0 || e.N > math.MaxInt32*1000 {
		w.breaks(e, "there is no such bucket")
		return
	}
	b := &w.Buckets[e.Obj]
	if e.Kind == eventlog.BucketSet {
		b.Name, b.Capacity, b.Rate = e.Text, int(e.N), float64(e.M)/1000
		return
	}
	b.level, b.at = float64(e.N)/1000, w.Now
	switch e.M {
	case 0:
		b.Refused++
	case 1:
		b.Taken++
	}
}
