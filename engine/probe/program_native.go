//go:build !js

package probe

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"sluice/engine/eventlog"
)

// program is what a run has besides when it is a whole program, which was not
// written for Sluice: its goroutines may wait where no probe is, and the end of
// its main goroutine is that of the process. In other runs it does nothing.
type program struct {
	kinship
	whole   bool
	follows bool          // virtual time goes with the wall clock
	since   time.Time     // from when on
	from    time.Duration // and the virtual time then
	parked  int           // goroutines that wait in a probe
	enough  int           // of these, for the driver to look again
	until   time.Duration // when it looks again by itself
	changed chan struct{}
	limit   int64 // of the log, in bytes
	sealed  bool  // nothing is recorded any more
	outcome Outcome
	adopted map[int]bool // goroutines that have not ended: whether they bear their label
	watch
}

// Outcome is how a program's code has ended it: by Exit, or else by returning
// from its main function.
type Outcome struct {
	Exited bool // it has called Exit
	Status int  // that it has given to Exit
}

// Cut is why the log of a program has an end when it is full, although the
// program goes on.
const Cut = "cut"

// NewProgram returns a run that is a whole program and has not started. It
// records limit bytes, and the program goes on without being recorded. The
// driver is told by Changed when it has to look.
func NewProgram(seed uint64, limit int64, output func(string)) *Run {
	r := NewRun(seed, output)
	r.whole, r.limit, r.most = true, limit, math.MaxInt
	r.LimitSteps(math.MaxInt / turnsPerStep)
	r.changed = make(chan struct{}, 1)
	return r
}

// Begin makes the calling goroutine the run's first, and each one of the process
// that comes to a probe one of the run.
func (r *Run) Begin(name string) {
	r.takeIn()
	r.Lock()
	g := r.newG(name, driver)
	r.goroutines = append(r.goroutines, g)
	r.live++
	r.event(r.outside, &eventlog.Event{Kind: eventlog.GoCreate, Site: r.site(driver), Obj: g.id, Text: name})
	r.Unlock()
	g.assume()
	g.starts()
}

// Main runs fn as the main function of the run's first goroutine, which is the
// calling one since it has called Begin.
func (r *Run) Main(fn func()) { r.goroutines[1].do(fn) }

// OperationTime is how much virtual time an operation of a program takes, so
// that what it does without waiting is not all at one instant. It is of the
// order of what an operation on a channel takes with probes.
const OperationTime = time.Microsecond

// blames records who has the lock that g is about to wait for.
func (r *Run) blames(g *G, h Holder, obj int) {
	if !r.whole || h.g == nil {
		return
	}
	r.Lock()
	r.event(g, &eventlog.Event{Kind: eventlog.Holder, Site: r.site(h.site), Obj: obj, N: int64(h.g.id)})
	r.Unlock()
}

// works lets an operation take its time, where the wall clock does not.
func (r *Run) works() {
	if r.whole && !r.follows {
		r.clock.Follow(r.clock.Now() + OperationTime)
	}
}

// Changed gets a value when the driver of a program has to look again: as many
// goroutines wait as Follow was told, a timer is armed that is due before that
// time, or the run is over.
func (r *Run) Changed() <-chan struct{} { return r.changed }

// Follow lets virtual time go with the wall clock from now on. See Changed for
// enough and until.
func (r *Run) Follow(enough int, until time.Duration) {
	r.Lock()
	defer r.Unlock()
	if !r.follows {
		r.follows, r.since, r.from = true, time.Now(), r.clock.Now()
	}
	r.enough, r.until = enough, until
}

// Halt lets virtual time stand still again.
func (r *Run) Halt() {
	r.Lock()
	defer r.Unlock()
	r.follow()
	r.follows = false
}

// FireDue fires the next timer if it is due by now, and reports whether it was.
func (r *Run) FireDue() bool { return r.fireUntil(r.Now()) }

// follow brings the clock to the present if it goes with the wall clock.
func (r *Run) follow() {
	if r.follows {
		r.clock.Follow(r.from + time.Since(r.since))
	}
}

