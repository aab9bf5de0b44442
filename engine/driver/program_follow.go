//go:build !js

package driver

import (
	"math"
	"time"
)

const (
	// soonest and latest are after how much time it is looked again who waits
	// outside, when nothing else makes the driver look.
	soonest = 50 * time.Microsecond
	latest  = 20 * time.Millisecond

	// beat is how often the driver looks at a program by the real clock. When
	// nothing has happened for some beats, it may be dead.
	beat  = 50 * time.Millisecond
	beats = 3
)

// never is later than any timer is due.
const never = 1<<63 - 1

// follow lets virtual time go with the wall clock until something happens, a
// timer is due, or it is time to look again. It fires what is due.
func (p *Program) follow() {
	enough := math.MaxInt
	if !p.options.Real {
		parked, _ := p.run.Parked()
		enough = parked + 1
	}
	due, armed := p.run.Next()
	if !armed {
		due = never
	}
	p.goOn(enough, due)
	select {
	case <-p.run.Changed():
		p.pause = soonest
	case <-p.again(due):
	}
	p.goOn(enough, due)
}

// goOn lets virtual time go with the wall clock, fires what is due and passes on
// what is recorded. See probe.Run.Changed for enough and until.
func (p *Program) goOn(enough int, until time.Duration) {
	p.follows = true
	p.run.Follow(enough, until)
	for p.run.FireDue() {
	}
	p.flush()
}

// again gets a value when it is time to look again; nil when only the program
// itself can make that so.
func (p *Program) again(due time.Duration) <-chan time.Time {
	wait := due
	if due != never {
		wait = due - p.run.Now()
	}
	switch o := p.outlook; {
	case p.options.Real:
		wait = min(wait, beat)
	case o.outside:
		wait = min(wait, max(p.pause, stale*o.took))
		p.pause = min(2*p.pause, latest)
	case p.unsent() > 0:
		wait = min(wait, latest)
	}
	if wait == never {
		return nil
	}
	return time.After(wait)
}

// dead reports whether nobody can ever go on: everybody waits, nothing is
// armed, nothing comes from outside and nobody else is there who could act.
func (p *Program) dead() bool {
	if _, armed := p.run.Next(); armed || p.run.Awaited() {
		return false
	}
	if p.options.Real && !p.quiet() {
		return false
	}
	o := p.look()
	return !o.outside && !o.unsure && !p.run.Over() // main may have returned before that look
}

// quiet reports whether nobody has begun to wait for some beats.
func (p *Program) quiet() bool {
	if waits := p.run.Waits(); waits != p.waits || p.since.IsZero() {
		p.waits, p.since = waits, time.Now()
	}
	return time.Since(p.since) > beats*beat
}
