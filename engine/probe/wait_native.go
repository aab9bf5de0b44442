//go:build !js

package probe

import (
	"time"

	"sluice/engine/eventlog"
)

// A program that is watched waits by the standard library's means. What the
// code calls for that is put between Waits and Waited.

// Waits tells that the calling goroutine begins to wait at s for something that
// no other probe sees, such as a group.
func Waits(s *Site, what string) {
	g := Self()
	if g == nil {
		return
	}
	r := g.run
	r.Lock()
	defer r.Unlock()
	r.step(g, s)
	r.event(g, &eventlog.Event{Kind: eventlog.WaitSync, Site: r.site(s), Text: what})
	g.what = what
	g.waiting = forWake
	g.parks()
}

// Waited tells that the wait is over of which Waits has told, whether or not
// the run records now.
func Waited() {
	g := labelled(getLabel())
	if g == nil || !g.own() {
		return
	}
	r := g.run
	r.Lock()
	defer r.Unlock()
	if g.waiting == forWake && g.what != "" {
		g.wakes()
		g.what = ""
		r.event(g, &eventlog.Event{Kind: eventlog.SyncDone})
	}
}

// Sleep is time.Sleep in a program that is watched.
func Sleep(d time.Duration) {
	g := Self()
	if g == nil || d <= 0 {
		time.Sleep(d)
		return
	}
	r := g.run
	r.Lock()
	r.step(g, g.site)
	r.event(g, &eventlog.Event{Kind: eventlog.Sleep, Site: r.site(g.site), N: int64(d)})
	g.until = r.now() + d
	g.waiting = forWake
	g.parks()
	r.Unlock()
	time.Sleep(d)
	r.Lock()
	g.wakes()
	g.until = 0
	r.event(g, &eventlog.Event{Kind: eventlog.SleepDone})
	r.Unlock()
}
