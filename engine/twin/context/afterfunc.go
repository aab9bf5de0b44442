package context

import (
	"sluice/engine/probe"
	"sluice/engine/twin/internal/display"
)

// after is AfterFunc in a run.
func after(g *probe.G, ctx Context, f func()) (stop func() bool) {
	site := g.Site()
	c := &cancelCtx{run: g.Run()}
	c.last = func(by *probe.G, then *actions) {
		then.add(func() { by.SpawnAt(site, display.Name(f), f) })
	}
	c.follow(g, ctx)
	return c.revoke
}

// AfterFunc calls f when c is cancelled; before the cancel returns, if c has
// not been cancelled yet. The original's contexts follow c by it. The
// function returned prevents the call and reports whether it did.
func (c *cancelCtx) AfterFunc(f func()) (stop func() bool) {
	g := c.caller()
	child := &cancelCtx{run: c.run}
	child.last = func(_ *probe.G, then *actions) { then.add(f) }
	if !child.attach(g, c) {
		child.err = c.err
		g.SpawnAt(g.Site(), display.Name(f), f)
	}
	return child.revoke
}
