//go:build !js && (amd64 || arm64)

package probe

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// In a program's run goroutines come to probes that no probe has started:
// those of packages that are not instrumented, which inherit the label of
// whoever called the package, or have none. They are adopted: they become
// goroutines of the run where they first meet a probe.
//
// So a G knows the runtime's own record of its goroutine. Such a record is
// used again for another goroutine when one ends.

// CanWatch says that programs can be watched on this architecture.
const CanWatch = true

// running returns the address of the runtime's record of the calling goroutine.
func running() uintptr

// identity is the runtime's record of a G's goroutine; 0 before it starts and
// after its end. Who has inherited the label reads it, too.
type identity struct {
	self  atomic.Uintptr
	start *start // how it was started; nil if nobody knows
}

// family is what a run knows of goroutines by the runtime's records. Those that
// have been adopted are not held: when one has ended nobody holds its G, as its
// label was the last to do so.
type family struct {
	sync.Mutex
	run     *Run
	own     map[uintptr]*G
	adopted map[uintptr]stranger
}

// stranger is a goroutine that was adopted although somebody had set its label.
type stranger struct {
	g  *G
	id string // the runtime's number of the goroutine: the record may have been used again
}

// kinship is what a program's run knows of who came from elsewhere.
type kinship struct {
	family    *family // nil if it has none
	strangers []*Site // where goroutines were started that have been adopted
}

// adopting is the family that takes in who comes to a probe, nil outside of a program.
var adopting atomic.Pointer[family]

// settling is held while adopting and quiet change.
var settling sync.Mutex

// takeIn makes each goroutine of the process that comes to a probe one of r,
// from now on.
func (r *Run) takeIn() {
	r.newFamily()
	r.admit()
}

func (r *Run) newFamily() {
	r.family = &family{run: r, own: map[uintptr]*G{}, adopted: map[uintptr]stranger{}}
}

// admit lets those in who come to a probe.
func (r *Run) admit() {
	settling.Lock()
	defer settling.Unlock()
	adopting.Store(r.family)
	atomic.StoreUint32(&quiet, 0)
}

// dismiss makes them do without a run.
func (r *Run) dismiss() {
	settling.Lock()
	defer settling.Unlock()
	if adopting.CompareAndSwap(r.family, nil) && passive {
		atomic.StoreUint32(&quiet, 1)
	}
}

// Self returns the calling goroutine's G; nil outside a run.
func Self() *G {
	f := adopting.Load()
	if f == nil && passive {
		return nil
	}
	g := labelled(getLabel())
	if f == nil || g != nil && g.run == f.run && g.self.Load() == running() {
		return g
	}
	return f.find(g)
}

// own reports whether the calling goroutine, whose label g is, has not inherited it.
func (g *G) own() bool { return g.self.Load() == running() }

// ended reports whether g is over, or about to say so.
func (g *G) ended() bool { return g.self.Load() == 0 }

// assume makes the calling goroutine act as g from now on.
func (g *G) assume() {
	setLabel(unsafe.Pointer(g))
	f := g.run.family
	if f == nil {
		return
	}
	f.Lock()
	delete(f.own, g.self.Load())
	g.self.Store(running())
	f.own[running()] = g
	f.Unlock()
}

// keep makes g, which has no label, known by the runtime's record.
func (f *family) keep(g *G) {
	f.Lock()
	f.own[g.self.Load()] = g
	f.Unlock()
}

// forget is called when g ends.
func (g *G) forget() {
	f := g.run.family
	if f == nil {
		return
	}
	f.Lock()
	if at := g.self.Swap(0); f.own[at] == g {
		delete(f.own, at)
	}
	f.Unlock()
}

// find returns the G of a goroutine whose label is not its own: parent's, if
// that is not nil, or one that the program has set.
func (f *family) find(parent *G) *G {
	at := running()
	f.Lock()
	g := f.own[at]
	f.Unlock()
	l := started(getLabel())
	free := parent != nil || l != nil || getLabel() == nil
	if g == nil && l != nil && l.self.Load() == at {
		g = f.of(l)
	}
	if g == nil {
		return f.adopt(at, free)
	}
	if free {
		setLabel(unsafe.Pointer(g))
	}
	return g
}

// adopt returns the G of the calling goroutine, which no probe has started.
// free says that its label can be set.
func (f *family) adopt(at uintptr, free bool) *G {
	birth := born()
	f.Lock()
	old := f.adopted[at]
	f.Unlock()
	if old.g != nil && old.id == birth.id {
		return old.g
	}
	if old.g != nil {
		f.run.Orphaned(old.g.id)
	}
	g := f.run.adopt(birth)
	g.self.Store(at)
	f.Lock()
	delete(f.adopted, at)
	if !free {
		f.adopted[at] = stranger{g, birth.id}
	}
	f.Unlock()
	if free {
		setLabel(unsafe.Pointer(g))
		runtime.AddCleanup(g, f.run.Orphaned, g.id)
	}
	f.run.bears(g, free)
	return g
}
