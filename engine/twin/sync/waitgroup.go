package sync

import (
	"sync"

	"sluice/engine/probe"
	"sluice/engine/twin/internal/display"
)

// A WaitGroup waits for goroutines to finish; its zero value counts 0.
type WaitGroup struct {
	real  sync.WaitGroup
	state states[waitGroup]
}

type waitGroup struct {
	count   int
	waiters queue
}

// Add adds delta, which may be negative, to the counter and lets those who
// wait go on when it becomes zero. It panics if it becomes negative.
func (wg *WaitGroup) Add(delta int) {
	g := probe.Self()
	if g == nil {
		wg.real.Add(delta)
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := wg.state.in(r)
	s.of.count += delta
	if s.of.count < 0 {
		r.Unlock()
		panic("sync: negative WaitGroup counter")
	}
	var next []*probe.G
	if s.of.count == 0 {
		next = s.of.waiters.take()
	}
	r.Unlock()
	wake(next...)
}

// Done takes one from the counter.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait blocks until the counter is zero.
func (wg *WaitGroup) Wait() {
	g := probe.Self()
	if g == nil {
		wg.real.Wait()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := wg.state.in(r)
	if s.of.count == 0 {
		r.Unlock()
		return
	}
	s.of.waiters.push(g)
	r.Unlock()
	g.Park(s.obj, "group")
}

// Go calls f in a new goroutine that the group counts until f returns.
func (wg *WaitGroup) Go(f func()) {
	g := probe.Self()
	if g == nil {
		wg.real.Go(f)
		return
	}
	if g.Late() {
		return
	}
	wg.Add(1)
	g.Spawn(display.Name(f), func() {
		defer func() {
			if v := recover(); v != nil {
				panic(v) // without Done: nobody must take it for finished
			}
			wg.Done()
		}()
		f()
	})
}
