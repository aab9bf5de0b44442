package time

import (
	"time"

	"sluice/engine/probe"
)

// A Ticker sends the current time on C at intervals. It drops ticks for a
// receiver that is slow.
type Ticker struct {
	C <-chan Time

	real  *time.Ticker
	alarm alarm
}

// NewTicker returns a ticker of period d. It panics if d is not positive.
func NewTicker(d Duration) *Ticker { return newTicker(d, "ticker.C") }

// Tick returns the channel of a new ticker; nil if d is not positive.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return newTicker(d, "time.Tick").C
}

func newTicker(d Duration, channel string) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	g := probe.Self()
	if g == nil {
		t := time.NewTicker(d)
		return &Ticker{C: t.C, real: t}
	}
	t := &Ticker{alarm: alarm{run: g.Run(), what: "ticker", period: d}}
	t.C = t.alarm.post(g, channel, d)
	return t
}

// Stop turns the ticker off. It does not close C.
func (t *Ticker) Stop() {
	if t.real != nil {
		t.real.Stop()
		return
	}
	if t.alarm.run == nil {
		return // as the original, which has always borne it
	}
	if g := t.alarm.caller(); g.Enter() {
		t.alarm.stop(g)
		t.alarm.release(g)
		t.alarm.run.Unlock()
	}
}

// Reset starts the ticker again with period d; the next tick comes after d.
// It panics if d is not positive.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.real != nil {
		t.real.Reset(d)
		return
	}
	if t.alarm.run == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	if g := t.alarm.caller(); g.Enter() {
		t.alarm.stop(g)
		t.alarm.period = d
		t.alarm.arm(g, d)
		t.alarm.run.Unlock()
	}
}
