//go:build !js

package driver

import (
	"runtime"
	"time"

	"sluice/engine/probe"
)

// patience is how long a goroutine of the program that waits for a channel
// without a probe may be waiting for a timer of the runtime's: there is no
// telling.
const patience = time.Second

// stale is how many times as long as a look at all goroutines took it is not
// repeated while time follows the wall clock.
const stale = 20

// outlook is what a look at all goroutines of the process has told.
type outlook struct {
	outside bool // somebody waits for what comes from outside, or can run
	unsure  bool // somebody is there who may act, and no probe tells of it
	idle    int  // goroutines that never act by themselves; -1: not known
	took    time.Duration
	at      time.Time
	events  int64 // that the run had before
}

// look finds out whether somebody could go on of whom no probe tells.
func (p *Program) look() outlook {
	parked, live := p.run.Parked()
	old := &p.outlook
	switch {
	case parked == live && runtime.NumGoroutine()-live <= old.idle:
		old.outside, old.unsure = false, false
		return *old
	case old.outside && time.Since(old.at) < stale*old.took:
		return *old
	}
	o := outlook{at: time.Now(), events: p.run.Events()}
	p.lasting = 0
	adopted, seen := p.run.Adopted(), map[int]bool{}
	probe.Stacks(func(stack []uintptr, g *probe.G) {
		w := classify(stack)
		if w.class == inCall {
			p.lasting++
		}
		p.weigh(&o, w, g)
		if g != nil {
			seen[g.ID()] = true
		}
	})
	for _, id := range adopted {
		if !seen[id] {
			p.run.Orphaned(id)
		}
	}
	o.took = time.Since(o.at)
	p.outlook = o
	return o
}

// weigh adds what one goroutine means for the others. g is whose label it has.
func (p *Program) weigh(o *outlook, w wait, g *probe.G) {
	own := g != nil && g.Run() == p.run && (w.entered || g.Adopted())
	switch {
	case own && w.probed && g.Parked():
		if !w.entered {
			o.idle++ // it was adopted, and is not counted among the program's own
		}
	case w.servant, g != nil && g.Run() != p.run: // which is over
		o.idle++
	case w.class == canRun:
		o.outside, o.unsure = true, true
	case own && g.Ended():
		o.idle++
	case own:
		since, still := g.WaitsOutside(w.what(), o.events)
		if !still {
			o.outside, o.unsure = true, true
			return
		}
		maybe := w.class == onChannel
		o.outside = o.outside || w.class.comes() || maybe && time.Since(since) < patience
		o.unsure = o.unsure || w.class.comes() || maybe
	default:
		o.outside = o.outside || w.class.comes()
		o.unsure = true
	}
}
