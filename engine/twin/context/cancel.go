package context

import (
	"container/list"

	"sluice/engine/probe"
)

// cancelCtx is a context of a run that can be cancelled, or whatever else
// must be told when its parent is. All but Context and run are guarded by
// the run's lock.
type cancelCtx struct {
	Context // the parent

	run        *probe.Run
	done       chan struct{} // made when it is asked for
	err, cause error         // set by the first cancel

	children list.List // of *cancelCtx, in the order in which they came
	up       *cancelCtx
	place    *list.Element // in up's children
	unfollow func() bool   // of a parent with an AfterFunc method

	last func(g *probe.G, then *actions) // the last thing that a cancel does
}

// actions are what a cancel has to do once the lock is free.
type actions []func()

func (a *actions) add(f func()) { *a = append(*a, f) }

func (a actions) do() {
	for _, f := range a {
		f()
	}
}

// caller is the calling goroutine, or the driver if that is not of the
// context's run.
func (c *cancelCtx) caller() *probe.G {
	if g := probe.Self(); g != nil && g.Run() == c.run {
		return g
	}
	return c.run.Driver()
}

// Done returns a channel that is closed when c is cancelled; nil if the run
// ended before anybody asked.
func (c *cancelCtx) Done() <-chan struct{} {
	g := c.caller()
	entered := g.Enter()
	if !entered {
		c.run.Lock()
	}
	defer c.run.Unlock()
	if entered && c.done == nil {
		c.done = probe.MakeFor[struct{}](g, "ctx.Done", 0)
		if c.err != nil {
			probe.CloseFor(g, c.done)
		}
	}
	return c.done
}

// Err returns nil until c is cancelled, and then why.
func (c *cancelCtx) Err() error {
	c.caller().Step()
	c.run.Lock()
	defer c.run.Unlock()
	return c.err
}

// end cancels c and its children.
func (c *cancelCtx) end(err, cause error) {
	if err == nil {
		panic("context: internal error: missing cancel error")
	}
	g := c.caller()
	if !g.Enter() {
		return
	}
	var then actions
	c.cancel(g, err, cause, &then)
	c.run.Unlock()
	then.do()
}

// cancel is end with the lock held; then gets what remains to be done.
func (c *cancelCtx) cancel(g *probe.G, err, cause error, then *actions) {
	if c.err != nil {
		return
	}
	if cause == nil {
		cause = err
	}
	c.err, c.cause = err, cause
	if c.done != nil {
		probe.CloseFor(g, c.done)
	}
	for e := c.children.Front(); e != nil; e = c.children.Front() {
		c.children.Remove(e)
		e.Value.(*cancelCtx).cancel(g, err, cause, then)
	}
	if c.up != nil {
		c.up.children.Remove(c.place)
	}
	if c.unfollow != nil {
		then.add(func() { c.unfollow() })
	}
	if c.last != nil {
		c.last(g, then)
	}
}

// attach makes c a child of p, a context of the same run. It reports false
// if p has been cancelled.
func (c *cancelCtx) attach(g *probe.G, p *cancelCtx) bool {
	if !g.Enter() {
		return true
	}
	defer c.run.Unlock()
	if p.err != nil {
		return false
	}
	c.up, c.place = p, p.children.PushBack(c)
	return true
}

// revoke cancels c without doing its last thing. It reports false if c had
// been cancelled.
func (c *cancelCtx) revoke() bool {
	g := c.caller()
	if !g.Enter() {
		return false
	}
	if c.err != nil {
		c.run.Unlock()
		return false
	}
	var then actions
	c.last = nil
	c.cancel(g, Canceled, nil, &then)
	c.run.Unlock()
	then.do()
	return true
}
