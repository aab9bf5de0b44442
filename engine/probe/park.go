package probe

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/vtime"
)

// Park blocks the calling goroutine g, which waits for object obj (a lock, a
// group; see NewObject), until Wake. what names the wait, such as "mutex".
// If the run ends first, the goroutine does not return from Park.
func (g *G) Park(obj int, what string) {
	r := g.run
	r.Lock()
	r.step(g, g.site)
	r.event(g, &eventlog.Event{
		Kind: eventlog.WaitSync, Site: r.site(g.site), Obj: obj, Text: what,
	})
	g.armWake()
	r.Unlock()
	g.await()
	r.Lock()
	r.event(g, &eventlog.Event{Kind: eventlog.SyncDone, Obj: obj})
	r.Unlock()
}

// Wake lets a parked goroutine go on. Waking one that is about to park is
// not lost; it must be woken once for each time that it parks.
func (g *G) Wake() {
	r := g.run
	r.Lock()
	g.armWake()
	r.Unlock()
	g.wake <- struct{}{}
}

// Sleep blocks the calling goroutine g for d of virtual time.
func (g *G) Sleep(d time.Duration) {
	r := g.run
	if r.Over() {
		g.late()
		return
	}
	r.Lock()
	r.step(g, g.site)
	r.event(g, &eventlog.Event{Kind: eventlog.Sleep, Site: r.site(g.site), N: int64(d)})
	if d > 0 {
		g.armWake()
		r.arm(g, d, "sleep", g.Wake)
	}
	r.Unlock()
	if d > 0 {
		g.await()
	}
	r.Lock()
	r.event(g, &eventlog.Event{Kind: eventlog.SleepDone})
	r.Unlock()
}

// armWake makes g's wake channel, with the lock held.
func (g *G) armWake() {
	if g.wake == nil {
		g.wake = make(chan struct{}, 1)
	}
}

func (g *G) await() {
	select {
	case <-g.wake:
	case <-g.run.done:
		g.leave()
	}
}

// Arm arranges that fire is called by the driver after d of virtual time.
// what names the purpose, such as "ticker".
func (g *G) Arm(d time.Duration, what string, fire func()) *vtime.Timer {
	r := g.run
	r.Lock()
	defer r.Unlock()
	return r.arm(g, d, what, fire)
}

func (r *Run) arm(g *G, d time.Duration, what string, fire func()) *vtime.Timer {
	t := r.clock.Arm(d, fire)
	r.event(g, &eventlog.Event{Kind: eventlog.TimerArm, Obj: t.ID, N: int64(t.Due), Text: what})
	return t
}

// Disarm stops t and reports whether it was armed.
func (g *G) Disarm(t *vtime.Timer) bool {
	r := g.run
	r.Lock()
	defer r.Unlock()
	if !r.clock.Stop(t) {
		return false
	}
	r.event(g, &eventlog.Event{Kind: eventlog.TimerStop, Obj: t.ID})
	return true
}

// NewObject numbers something that goroutines wait for.
func (r *Run) NewObject() int {
	r.Lock()
	defer r.Unlock()
	r.objects++
	return r.objects
}

// Driver is the goroutine of the driver's own acts, such as a timer that
// arms itself again when it fires.
func (r *Run) Driver() *G { return r.goroutines[0] }

// Late reports whether g's run is over; if so, and g is not leaving yet, it
// does not return. Twins call it first and then do nothing.
func (g *G) Late() bool {
	if !g.run.Over() {
		return false
	}
	g.late()
	return true
}

// Post sends v on c for the driver if that does not block, and reports
// whether it was sent.
func Post[T any](r *Run, c chan T, v T) bool {
	g := r.goroutines[0]
	r.Lock()
	defer r.Unlock()
	if r.Over() {
		return false
	}
	ch := channel(r, g, driver, c)
	if ch.closed {
		return false
	}
	select {
	case c <- v:
		r.op(eventlog.Send, g, driver, ch.id)
		return true
	default:
		return false
	}
}

// Inbox makes a channel that the driver fills from outside the run, so that
// a goroutine that waits for it is not deadlocked.
func Inbox[T any](name string, n int) chan T {
	c := make(chan T, n)
	if g := Self(); g != nil {
		r := g.run
		r.Lock()
		r.register(g, driver, addrOf(&c), n, External, name)
		r.Unlock()
	}
	return c
}

// Print records a line of output.
func (g *G) Print(line string) {
	r := g.run
	if r.Over() {
		return
	}
	g.record(&eventlog.Event{Kind: eventlog.Print, Text: line})
	if r.output != nil {
		r.output(line)
	}
}
