package session

import (
	"math"

	"sluice/engine/driver"
	"sluice/engine/eventlog"
	"sluice/engine/probe"
	"sluice/engine/scene"
)

// live is a run that goes on, with the channels through which it is told
// something.
type live struct {
	drv *driver.Driver
	env *scene.Env
}

// begin starts the scene with a value for each knob.
func (s *Session) begin(knobs map[string]float64) *live {
	env := scene.NewEnv(s.Variant, knobs)
	l := &live{env: env}
	l.drv = driver.New(s.Seed, nil, func(*probe.Run) {
		env.Open()
		s.Spec.Main(env)
	})
	l.drv.Recording().Origin = origin()
	l.drv.Watch = s.look
	l.drv.Full = func() bool { return l.drv.Recording().Size() >= s.budget }
	l.drv.Put(driver.Input{Kind: eventlog.Load, N: int64(s.Seed), Text: s.Spec.ID + "\t" + s.Variant})
	for _, k := range s.Spec.Knobs { // so that the log tells them
		l.drv.Put(driver.Input{Kind: eventlog.Knob, N: int64(math.Float64bits(knobs[k.ID])), Text: k.ID})
	}
	return l
}

// close ends the run, if there is one, and returns how many goroutines could
// not be made to leave.
func (l *live) close() (stray int) {
	if l == nil {
		return 0
	}
	return l.drv.Close()
}

// deliver lets what was put while time stood still take effect before the run
// is handed on, so that it is part of it. No time passes.
func (s *Session) deliver() {
	if s.live != nil && s.past == nil && s.again == nil && s.live.drv.Pending() > 0 {
		s.live.drv.Advance(s.live.drv.Now(), answer)
	}
}

// order is something that a run is told from outside, as the log records it.
type order struct {
	kind eventlog.Kind // Inject, Knob or Act
	n    int64
	text string
}

// input is an order as the driver of this run takes it.
func (l *live) input(o order) driver.Input {
	in := driver.Input{Kind: o.kind, N: o.n, Text: o.text}
	switch o.kind {
	case eventlog.Inject:
		in.Deliver = post(l.env.Bursts, scene.Burst{N: int(o.n), Source: o.text})
	case eventlog.Knob:
		in.Deliver = post(l.env.Commands, scene.Command{ID: o.text, Value: math.Float64frombits(uint64(o.n))})
	case eventlog.Act:
		in.Deliver = post(l.env.Commands, scene.Command{ID: o.text})
	}
	return in
}

func post[T any](c chan T, v T) func(*probe.Run) probe.Delivery {
	return func(r *probe.Run) probe.Delivery { return probe.Post(r, c, v) }
}
