//go:build !js && (amd64 || arm64)

package probe

import (
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"

	"sluice/engine/eventlog"
)

// start is how a goroutine of a program that can be watched was started. It is
// the goroutine's label while nobody watches, so that whoever begins to watch
// finds out who is there.
type start struct {
	labels []label // first: the runtime's profilers read it
	site   *Site
	self   atomic.Uintptr    // the runtime's record of the goroutine
	g      atomic.Pointer[G] // who it is in the run that has met it last
}

// startMark is to a start what mark is to a G.
var startMark = [1]label{{"sluice", "goroutine"}}

// started returns the start whose label p is, or that the G has whose label p
// is; nil if there is none. Either may be inherited.
func started(p unsafe.Pointer) *start {
	switch {
	case p == nil:
		return nil
	case unsafe.SliceData(*(*[]label)(p)) == &startMark[0]:
		return (*start)(p)
	}
	if g := labelled(p); g != nil {
		return g.start
	}
	return nil
}

// launch is the go statement at s in a program that can be watched.
func launch(s *Site, fn func()) {
	if fn == nil {
		go fn() // Go's own panic
	}
	l := &start{labels: startMark[:], site: s}
	if parent := Self(); parent != nil {
		parent.begets(l)
	}
	go l.run(fn)
}

// begets makes the goroutine of l, which is about to start, one of g's run.
func (g *G) begets(l *start) {
	r := g.run
	r.Lock()
	defer r.Unlock()
	r.step(g, g.site)
	r.meet(l, g)
}

// meet makes the goroutine of l one of r, which parent, or nobody knows who,
// has started. The caller holds the lock.
func (r *Run) meet(l *start, parent *G) *G {
	g := r.newG(l.site.Name, l.site)
	g.start = l
	r.goroutines = append(r.goroutines, nil)
	r.event(parent, &eventlog.Event{Kind: eventlog.GoCreate, Site: r.site(l.site), Obj: g.id, Text: g.name})
	l.g.Store(g)
	return g
}

// run is the whole life of the goroutine.
func (l *start) run(fn func()) {
	l.self.Store(running())
	defer l.ends()
	free := getLabel() == nil || started(getLabel()) != nil // else the program has set one
	g := l.g.Load()
	if g != nil {
		g.self.Store(running())
		g.record(&eventlog.Event{Kind: eventlog.GoStart})
	}
	switch {
	case free && g != nil:
		setLabel(unsafe.Pointer(g))
	case free:
		setLabel(unsafe.Pointer(l))
	case g != nil:
		g.run.family.keep(g)
	}
	fn()
}

// ends tells the run that has met the goroutine last, if any has.
func (l *start) ends() {
	l.self.Store(0)
	if g := l.g.Load(); g != nil {
		g.forget()
		g.run.Lock()
		g.finishes()
		g.run.Unlock()
	}
}

// of returns who the goroutine of l is in the run.
func (f *family) of(l *start) *G {
	r := f.run
	r.Lock()
	defer r.Unlock()
	g := l.g.Load()
	if g == nil || g.run != r {
		g = r.meet(l, r.outside)
		r.event(g, &eventlog.Event{Kind: eventlog.GoStart})
	}
	at := l.self.Load()
	g.self.Store(at)
	if at == 0 { // it has ended just now, and may not have seen g
		g.finishes()
	}
	return g
}

// census takes in the goroutines that are there when a run begins, as far as
// probes have started them, with what they wait for.
func (r *Run) census() {
	records, labels := profile()
	for i, record := range records {
		l := started(labels[i])
		names, place := read(record.pcs)
		if l == nil || len(names) == 0 || !slices.Contains(launched, names[len(names)-1]) {
			continue // of no probe, or by somebody who has inherited the label
		}
		what := waitsFor(names)
		if what != "" && place != nil {
			what = strings.TrimSpace(what + " " + place.Name)
		}
		r.family.of(l).stands(what)
	}
}

// stands records what g waits for where no probe has told of it; what is empty
// if it does not wait.
func (g *G) stands(what string) {
	r := g.run
	r.Lock()
	defer r.Unlock()
	switch {
	case g.over || g.ended() || g.waiting != notWaiting && g.waiting != outside:
	case what != "":
		g.waiting, g.since = outside, time.Now()
		r.absent[g] = what
		r.event(g, &eventlog.Event{Kind: eventlog.WaitOutside, Text: what})
	case g.waiting == outside:
		g.waiting = notWaiting
		r.event(g, &eventlog.Event{Kind: eventlog.SyncDone})
	}
}

// launched are the functions in which goroutines begin that have a start.
var launched = []string{"sluice/engine/probe.(*start).run", "runtime.main"}

// beFirst gives the process's first goroutine, which calls it, a start.
func beFirst() {
	l := &start{labels: startMark[:], site: &Site{Func: "main", Name: "main", file: "main", id: sites}}
	sites++
	l.self.Store(running())
	setLabel(unsafe.Pointer(l))
}

// read returns the names of a stack's functions, innermost first, and the
// innermost place of it that has a site.
func read(pcs []uintptr) (names []string, place *Site) {
	frames := runtime.CallersFrames(pcs)
	for more := len(pcs) > 0; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if frame.Function != "runtime.goexit" {
			names = append(names, frame.Function)
		}
		if place == nil {
			place = siteAt(frame.File, frame.Line)
		}
	}
	return names, place
}

// waits are the functions in which goroutines wait, and how Go calls that.
var waits = []struct{ name, what string }{
	{"runtime.chanrecv", "chan receive"}, {"runtime.chansend", "chan send"}, {"runtime.selectgo", "select"},
	{"runtime.netpollblock", "IO wait"}, {"time.Sleep", "sleep"}, {"runtime.semacquire", "semacquire"},
	{"sync.runtime_", "sync wait"}, {"syscall.", "syscall"}, {"internal/runtime/syscall", "syscall"},
}

// waitsFor says what a goroutine waits for whose stack has these functions;
// nothing if it can run.
func waitsFor(names []string) string {
	for _, name := range names[:min(len(names), 4)] {
		for _, w := range waits {
			if strings.HasPrefix(name, w.name) {
				return w.what
			}
		}
	}
	return ""
}
