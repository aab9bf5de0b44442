package context

import (
	"context"
	"reflect"

	"sluice/engine/probe"
)

// cancelCtxKey is the key for which a cancelCtx is its own value.
var cancelCtxKey int

// originalKey is the key for which the original's contexts are their own
// values: Cause asks for it.
var originalKey = func() any {
	s := &spy{Context: context.Background()}
	context.Cause(s)
	return s.key
}()

// spy is a cancelled context that tells for what it was asked.
type spy struct {
	Context
	key any
}

func (s *spy) Err() error { return Canceled }

func (s *spy) Value(key any) any {
	s.key = key
	return nil
}

// Value returns the value that the contexts above c have for key.
func (c *cancelCtx) Value(key any) any {
	switch key {
	case &cancelCtxKey:
		return c
	case originalKey:
		return c.original()
	}
	return c.Context.Value(key)
}

// original is a context of the original that has been cancelled for the same
// cause, so that its Cause is right; nil while c has not been cancelled.
func (c *cancelCtx) original() any {
	c.run.Lock()
	defer c.run.Unlock()
	if c.err == nil {
		return nil
	}
	twin, cancel := context.WithCancelCause(context.Background())
	cancel(c.cause)
	return twin
}

// afterFuncer is a context that knows how to call a function when it is
// cancelled.
type afterFuncer interface {
	AfterFunc(func()) func() bool
}

// follow cancels c when parent is.
func (c *cancelCtx) follow(g *probe.G, parent Context) {
	c.Context = parent
	if p := c.sibling(parent); p != nil {
		if !c.attach(g, p) {
			c.end(p.err, p.cause)
		}
		return
	}
	done := parent.Done()
	if done == nil {
		return
	}
	ended := func() { c.end(parent.Err(), Cause(parent)) }
	select {
	case <-done:
		ended()
		return
	default:
	}
	if a, ok := parent.(afterFuncer); ok {
		unfollow := a.AfterFunc(ended)
		if g.Enter() {
			c.unfollow = unfollow
			c.run.Unlock()
		}
		return
	}
	g.SpawnAt(g.Site(), "context watcher", func() { c.watch(done, ended) })
}

// sibling returns the context of c's run that is cancelled exactly when
// parent is; nil if there is none, or if parent has a Done of its own.
func (c *cancelCtx) sibling(parent Context) *cancelCtx {
	p, ok := parent.Value(&cancelCtxKey).(*cancelCtx)
	if !ok || p.run != c.run {
		return nil
	}
	switch parent.(type) {
	case *cancelCtx, *timerCtx:
		return p
	}
	if done := parent.Done(); done == nil || done != p.Done() {
		return nil
	}
	return p
}

// watch waits until a parent that is not of the run is cancelled, or c is.
func (c *cancelCtx) watch(done <-chan struct{}, ended func()) {
	site := probe.Self().Site()
	parent, own := probe.RecvCase(site, done), probe.RecvCase(site, c.Done())
	chosen := probe.Select(site, false, func(i int) int {
		switch i {
		case 0:
			return parent.Try(0)
		case 1:
			return own.Try(1)
		}
		select {
		case parent.V, parent.OK = <-parent.C:
			return 0
		case own.V, own.OK = <-own.C:
			return 1
		case <-parent.Over:
			return -1
		}
	}, parent.Case(), own.Case())
	if chosen == 1 {
		own.Take()
		return
	}
	parent.Take()
	ended()
}

// String tells how c came about.
func (c *cancelCtx) String() string { return nameOf(c.Context) + ".WithCancel" }

func nameOf(c Context) string {
	if s, ok := c.(interface{ String() string }); ok {
		return s.String()
	}
	return reflect.TypeOf(c).String()
}
