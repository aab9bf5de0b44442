package sync

import (
	"sync/atomic"

	"sluice/engine/probe"
)

// states holds the state that a lock has in each run that uses it: a lock
// that runs share, such as a package's variable, is free at the start of
// each, whatever became of it in another.
type states[S any] struct {
	first atomic.Pointer[state[S]]
}

type state[S any] struct {
	run  *probe.Run
	obj  int // the lock's number in the run
	next *state[S]
	of   S
}

// in returns the state in r. The caller holds r's lock.
func (l *states[S]) in(r *probe.Run) *state[S] {
	for s := l.first.Load(); s != nil; s = s.next {
		if s.run == r {
			return s
		}
	}
	s := &state[S]{run: r, obj: r.NewObject()}
	for {
		first := l.first.Load()
		for s.next = first; s.next != nil && s.next.run.Over(); {
			s.next = s.next.next // forget the runs that are over
		}
		if l.first.CompareAndSwap(first, s) {
			return s
		}
	}
}

// queue is the goroutines that wait, first come, first served.
type queue []*probe.G

func (q *queue) push(g *probe.G) { *q = append(*q, g) }

// pop removes the first; nil if there is none.
func (q *queue) pop() *probe.G {
	if len(*q) == 0 {
		return nil
	}
	g := (*q)[0]
	*q = (*q)[1:]
	return g
}

// take removes all.
func (q *queue) take() []*probe.G {
	all := *q
	*q = nil
	return all
}

// wake lets those go on that have been removed from a queue. The caller does
// not hold the run's lock.
func wake(gs ...*probe.G) {
	for _, g := range gs {
		if g != nil {
			g.Wake()
		}
	}
}
