//go:build !js

package driver

import (
	"fmt"
	"io"
	"strings"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// MaxLog is how many bytes a program records, unless it is told otherwise.
const MaxLog = 200 << 20

// ProgramOptions say how a program is run.
type ProgramOptions struct {
	Name   string       // its package path
	Seed   uint64       // of select and of the random numbers
	Real   bool         // by the real clock, truly parallel; else under virtual time
	Output func(string) // gets what it prints; nil drops it
	Limit  int64        // bytes to record; 0: MaxLog

	// Begin, if set, records what the log begins with, for a scene that runs as a
	// program does. It may keep the run, to hand it inputs.
	Begin func(*probe.Run)

	// Sink, if set, gets the log's bytes while the program runs, and the log
	// does not keep them. An error of its ends the recording, not the program.
	Sink io.Writer
}

// Program runs a program that was not written for Sluice, in this process:
// other goroutines may be there, and its own may wait where no probe is.
//
// Under virtual time it is driven as a scene is as long as all of its
// goroutines wait in probes. When one of the process waits for what comes from
// outside, such as the network, a disk or the runtime's own timers, virtual
// time goes with the wall clock until that has come, and so it does when the
// program has been busy for long. By the real clock it always does.
type Program struct {
	*scheduler
	run     *probe.Run
	options ProgramOptions
	outlook outlook
	pause   time.Duration // until it is looked again who waits outside
	follows bool          // virtual time goes with the wall clock

	sent   int64 // bytes that the sink has got
	sentAt time.Time

	waits int // that had begun when something last happened
	since time.Time
}

// Ending is how a program ended.
type Ending struct {
	Why     string // as the log's last event says: "done", "leak", "deadlock", "panic" or "exit" and the status
	Status  int    // the process's exit status
	Message string // what Go writes to the standard error before the process ends; empty for nothing
	Left    int    // goroutines that had not ended
}

// NewProgram returns a program that has not started.
func NewProgram(o ProgramOptions) *Program {
	if o.Limit == 0 {
		o.Limit = MaxLog
	}
	p := &Program{
		options: o, run: probe.NewProgram(o.Seed, o.Limit, o.Output),
		outlook: outlook{idle: -1}, pause: soonest,
	}
	if o.Begin != nil {
		o.Begin(p.run)
		return p
	}
	clock := "virtual"
	if o.Real {
		clock = "real"
	}
	p.run.Record(eventlog.Program, int64(o.Seed), o.Name+"\t"+clock)
	return p
}

// Run runs main as the program's first goroutine, and drives the program until
// main returns, its goroutines can never go on, one panics, or probe.Exit is
// called. The log is complete then. Whoever is left stays where it is: the
// caller ends the process. One program runs at a time.
func (p *Program) Run(main func()) Ending {
	defer p.prepare()()
	p.run.Start("main", main)
	return p.drive()
}

// Begin makes the calling goroutine, which is the process's main one, the
// program's first, and drives the program from now on, while its packages are
// initialised; Main comes then. When the program has ended, done is called, on another goroutine: it ends the process.
func (p *Program) Begin(done func(Ending)) {
	p.prepare()
	p.run.Begin("main")
	go func() { done(p.drive()) }()
}

// Main runs main on the goroutine that has called Begin. It does not return.
func (p *Program) Main(main func()) {
	p.run.Main(main)
	select {} // done ends the process
}

// drive drives the program until its end.
func (p *Program) drive() Ending {
	dead := false
	for !dead && !p.run.Over() {
		dead = p.turn() && !p.run.Over() // main may have returned while that was found out
	}
	return p.end(dead)
}

// View calls f with the log, which does not grow meanwhile.
func (p *Program) View(f func(*eventlog.Log)) {
	p.run.Lock()
	defer p.run.Unlock()
	f(&p.run.Log)
}

// Log returns the log, for when Run is over.
func (p *Program) Log() *eventlog.Log { return &p.run.Log }

// turn brings the program on by one step: it waits until nobody can run, if
// that is to be, and fires a timer or waits for what comes from outside. It
// reports whether nobody can ever go on.
func (p *Program) turn() (dead bool) {
	if p.options.Real {
		p.follow()
		return p.dead()
	}
	settled := p.settle()
	if p.run.Over() {
		return false
	}
	if !settled {
		p.outlook = outlook{idle: -1}
	}
	if p.look().outside {
		p.follow()
		return false
	}
	p.follows = false
	p.run.Halt()
	p.collect()
	p.flush()
	switch {
	case !settled || p.run.Fire():
	case p.dead():
		return true
	default:
		p.follow()
	}
	return false
}

// end finds out how the program has ended and completes the log.
func (p *Program) end(dead bool) Ending {
	_, live := p.run.Parked()
	e := Ending{Left: live}
	failure, outcome := p.run.Failure(), p.run.Outcome()
	switch {
	case failure != nil:
		e.Why, e.Status = "panic", 2
		e.Message = "panic: " + failure.Message + "\n\n" + failure.Trace
	case outcome.Exited:
		e.Why, e.Status = fmt.Sprint("exit ", outcome.Status), outcome.Status
	case dead && live == 0:
		e.Why, e.Status = world.Deadlock, 2
		e.Message = "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n"
	case dead:
		e.Why, e.Status = world.Deadlock, 2
		e.Message = "fatal error: all goroutines are asleep - deadlock!\n\n" + strings.Join(p.run.Waiting(), "\n")
	case p.left():
		e.Why = world.Leak
	default:
		e.Why = world.Clean
	}
	p.run.Seal(e.Why)
	p.send()
	return e
}

// left reports whether goroutines are left of which nothing is known that could
// ever let them go on.
func (p *Program) left() bool {
	p.rest()
	parked, live := p.run.Parked()
	_, armed := p.run.Next()
	return live > 0 && parked == live && !armed && !p.run.Awaited() && !p.look().unsure
}
