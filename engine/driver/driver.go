// Package driver moves a run through virtual time: it lets every goroutine
// run until all wait, fires the next timer, and so on, for as much virtual
// time as it is asked for and no more wall time than it is given.
//
// Whatever comes from outside (clicks, knobs, actions) is handed to the run
// between two settles, at a known virtual time, and is recorded. Nothing
// else touches a running scene.
//
// A Program is driven natively only, and may wait for the world outside.
package driver

import (
	"errors"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// grace is how much virtual time a run gets after its main goroutine has
// returned, for the others to finish. Whoever is left then has leaked.
const grace = 30 * time.Second

// horizon is how far ahead a timer may be due for a step to go there. What is
// due later was armed so that it never comes.
const horizon = 24 * time.Hour

// Input is something that comes from outside. Deliver hands it to the run
// without blocking. When the run cannot take it yet, it is called again after
// the next settle; an input that is refused is dropped. A nil Deliver only
// records it.
type Input struct {
	Kind    eventlog.Kind // Inject, Knob, Act or Load
	N       int64
	Text    string
	Deliver func(*probe.Run) probe.Delivery

	// An input of a run that is run again comes at its place: when After
	// events have been recorded, at virtual time At.
	After int64
	At    time.Duration
}

// Driver drives one run. It belongs to one goroutine, which is not of the
// run.
type Driver struct {
	run  *probe.Run
	main func() // until it is started
	rec  *playback.Recording
	*settler

	// Watch, if set, is called whenever everybody waits, and after a Step.
	Watch func(*world.World)

	// Full, if set, is asked after each settle; while it is true the run goes
	// no further.
	Full func() bool

	inputs []Input
	endBy  time.Duration // when grace ends, once main is over
	err    error         // the world's first contradiction
}

// New starts main as the main goroutine of a run, which does not move until
// it is advanced. Text that the run prints goes to output, if not nil.
func New(seed uint64, output func(string), main func(*probe.Run)) *Driver {
	d := &Driver{run: probe.NewRun(seed, output), settler: newSettler()}
	d.rec = playback.New(&d.run.Log)
	d.main = func() { main(d.run) }
	return d
}

// World returns the world at the recording's end. It is the driver's: read
// it, between two calls of the driver, and do not change it.
func (d *Driver) World() *world.World { return d.rec.World() }

// Recording returns what is recorded of the run.
func (d *Driver) Recording() *playback.Recording { return d.rec }

// Log returns the run's log.
func (d *Driver) Log() *eventlog.Log { return &d.run.Log }

// Now returns the run's virtual time. The world is behind it while one
// steps through events that have been recorded already.
func (d *Driver) Now() time.Duration { return d.run.Now() }

// Ended returns why the run has finished, empty while it goes on: one of
// "done", "leak", "deadlock", "panic" and "spin".
func (d *Driver) Ended() string { return d.rec.World().Ended }

// Failure returns how the run broke; nil if it did not.
func (d *Driver) Failure() *probe.Failure { return d.run.Failure() }

// Err returns an error that wraps world.ErrBroken once the conservation law
// has been violated, nil otherwise. It is checked after each settle.
func (d *Driver) Err() error { return d.err }

// Put queues an input for the next settle.
func (d *Driver) Put(in Input) { d.inputs = append(d.inputs, in) }

// Pending returns how many inputs have not been delivered yet.
func (d *Driver) Pending() int { return len(d.inputs) }

// Advance runs until virtual time until, or until the run ends, or until
// wall time has gone by or the recording is Full, whichever comes first, and
// moves the world along. It reports whether it came to until or the end.
func (d *Driver) Advance(until, wall time.Duration) bool {
	d.hold()
	defer d.release()
	stop := wallClock() + wall
	for fired := 1; ; fired++ {
		took := d.deliver()
		d.turn()
		if d.over() {
			return true
		}
		if d.Full != nil && d.Full() {
			return false
		}
		if took && len(d.inputs) > 0 {
			if wallClock() >= stop {
				return false
			}
			continue
		}
		due, ok := d.run.Next()
		if d.endBy > 0 && d.endBy <= until && due >= d.endBy {
			d.run.Move(d.endBy) // where over finds the run's end
			continue
		}
		if !ok || due > until {
			d.run.Move(until)
			d.rec.World().Advance(min(until, d.run.Now()))
			return true
		}
		d.run.Fire()
		if fired%8 == 0 && wallClock() >= stop { // reading it is dear
			d.turn()
			return d.over()
		}
	}
}

// Step moves the world n events forward and the run only as far as that
// needs. It reports whether there were n events.
func (d *Driver) Step(n int) bool {
	d.hold()
	defer d.release()
	defer d.watch()
	for n > 0 {
		if d.next() {
			n--
		} else if !d.more() {
			return false
		}
	}
	return true
}

// more makes the run record something, and reports whether it can. It leaves
// everybody waiting, so that nobody moves until the next call.
func (d *Driver) more() bool {
	before := d.run.Events()
	for {
		d.deliver()
		if !d.rest() {
			d.finish("spin")
			return true
		}
		if d.run.Events() > before {
			return true
		}
		due, armed := d.run.Next()
		if d.over() || !armed || due > d.run.Now()+horizon || !d.run.Fire() {
			return d.run.Events() > before
		}
	}
}

// turn settles and brings the world to the log's end.
func (d *Driver) turn() {
	if d.rec.World().Ended != "" {
		return
	}
	ok := d.rest()
	d.fold()
	if !ok {
		d.finish("spin")
	}
}

// rest settles, with the goroutines of a crowd in their order; false if that
// does not come about.
func (d *Driver) rest() bool {
	for d.settle() {
		if !d.run.Disperse() {
			return true
		}
	}
	return false
}

// fold brings the world to the log's end and checks the law there.
func (d *Driver) fold() {
	d.run.Lock() // as in next, but once for all
	d.rec.Fold()
	d.run.Unlock()
	if d.err == nil {
		d.err = errors.Join(d.rec.Err(), d.rec.World().Check())
	}
	d.watch()
}

func (d *Driver) watch() {
	if d.Watch != nil {
		d.Watch(d.rec.World())
	}
}

// next folds one event, if it is recorded. The lock is only for the race
// detector: nobody runs while the driver does.
func (d *Driver) next() bool {
	d.run.Lock()
	defer d.run.Unlock()
	return d.rec.Next()
}

// deliver hands the run an input, or all that come before its start, and
// reports whether there may be room for more after the next settle.
func (d *Driver) deliver() (took bool) {
	for len(d.inputs) > 0 && d.rec.World().Ended == "" && !(took && d.main == nil) {
		in := d.inputs[0]
		if d.waitsFor() > 0 {
			break
		}
		d.run.Move(in.At)
		delivery := probe.Taken
		if in.Deliver != nil {
			delivery = in.Deliver(d.run)
		}
		if delivery == probe.Later {
			break
		}
		d.inputs = d.inputs[1:]
		if delivery == probe.Taken {
			took = true
			d.run.Record(in.Kind, in.N, in.Text)
		}
	}
	if d.main != nil { // only now, so that inputs from before come first
		d.run.Start("main", d.main)
		d.main, took = nil, true
	}
	return took
}

// wallClock is a clock that goes on while the runtime's is held.
func wallClock() time.Duration { return time.Duration(time.Now().UnixNano()) }

// over finds out whether the run has come to its end, and finishes it.
func (d *Driver) over() bool {
	if d.rec.World().Ended != "" {
		return true
	}
	_, armed := d.run.Next()
	switch f := d.run.Failure(); {
	case f != nil && f.Spin:
		d.finish("spin")
	case f != nil:
		d.finish("panic")
	case d.main == nil && d.run.Live() == 0:
		d.finish(world.Clean)
	case d.mainOver() && d.endBy == 0:
		d.endBy = d.run.Now() + grace
		return d.over()
	case d.mainOver() && (!armed || d.run.Now() >= d.endBy):
		d.finish(world.Leak)
	case !d.mainOver() && !armed && len(d.inputs) == 0 && d.stuck():
		d.finish(world.Deadlock)
	default:
		return false
	}
	return true
}

// mainOver reports whether the main goroutine, which is number 1, is over.
func (d *Driver) mainOver() bool {
	all := d.rec.World().Goroutines
	return len(all) > 1 && !all[1].Alive()
}

// stuck reports whether nobody who waits can be woken from outside.
func (d *Driver) stuck() bool {
	w := d.rec.World()
	for i := range w.Goroutines[1:] {
		g := &w.Goroutines[i+1]
		switch g.State {
		case world.BlockedRecv:
			if w.Channels[g.Wait].External {
				return false
			}
		case world.BlockedSelect:
			for _, c := range g.Cases {
				if w.Channels[c.Chan].External && !c.Send {
					return false
				}
			}
		}
	}
	return true
}

// finish records why the run is over, folds to the end and lets every
// goroutine of the run leave.
func (d *Driver) finish(why string) {
	d.run.Record(eventlog.Finish, 0, why)
	d.fold()
	d.Close()
}

// Close ends the run, whatever state it is in, and returns when its
// goroutines have left, with the number of those that could not: they wait
// for something that is not probed. The world stays as it is.
func (d *Driver) Close() (stray int) {
	d.run.End()
	for d.settle() && d.run.WakeAll() {
	}
	return d.run.Live()
}

// Retrace runs until at least n events are recorded and on to virtual time
// at, if no timer is due before. It comes back early when the run ends or
// cannot go on, and when wall time has gone by: only then it returns false.
func (d *Driver) Retrace(n int64, at, wall time.Duration) bool {
	d.hold()
	defer d.release()
	stop := wallClock() + wall
	for fired := 1; ; fired++ {
		next := d.waitsFor()
		took := d.deliver()
		d.turn()
		switch {
		case d.over():
			return true
		case d.run.Events() >= n:
			d.run.Move(at)
			d.rec.World().Advance(min(at, d.run.Now()))
			return true
		case took, next > 0 && d.waitsFor() == 0: // an input's place has come
		case !d.run.Fire():
			return true
		}
		if fired%8 == 0 && wallClock() >= stop {
			d.turn()
			return d.over()
		}
	}
}

// waitsFor returns how many events have to be recorded before the next input
// has come to its place; 0 if it has.
func (d *Driver) waitsFor() int64 {
	if len(d.inputs) == 0 {
		return 0
	}
	return max(d.inputs[0].After-d.run.Events(), 0)
}

// Catch brings the world to the log's end, if one has stepped.
func (d *Driver) Catch() { d.fold() }
