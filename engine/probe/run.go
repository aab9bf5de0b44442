package probe

import (
	"fmt"
	"sync/atomic"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/vtime"
)

// MaxSteps is how many operations a run may do while virtual time stands
// still and nothing comes from outside, unless it is told otherwise. More
// means that it spins: no settle would ever end.
const MaxSteps = 5_000_000

// Run is one execution of a scene: its goroutines, its clock, its log and
// its seed. All methods but Over are for the driver and the twins.
type Run struct {
	runLock
	crowd
	program
	Log   eventlog.Log
	clock vtime.Clock
	rng   uint64

	outside    *G   // the driver
	goroutines []*G // by number; the driver is 0
	live       int
	channels   map[uintptr]*Chan
	chanCount  int
	released   []*Chan // their numbers are given again
	objects    int
	buckets    int
	places     []place // by site
	siteCount  int
	carried    map[string]bool // source files that are in the log; nil when none is to be
	steps      int             // operations that are left until time passes
	maxSteps   int
	turns      int // of loops without operations, since time passed
	output     func(string)
	through    bool // what is printed goes to where it would without a run, too

	over    atomic.Bool
	failure *Failure
}

// Failure is how a run broke: a panic, or a goroutine that spins.
type Failure struct {
	Goroutine int
	Name      string
	Message   string // Go's own words
	Place     string // file:line of the last recorded operation
	Value     any    // the panic's value
	Spin      bool
	Trace     string // of a program's panic: the stack, as Go prints it
}

// NewRun returns a run that has not started. Text that its code prints is
// recorded and passed to output, if that is not nil.
func NewRun(seed uint64, output func(string)) *Run {
	r := &Run{
		rng:      seed ^ 0x9e3779b97f4a7c15,
		channels: map[uintptr]*Chan{},
		crowd:    crowd{most: crowded},
		output:   output,
		steps:    MaxSteps,
		maxSteps: MaxSteps,
	}
	r.outside = &G{run: r, labels: mark[:], name: "driver", site: driver}
	r.goroutines = []*G{r.outside}
	return r
}

// Now returns the virtual time since the run's start.
func (r *Run) Now() time.Duration {
	r.Lock()
	defer r.Unlock()
	return r.now()
}

// now is Now with the lock held.
func (r *Run) now() time.Duration {
	r.follow()
	return r.clock.Now()
}

// PrintThrough makes what the run prints go to the process's own output, too.
// Call it before Start.
func (r *Run) PrintThrough() { r.through = true }

// PrintsThrough reports whether PrintThrough was called.
func (r *Run) PrintsThrough() bool { return r.through }

// LimitSteps replaces MaxSteps for this run, and the limit of turns that goes
// with it. Call it before Start.
func (r *Run) LimitSteps(n int) { r.steps, r.maxSteps = n, n }

// Events returns how many events the run has recorded.
func (r *Run) Events() int64 {
	r.Lock()
	defer r.Unlock()
	return r.Log.Events()
}

// Over reports whether the run has been ended: then probes do nothing.
func (r *Run) Over() bool { return r.over.Load() }

// Failure returns how the run broke, nil if it did not.
func (r *Run) Failure() *Failure {
	r.Lock()
	defer r.Unlock()
	return r.failure
}

// Rand draws from the run's seed: 64 uniform bits. (SplitMix64, Steele,
// Lea and Flood, "Fast splittable pseudorandom number generators", 2014.)
func (r *Run) Rand() uint64 {
	r.Lock()
	defer r.Unlock()
	return r.rand()
}

func (r *Run) rand() uint64 {
	r.rng += 0x9e3779b97f4a7c15
	z := r.rng
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Start begins the run: fn is its main goroutine. It returns at once.
func (r *Run) Start(name string, fn func()) *G {
	return r.outside.spawn(name, driver, fn)
}

// Next returns the virtual time at which the next timer is due; ok is false
// when none is armed.
func (r *Run) Next() (due time.Duration, ok bool) {
	r.Lock()
	defer r.Unlock()
	return r.clock.Next()
}

// Move advances virtual time to t, but not past a timer.
func (r *Run) Move(t time.Duration) {
	r.Lock()
	defer r.Unlock()
	before := r.clock.Now()
	r.clock.Move(t)
	r.passed(before)
}

// Fire moves to the next timer's time and fires it. It reports whether one
// was armed.
func (r *Run) Fire() bool { return r.fireUntil(1<<63 - 1) }

// fireUntil is Fire for a timer that is due by then.
func (r *Run) fireUntil(then time.Duration) bool {
	r.Lock()
	before := r.clock.Now()
	due, armed := r.clock.Next()
	if !armed || due > then {
		r.Unlock()
		return false
	}
	t := r.clock.Pop()
	r.passed(before)
	r.append(&eventlog.Event{Kind: eventlog.TimerFire, Obj: t.ID})
	r.Unlock()
	t.Fire()
	return true
}

// passed gives the run new steps if time has passed.
func (r *Run) passed(before time.Duration) {
	if r.clock.Now() > before {
		r.steps, r.turns = r.maxSteps, 0
	}
}

// Record appends an event of the driver's, such as a click.
func (r *Run) Record(k eventlog.Kind, n int64, text string) {
	r.Lock()
	defer r.Unlock()
	r.steps, r.turns = r.maxSteps, 0
	r.append(&eventlog.Event{Kind: k, N: n, Text: text})
}

// append adds an event of the driver's at the present virtual time.
func (r *Run) append(e *eventlog.Event) {
	if e.At = int64(r.now()); r.hasRoom() {
		r.Log.Append(e)
	}
}

// End ends the run: every goroutine leaves by runtime.Goexit at its next
// probe, and its deferred calls meet probes that do nothing. Those that wait
// have to be woken: see WakeAll.
func (r *Run) End() {
	if r.over.CompareAndSwap(false, true) {
		r.Lock()
		r.clock.Clear()
		r.Unlock()
		r.nudge()
	}
}

// fail records how the run broke and ends it. Only the first failure counts.
func (r *Run) fail(f *Failure) {
	r.Lock()
	if r.failure == nil && !r.Over() {
		r.failure = f
	}
	r.Unlock()
	r.End()
}

// step counts an operation. The caller holds the lock.
func (r *Run) step(g *G, s *Site) {
	r.works()
	g.site = s
	if g.waiting != notWaiting { // its wait ended in a panic, or was none in a probe
		g.wakes()
	}
	r.steps--
	if r.steps < 0 && r.failure == nil {
		r.failure = &Failure{
			Goroutine: g.id, Name: g.name, Place: s.String(), Spin: true,
			Message: fmt.Sprintf("%d operations while no time passed: it spins", r.maxSteps),
		}
		r.over.Store(true)
	}
}

// op counts and records an operation of g on an object. The caller holds
// the lock.
func (r *Run) op(k eventlog.Kind, g *G, s *Site, obj int) {
	r.step(g, s)
	site, at := r.site(s), int64(r.now())
	if r.hasRoom() {
		r.Log.Op(k, at, g.id, site, obj)
	}
	g.acts()
}

// event records any other event of g. The caller holds the lock.
func (r *Run) event(g *G, e *eventlog.Event) {
	e.G = g.id
	r.append(e)
	g.acts()
}
