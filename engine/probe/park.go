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
	g.await()
	r.event(g, &eventlog.Event{Kind: eventlog.SyncDone, Obj: obj})
	r.Unlock()
}

// Holder is who has a lock, and where that was when it got it. The zero value
// is nobody.
type Holder struct {
	g    *G
	site *Site
}

// Holds is g as the holder of a lock that it gets where it is.
func (g *G) Holds() Holder { return Holder{g, g.site} }

// ParkBehind is Park for a lock that h has.
func (g *G) ParkBehind(h Holder, obj int, what string) {
	g.run.blames(g, h, obj)
	g.Park(obj, what)
}

// Wake lets a parked goroutine go on. Waking one that is about to park is
// not lost; it must be woken once for each time that it parks.
func (g *G) Wake() {
	r := g.run
	r.Lock()
	g.armWake()
	r.woke(1)
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
		g.Arm(&g.timer, d, "sleep", (*sleeper)(g))
		g.await()
	}
	r.event(g, &eventlog.Event{Kind: eventlog.SleepDone})
	r.Unlock()
}

// sleeper is a G as the alarm of its own sleep.
type sleeper G

func (s *sleeper) Fire() { (*G)(s).Wake() }

// armWake makes g's wake channel, with the lock held.
func (g *G) armWake() {
	if g.wake == nil {
		g.wake = make(chan struct{}, 1)
	}
}

// await blocks until g is woken. The lock is held before and after, and not
// while it blocks.
func (g *G) await() {
	g.ticket = g.run.ticket()
	g.armWake()
	g.waiting = forWake
	g.parks()
	g.run.Unlock()
	<-g.wake
	g.resumes()
}

// Arm arranges that the driver sets off alarm, without the lock, after d of
// virtual time. what names the purpose, such as "ticker". The caller holds the
// lock.
func (g *G) Arm(t *vtime.Timer, d time.Duration, what string, alarm vtime.Alarm) {
	r := g.run
	r.follow()
	r.clock.Arm(t, d, alarm)
	r.armed(t.Due)
	r.event(g, &eventlog.Event{Kind: eventlog.TimerArm, Obj: t.ID, N: int64(t.Due), Text: what})
}

// Disarm stops t and reports whether it was armed. The caller holds the
// lock.
func (g *G) Disarm(t *vtime.Timer) bool {
	r := g.run
	if !r.clock.Stop(t) {
		return false
	}
	r.event(g, &eventlog.Event{Kind: eventlog.TimerStop, Obj: t.ID})
	return true
}

// NewObject numbers something that goroutines wait for. The caller holds
// the lock.
func (r *Run) NewObject() int {
	r.objects++
	return r.objects
}

// Driver is the goroutine of the driver's own acts, such as a timer that
// arms itself again when it fires.
func (r *Run) Driver() *G { return r.outside }

// Late reports whether g's run is over; if so, and g is not leaving yet, it
// does not return. Twins call it first and then do nothing.
func (g *G) Late() bool {
	if !g.run.Over() {
		return false
	}
	g.late()
	return true
}

// Enter begins an operation of a twin for g and returns with the run's lock
// held. It counts the operation, so that a loop of them that lets no time
// pass is found to spin. When it reports false the run is over: the lock is
// not held and the twin does nothing.
func (g *G) Enter() bool {
	r := g.run
	if r.Over() {
		if g != r.Driver() {
			g.late()
		}
		return false
	}
	r.Lock()
	r.step(g, g.site)
	return true
}

// Step counts an operation of g that changes nothing, such as reading the
// clock. When the run is over it is like Late.
func (g *G) Step() {
	if g.Enter() {
		g.run.Unlock()
	}
}

// Site returns where g's last operation is.
func (g *G) Site() *Site { return g.site }

// SpawnAt starts fn as a goroutine that g, which may be the driver, creates
// at s.
func (g *G) SpawnAt(s *Site, name string, fn func()) {
	if !g.run.Over() {
		g.spawn(name, s, fn)
	}
}

// MakeFor is make(chan T, n) for a twin that g calls; name is what the
// channel is called. The caller holds the lock.
func MakeFor[T any](g *G, name string, n int) chan T {
	c := make(chan T, n)
	g.run.register(g, g.site, addrOf(&c), n, carries[T](), name)
	return c
}

// ReleaseFor tells that c has done its work, so that its number can be given
// to another channel. A channel that somebody waits for is kept. If c is used
// again nevertheless, it becomes known anew. The caller holds the lock.
func ReleaseFor[T any](g *G, c chan T) {
	r := g.run
	ch := r.channels[addrOf(&c)]
	if ch == nil || ch.waiting > 0 {
		return
	}
	delete(r.channels, ch.addr)
	ch.addr = 0
	r.released = append(r.released, ch)
	r.op(eventlog.Release, g, g.site, ch.id)
}

// KnowFor makes c known again, under a name, if it was released. The caller
// holds the lock.
func KnowFor[T any](g *G, name string, c chan T) {
	if r := g.run; r.channels[addrOf(&c)] == nil {
		r.register(g, g.site, addrOf(&c), cap(c), carries[T](), name)
	}
}

// CloseFor closes c, which is open, for g. The caller holds the lock.
func CloseFor[T any](g *G, c chan T) {
	ch := channel(g.run, g, g.site, c)
	ch.closed = true
	close(c)
	g.run.woke(ch.waiting)
	g.run.op(eventlog.Close, g, g.site, ch.id)
}

// DrainFor receives from c for g if that does not block, and reports whether
// it did. The caller holds the lock.
func DrainFor[T any](g *G, c chan T) bool {
	select {
	case <-c:
		g.run.received(g, g.site, channel(g.run, g, g.site, c), true)
		return true
	default:
		return false
	}
}

// Delivery is what became of a value that comes from outside of a run.
type Delivery uint8

// The deliveries.
const (
	Later   Delivery = iota // there is no room for it yet
	Taken                   // the run has it
	Refused                 // the channel is closed, or the run is over
)

// Post sends v on c for the driver if that does not block. It is Later
// until the run knows c, which it does when it has made it or used it.
func Post[T any](r *Run, c chan<- T, v T) Delivery {
	g := r.outside
	r.Lock()
	defer r.Unlock()
	ch := r.channels[addrOf(&c)]
	if r.Over() || ch != nil && ch.closed {
		return Refused
	}
	if ch == nil {
		return Later
	}
	select {
	case c <- v:
		r.sent(g, driver, ch)
		r.nudge()
		return Taken
	default:
		return Later
	}
}

// Inbox tells that the driver fills c from outside the run, so that a
// goroutine that waits for it is not deadlocked. The run calls it before it
// uses c.
func Inbox[T any](name string, c chan<- T) {
	if g := Self(); g != nil {
		r := g.run
		r.Lock()
		r.register(g, driver, addrOf(&c), cap(c), External, name)
		r.Unlock()
	}
}

// Print records output: part of a line, a line or several, as it was printed.
func (g *G) Print(line string) {
	r := g.run
	if r.Over() {
		r.freeze()
		return
	}
	g.record(&eventlog.Event{Kind: eventlog.Print, Text: line})
	if r.output != nil {
		r.output(line)
	}
}
