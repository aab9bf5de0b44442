package bridge

import (
	"encoding/binary"
	"math"
	"syscall/js"

	"sluice/engine/session"
)

// frameFields names the numbers that the page gets with each frame, in the
// order of frameValues.
var frameFields = []string{
	"nowMs", "playheadMs", "events", "playing", "speed",
	"offered", "completed", "rejected", "failed", "cancelled", "inFlight",
	"retries", "goroutines", "leaked", "deadlock", "balanced",
	"p50", "p95", "p99", "throughput", "refusedPct",
	"frameP50", "frameP95", "fps", "particles", "jobsPerDot",
	"ended", "rerun", "branches", "panes", "queued", "filled", "stepsOver", "live",
}

func (g *game) frameValues(out []float64) []float64 {
	s := g.session
	st := s.Stats()
	rerun, on := s.Rerunning()
	if !on {
		rerun = -1
	}
	return append(out,
		ms(s.Now()), ms(s.Playhead()), float64(st.Events), flag(s.Playing()), s.Speed(),
		float64(st.Offered), float64(st.Completed), float64(st.Rejected),
		float64(st.Failed), float64(st.Cancelled), float64(st.InFlight),
		float64(st.Retries), float64(st.Goroutines), float64(st.Leaked),
		flag(st.Deadlock), flag(st.Balanced),
		ms(st.P50), ms(st.P95), ms(st.P99), st.Throughput, 100*st.Refused,
		g.cost.quantile(0.5), g.cost.quantile(0.95), g.cost.fps(),
		float64(g.drawn.Particles), float64(g.drawn.JobsPerDot),
		flag(s.Ended() != ""), rerun, float64(len(s.Branches())), float64(len(g.panes)),
		float64(s.World().Queued()), s.Filled(), float64(len(s.World().Finals())), watched(s.Session),
	)
}

// watched is 0 for what does not go on elsewhere, 1 for a program that is
// watched while one looks at its past, and 2 at its present.
func watched(s *session.Session) float64 {
	switch {
	case !s.Live():
		return 0
	case s.Present():
		return 2
	}
	return 1
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// outbox sends a frame's numbers in two calls: one copies them, one tells.
type outbox struct {
	values []float64
	bytes  []byte
	to     js.Value // a Float64Array of the page
	view   js.Value // its bytes
}

func newOutbox() *outbox {
	to := js.Global().Get("Float64Array").New(len(frameFields))
	return &outbox{to: to, view: js.Global().Get("Uint8Array").New(to.Get("buffer"))}
}

func (o *outbox) send(host js.Value) {
	o.bytes = o.bytes[:0]
	for _, v := range o.values {
		o.bytes = binary.LittleEndian.AppendUint64(o.bytes, math.Float64bits(v))
	}
	js.CopyBytesToJS(o.view, o.bytes)
	host.Call("frame", o.to)
}
