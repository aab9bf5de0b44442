package sync

import (
	"sync"

	"sluice/engine/probe"
)

// A Pool keeps values for reuse. In a run it is a stack that never drops
// one: the original's choice depends on the garbage collector.
type Pool struct {
	New func() any // makes a value for Get when the pool has none; may be nil

	real  sync.Pool
	state states[[]any]
}

// Get takes a value from the pool, or from New if it is empty.
func (p *Pool) Get() any {
	v := p.take()
	if v == nil && p.New != nil {
		v = p.New()
	}
	return v
}

func (p *Pool) take() any {
	g := probe.Self()
	if g == nil {
		return p.real.Get()
	}
	if !g.Enter() {
		return nil
	}
	defer g.Run().Unlock()
	s := p.state.in(g.Run())
	last := len(s.of) - 1
	if last < 0 {
		return nil
	}
	v := s.of[last]
	s.of = s.of[:last]
	return v
}

// Put adds x to the pool; nil is ignored.
func (p *Pool) Put(x any) {
	g := probe.Self()
	if g == nil {
		p.real.Put(x)
		return
	}
	if x == nil || !g.Enter() {
		return
	}
	s := p.state.in(g.Run())
	s.of = append(s.of, x)
	g.Run().Unlock()
}
