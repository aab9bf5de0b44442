package sync

import (
	"sync"

	"sluice/engine/probe"
)

// A Cond is a place where goroutines wait for an event. It must not be
// copied once it has been used.
type Cond struct {
	L Locker // held while the condition is looked at or changed

	init  sync.Once
	real  sync.Cond
	state states[cond]
}

type cond struct {
	self    *Cond
	waiters queue
}

// NewCond returns a condition whose lock is l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// Wait unlocks c.L, blocks until Signal or Broadcast wakes the calling
// goroutine, and locks c.L before it returns.
func (c *Cond) Wait() {
	g := probe.Self()
	if g == nil {
		c.original().Wait()
		return
	}
	if !g.Enter() {
		return
	}
	s := c.check(g.Run())
	s.of.waiters.push(g)
	g.Run().Unlock()
	c.L.Unlock()
	g.Park(s.obj, "condition")
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest, if there is any.
func (c *Cond) Signal() {
	g := probe.Self()
	if g == nil {
		c.original().Signal()
		return
	}
	if !g.Enter() {
		return
	}
	next := c.check(g.Run()).of.waiters.pop()
	g.Run().Unlock()
	wake(next)
}

// Broadcast wakes all goroutines that wait.
func (c *Cond) Broadcast() {
	g := probe.Self()
	if g == nil {
		c.original().Broadcast()
		return
	}
	if !g.Enter() {
		return
	}
	next := c.check(g.Run()).of.waiters.take()
	g.Run().Unlock()
	wake(next...)
}

// check returns the state in r, whose lock the caller holds. It panics if c
// is a copy of one that has been used.
func (c *Cond) check(r *probe.Run) *state[cond] {
	s := c.state.in(r)
	if s.of.self == nil {
		s.of.self = c
	}
	if s.of.self != c {
		r.Unlock()
		panic("sync.Cond is copied")
	}
	return s
}

// original returns the real condition, which locks what L is when it is
// used.
func (c *Cond) original() *sync.Cond {
	c.init.Do(func() { c.real.L = (*condLocker)(c) })
	return &c.real
}

type condLocker Cond

func (l *condLocker) Lock()   { l.L.Lock() }
func (l *condLocker) Unlock() { l.L.Unlock() }
