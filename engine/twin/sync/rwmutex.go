package sync

import (
	"sync"

	"sluice/engine/probe"
)

// A RWMutex is a lock that many readers or one writer hold; its zero value
// is unlocked. A writer that waits keeps new readers out.
type RWMutex struct {
	real  sync.RWMutex
	state states[rwMutex]
}

type rwMutex struct {
	readers                        int
	by                             probe.Holder // the writer, or the reader that came in last
	writing                        bool
	waitingReaders, waitingWriters queue
}

// readable reports whether a reader may come in.
func (s *rwMutex) readable() bool { return !s.writing && len(s.waitingWriters) == 0 }

// writable reports whether a writer may come in.
func (s *rwMutex) writable() bool {
	return !s.writing && s.readers == 0 && len(s.waitingWriters) == 0
}

// admitWriter lets the writer in that has waited longest; nil if there is
// none.
func (s *rwMutex) admitWriter() *probe.G {
	g := s.waitingWriters.pop()
	if s.writing = g != nil; s.writing {
		s.by = g.Holds()
	}
	return g
}

// Lock locks rw for writing. It blocks while anybody holds it.
func (rw *RWMutex) Lock() {
	g := probe.Self()
	if g == nil {
		rw.real.Lock()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := rw.state.in(r)
	if s.of.writable() {
		s.of.writing, s.of.by = true, g.Holds()
		r.Unlock()
		return
	}
	s.of.waitingWriters.push(g)
	by := s.of.by
	r.Unlock()
	g.ParkBehind(by, s.obj, "write lock")
}

// TryLock locks rw for writing if that does not block, and reports whether
// it did.
func (rw *RWMutex) TryLock() bool {
	g := probe.Self()
	if g == nil {
		return rw.real.TryLock()
	}
	if !g.Enter() {
		return false
	}
	defer g.Run().Unlock()
	s := rw.state.in(g.Run())
	if !s.of.writable() {
		return false
	}
	s.of.writing, s.of.by = true, g.Holds()
	return true
}

// Unlock ends writing. Readers who wait come before other writers. In a run
// it panics if rw is not locked for writing.
func (rw *RWMutex) Unlock() {
	g := probe.Self()
	if g == nil {
		rw.real.Unlock()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := rw.state.in(r)
	if !s.of.writing {
		r.Unlock()
		panic("sync: Unlock of unlocked RWMutex")
	}
	s.of.writing = false
	next := s.of.waitingReaders.take()
	if s.of.readers = len(next); len(next) > 0 {
		s.of.by = next[len(next)-1].Holds()
	} else {
		next = []*probe.G{s.of.admitWriter()}
	}
	r.Unlock()
	wake(next...)
}

// RLock locks rw for reading. It blocks while a writer holds it or waits.
func (rw *RWMutex) RLock() {
	g := probe.Self()
	if g == nil {
		rw.real.RLock()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := rw.state.in(r)
	if s.of.readable() {
		s.of.readers++
		s.of.by = g.Holds()
		r.Unlock()
		return
	}
	s.of.waitingReaders.push(g)
	by := s.of.by
	r.Unlock()
	g.ParkBehind(by, s.obj, "read lock")
}

// TryRLock locks rw for reading if that does not block, and reports whether
// it did.
func (rw *RWMutex) TryRLock() bool {
	g := probe.Self()
	if g == nil {
		return rw.real.TryRLock()
	}
	if !g.Enter() {
		return false
	}
	defer g.Run().Unlock()
	s := rw.state.in(g.Run())
	if !s.of.readable() {
		return false
	}
	s.of.readers++
	s.of.by = g.Holds()
	return true
}

// RUnlock undoes one RLock. In a run it panics if rw is not locked for
// reading.
func (rw *RWMutex) RUnlock() {
	g := probe.Self()
	if g == nil {
		rw.real.RUnlock()
		return
	}
	if !g.Enter() {
		return
	}
	r := g.Run()
	s := rw.state.in(r)
	if s.of.readers == 0 {
		r.Unlock()
		panic("sync: RUnlock of unlocked RWMutex")
	}
	s.of.readers--
	var next *probe.G
	if s.of.readers == 0 {
		next = s.of.admitWriter()
	}
	r.Unlock()
	wake(next)
}

// RLocker returns a Locker whose methods are RLock and RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (l *rlocker) Lock()   { (*RWMutex)(l).RLock() }
func (l *rlocker) Unlock() { (*RWMutex)(l).RUnlock() }
