package probe

import (
	"fmt"
	"runtime"

	"sluice/engine/eventlog"
	"sluice/engine/vtime"
)

// G is a goroutine of a run.
type G struct {
	labels []label // first: the runtime's profilers read it
	identity

	run     *Run
	id      int
	name    string
	site    *Site // where its last operation is
	wake    chan struct{}
	timer   vtime.Timer // of its sleep
	ticket  int         // of its wait
	waiting waiting
	on      any // the channel, when another one than wake
	leaving bool
	over    bool // it has ended, and the log says so
	lateOps int  // probes met while leaving
	sighting
}

// Run returns the run that g belongs to.
func (g *G) Run() *Run { return g.run }

// ID returns g's number in its run, from 1.
func (g *G) ID() int { return g.id }

// At tells where the calling goroutine is, ahead of a call that may block
// inside a twin of the standard library.
func At(s *Site) {
	if Idle() {
		return
	}
	if g := Self(); g != nil {
		g.site = s
	}
}

// Here is At for a call whose arguments call something that tells where it is
// itself: it passes on the last such argument.
func Here[T any](s *Site, v T) T {
	At(s)
	return v
}

// Go is the go statement. A panic in fn ends the run, not the program.
func Go(s *Site, fn func()) {
	if passive {
		launch(s, fn)
		return
	}
	g := Self()
	if g == nil {
		go fn()
		return
	}
	if g.run.Over() {
		return
	}
	if fn == nil {
		go fn() // Go's own panic
	}
	g.spawn(s.Name, s, fn)
}

// Spawn starts fn as a goroutine of g's run, for twins that start one.
func (g *G) Spawn(name string, fn func()) {
	if !g.run.Over() {
		g.spawn(name, g.site, fn)
	}
}

// newG returns a goroutine with the run's next number, which the caller enters in
// r.goroutines. The caller holds the lock.
func (r *Run) newG(name string, s *Site) *G {
	return &G{labels: mark[:], run: r, id: len(r.goroutines), name: name, site: s, ticket: r.ticket()}
}

func (g *G) spawn(name string, s *Site, fn func()) *G {
	r := g.run
	r.Lock()
	child := r.newG(name, s)
	r.woke(1)
	r.goroutines = append(r.goroutines, child)
	r.live++
	r.step(g, g.site)
	r.event(g, &eventlog.Event{Kind: eventlog.GoCreate, Site: r.site(s), Obj: child.id, Text: name})
	r.Unlock()
	go child.main(fn)
	return child
}

func (g *G) main(fn func()) {
	g.assume()
	g.starts()
	g.do(fn)
}

// do runs what is left of the goroutine g, which the calling one is: when it
// returns, g has ended.
func (g *G) do(fn func()) {
	normal := false
	defer func() {
		if !normal {
			if v := recover(); v != nil {
				g.panicked(v)
			}
		}
		g.exit(normal)
	}()
	fn()
	normal = true
}

func (g *G) starts() {
	r := g.run
	r.Lock()
	g.queues()
	if !r.Over() {
		r.event(g, &eventlog.Event{Kind: eventlog.GoStart})
		g.seen()
	}
	r.Unlock()
	if r.Over() {
		r.freeze()
	}
}

func (g *G) exit(returned bool) {
	r := g.run
	r.Lock()
	if g.waiting != notWaiting {
		g.wakes()
	}
	r.live--
	r.goroutines[g.id] = nil
	g.forget()
	g.finishes()
	if returned {
		g.returned()
	}
	r.Unlock()
}

// finishes records that g has ended. The caller holds the lock.
func (g *G) finishes() {
	if !g.over && !g.run.Over() {
		g.run.event(g, &eventlog.Event{Kind: eventlog.GoEnd})
	}
	g.over = true
}

func (g *G) panicked(v any) {
	text := panicText(v)
	r := g.run
	r.Lock()
	if !r.Over() {
		r.event(g, &eventlog.Event{Kind: eventlog.GoPanic, Site: r.site(g.site), Text: text})
	}
	r.Unlock()
	r.fail(&Failure{
		Goroutine: g.id, Name: g.name, Message: text, Place: g.site.String(), Value: v, Trace: r.trace(),
	})
}

func (g *G) record(e *eventlog.Event) {
	r := g.run
	r.Lock()
	if !r.Over() {
		r.event(g, e)
	}
	r.Unlock()
}

// panicText is a panic's value as the runtime prints it.
func panicText(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case string:
		return v
	}
	return fmt.Sprintf("%T(%v)", v, v)
}

// Live returns how many goroutines of the run have not ended.
func (r *Run) Live() int {
	r.Lock()
	defer r.Unlock()
	return r.live
}

// leave ends the calling goroutine, because its run is over. Goroutines
// leave one after the other; the lock tells the race detector so.
func (g *G) leave() {
	g.run.freeze()
	g.run.Lock()
	g.leaving = true
	g.run.Unlock()
	runtime.Goexit()
}

// late is called by a probe whose run is over. The goroutine leaves; if it
// is leaving already, deferred code called the probe, which then does
// nothing. Deferred code that loops on it is ended too.
func (g *G) late() {
	g.lateOps++
	if !g.leaving || g.lateOps > 10_000 {
		g.lateOps = 0
		g.leave()
	}
}
