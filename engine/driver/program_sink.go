//go:build !js

package driver

import (
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// The sink gets the log in parcels of this size, or what there is after this
// time.
const (
	parcel      = 64 << 10
	parcelDelay = 10 * time.Millisecond
)

// unsent returns how many bytes the sink has not got yet; 0 without a sink.
func (p *Program) unsent() (n int64) {
	if p.options.Sink != nil {
		p.View(func(l *eventlog.Log) { n = l.Bytes() - p.sent })
	}
	return n
}

// flush hands the sink what is new, if that is worth while.
func (p *Program) flush() {
	if n := p.unsent(); n >= parcel || n > 0 && time.Since(p.sentAt) > parcelDelay {
		p.send()
	}
}

// send hands the sink all that is new. If it does not take it, nothing is
// recorded any more.
func (p *Program) send() {
	if p.options.Sink == nil {
		return
	}
	var pieces [][]byte
	upTo := p.sent
	p.View(func(l *eventlog.Log) { pieces, upTo = l.Since(p.sent), l.Bytes() })
	for _, b := range pieces {
		if _, err := p.options.Sink.Write(b); err != nil {
			p.options.Sink = nil
			p.run.Seal(probe.Cut)
			return
		}
	}
	p.View(func(l *eventlog.Log) { l.Drop(upTo) })
	p.sent, p.sentAt = upTo, time.Now()
}
