//go:build !js

// Package signal is the twin of package os/signal. In a run a signal comes
// from outside: who waits for one can always go on.
package signal

import (
	"context"
	"os"
	"os/signal"
	"sync"

	"sluice/engine/probe"
	twin "sluice/engine/twin/context"
)

// Ignore is the original's.
func Ignore(sig ...os.Signal) { signal.Ignore(sig...) }

// Ignored is the original's.
func Ignored(sig os.Signal) bool { return signal.Ignored(sig) }

// Reset is the original's.
func Reset(sig ...os.Signal) { signal.Reset(sig...) }

// relays are the channels that get signals in place of those of runs.
var relays struct {
	sync.Mutex
	of map[chan<- os.Signal]chan os.Signal
}

// Notify sends the signals on c, without waiting for a receiver.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	g := probe.Self()
	if g == nil || c == nil {
		signal.Notify(c, sig...)
		return
	}
	relays.Lock()
	defer relays.Unlock()
	from := relays.of[c]
	if from == nil {
		if relays.of == nil {
			relays.of = map[chan<- os.Signal]chan os.Signal{}
		}
		from = make(chan os.Signal, 16)
		relays.of[c] = from
		probe.Inbox("signals", c)
		go relay(g.Run(), from, c)
	}
	signal.Notify(from, sig...)
}

// relay hands on what comes to a run.
func relay(run *probe.Run, from <-chan os.Signal, to chan<- os.Signal) {
	for s := range from {
		probe.Post(run, to, s)
	}
}

// Stop ends what Notify has begun: no signal comes to c after it.
func Stop(c chan<- os.Signal) {
	relays.Lock()
	defer relays.Unlock()
	from := relays.of[c]
	if from == nil {
		signal.Stop(c)
		return
	}
	signal.Stop(from)
	close(from)
	delete(relays.of, c)
}

// NotifyContext returns a child of parent that is cancelled by a signal too.
func NotifyContext(parent context.Context, signals ...os.Signal) (context.Context, context.CancelFunc) {
	g := probe.Self()
	if g == nil {
		return signal.NotifyContext(parent, signals...)
	}
	ctx, cancel := twin.WithCancelCause(parent)
	c := make(chan os.Signal, 1)
	Notify(c, signals...)
	g.SpawnAt(g.Site(), "signal.NotifyContext", func() { watch(c, ctx.Done(), cancel) })
	return ctx, func() {
		cancel(nil)
		Stop(c)
	}
}

// received is why a context is cancelled by a signal.
type received struct{ os.Signal }

func (r received) Error() string { return r.String() + " signal received" }

// watch cancels a context when a signal comes.
func watch(c <-chan os.Signal, done <-chan struct{}, cancel context.CancelCauseFunc) {
	site := probe.Self().Site()
	came, over := probe.RecvCase(site, c), probe.RecvCase(site, done)
	chosen := probe.Select(site, false, func(i int) int {
		switch i {
		case 0:
			return came.Try(0)
		case 1:
			return over.Try(1)
		}
		select {
		case came.V, came.OK = <-came.C:
			return 0
		case over.V, over.OK = <-over.C:
			return 1
		case <-came.Over:
			return -1
		}
	}, came.Case(), over.Case())
	if chosen == 1 {
		over.Take()
		return
	}
	s, _ := came.Take()
	cancel(received{s})
}
