// Package sync is the twin of package sync. In a run, those who wait for a
// lock, a group or a condition are served in the order in which they came.
package sync

import (
	"sync"

	"sluice/engine/probe"
)

// A Locker is something that can be locked.
type Locker = sync.Locker

// A Mutex is a mutual exclusion lock; its zero value is unlocked. In a run,
// Unlock hands it to the one who has waited longest.
type Mutex struct {
	real  sync.Mutex
	state states[mutex]
}

type mutex struct {
	held    bool
	by      probe.Holder
	waiters queue
}

// Lock locks m. It blocks while m is locked.
func (m *Mutex) Lock() {
	if g := probe.Self(); g != nil {
		m.lock(g, "mutex")
		return
	}
	m.real.Lock()
}

func (m *Mutex) lock(g *probe.G, what string) {
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := m.state.in(r)
	if !s.of.held {
		s.of.held, s.of.by = true, g.Holds()
		r.Unlock()
		return
	}
	s.of.waiters.push(g)
	by := s.of.by
	r.Unlock()
	g.ParkBehind(by, s.obj, what)
}

// TryLock locks m if that does not block, and reports whether it did.
func (m *Mutex) TryLock() bool {
	g := probe.Self()
	if g == nil {
		return m.real.TryLock()
	}
	if !g.Enter() {
		return false
	}
	defer g.Run().Unlock()
	s := m.state.in(g.Run())
	if s.of.held {
		return false
	}
	s.of.held, s.of.by = true, g.Holds()
	return true
}

// Unlock unlocks m; any goroutine may do that. In a run it panics if m is
// not locked.
func (m *Mutex) Unlock() {
	g := probe.Self()
	if g == nil {
		m.real.Unlock()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := m.state.in(r)
	if !s.of.held {
		r.Unlock()
		panic("sync: unlock of unlocked mutex")
	}
	next := s.of.waiters.pop()
	if s.of.held = next != nil; s.of.held {
		s.of.by = next.Holds()
	}
	r.Unlock()
	wake(next)
}