// Parked returns how many goroutines wait in a probe, of how many that have not
// ended. One that has been woken counts until it runs.
func (r *Run) Parked() (parked, live int) {
	r.Lock()
	defer r.Unlock()
	return r.parked, r.live
}

// Waits returns how many waits in probes have begun.
func (r *Run) Waits() int {
	r.Lock()
	defer r.Unlock()
	return r.tickets
}

// Awaited reports whether somebody waits for a channel that is filled from
// outside the run.
func (r *Run) Awaited() bool {
	r.Lock()
	defer r.Unlock()
	for _, ch := range r.channels {
		if ch.inbox && ch.waiting > 0 {
			return true
		}
	}
	return false
}

// parks counts g, unless it is none of those that the run has started.
func (g *G) parks() {
	r := g.run
	r.queue(g)
	if r.goroutines[g.id] == nil {
		return
	}
	if r.parked++; r.follows && r.parked >= r.enough {
		r.nudge()
	}
}

func (g *G) unparks() {
	g.run.unqueue(g)
	if g.run.goroutines[g.id] != nil {
		g.run.parked--
	}
}

// armed tells the driver of a timer for which it would come too late.
func (r *Run) armed(due time.Duration) {
	if r.follows && due < r.until {
		r.nudge()
	}
}

func (r *Run) nudge() {
	if !r.whole {
		return
	}
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// hasRoom reports whether the run may still record. The event that finds no
// room ends the log.
func (r *Run) hasRoom() bool {
	if !r.whole {
		return true
	}
	if !r.sealed && r.Log.Bytes() >= r.limit {
		r.sealed = true
		r.Log.Append(&eventlog.Event{Kind: eventlog.Finish, At: int64(r.clock.Now()), Text: Cut})
	}
	r.spends(1)
	return !r.sealed
}

// Seal records why the program has ended, and nothing after that.
func (r *Run) Seal(why string) {
	r.Record(eventlog.Finish, 0, why)
	r.Lock()
	defer r.Unlock()
	r.sealed = true
}

// found records what is in a channel that the run has not made.
func (r *Run) found(ch *Chan, n int) {
	if r.whole && n > 0 {
		r.append(&eventlog.Event{Kind: eventlog.Level, Obj: ch.id, N: int64(n)})
	}
}

// freeze stops the calling goroutine if its program has ended: in a process that
// has, nobody goes on either, and no deferred code runs.
func (r *Run) freeze() {
	if r.whole {
		select {}
	}
}

// returned ends the program when its main goroutine has returned. The caller
// holds the lock.
func (g *G) returned() {
	if r := g.run; r.whole && !r.watched && g.id == 1 {
		r.over.Store(true)
		r.nudge()
	}
}

// Outcome returns how the program's code has ended it.
func (r *Run) Outcome() Outcome {
	r.Lock()
	defer r.Unlock()
	return r.outcome
}

// Exit is os.Exit. In a program that is recorded it ends the run, whose driver
// ends the process when the log is written; it does not return either.
func Exit(code int) {
	if Ending != nil {
		Ending(fmt.Sprintf("exit %d", code))
	}
	g := Self()
	if g == nil || !g.run.whole || g.run.watched {
		os.Exit(code)
	}
	r := g.run
	r.Lock()
	if !r.Over() {
		r.outcome = Outcome{Exited: true, Status: code}
		r.over.Store(true)
	}
	r.Unlock()
	r.nudge()
	r.freeze()
}

// trace is the stack of the calling goroutine, which is in panic, as Go prints
// it: from the call that panicked on, and without the calls of probes.
func (r *Run) trace() string {
	if !r.whole {
		return ""
	}
	lines := strings.SplitAfter(string(debug.Stack()), "\n")
	text := lines[0]
	begun := false
	for i := 1; i+1 < len(lines); i += 2 {
		switch call := lines[i]; {
		case strings.HasPrefix(call, "panic("):
			text, begun = lines[0], true
		case !begun:
		case strings.HasPrefix(call, "sluice/engine/probe."):
			return text
		default:
			text += strings.Replace(call, "main.sluicemain", "main.main", 1) + lines[i+1]
		}
	}
	return text
}
