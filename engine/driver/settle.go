package driver

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// settleLimit is how often a settle lets the others run. Waking 500
// goroutines takes one turn, so more than this means that something calls
// runtime.Gosched for ever.
const settleLimit = 1 << 20

// settler lets goroutines run until all of them wait.
type settler struct {
	samples [2]metrics.Sample
	size    [1]metrics.Sample
	live    uint64 // bytes that the last collection left
	percent int    // the collector's setting while it is held
}

func newSettler() *settler {
	single()
	s := &settler{}
	s.samples[0].Name = "/sched/goroutines/runnable:goroutines"
	s.samples[1].Name = "/sched/goroutines/running:goroutines"
	s.size[0].Name = "/memory/classes/heap/objects:bytes"
	return s
}

// settle returns when the caller is the only goroutine that can run; false
// if that does not come about.
func (s *settler) settle() bool {
	for range settleLimit {
		runtime.Gosched()
		metrics.Read(s.samples[:])
		if s.samples[0].Value.Uint64() == 0 && s.samples[1].Value.Uint64() <= 1 {
			return true
		}
	}
	return false
}

// garbage is how many bytes a heap may grow beyond twice its live size
// before it is collected.
const garbage = 32 << 20

// OnHold, if set, is called before goroutines of a run get to run, and after
// they all wait again. The page sets it to stop the clock that the runtime's
// own timers go by: one that fired in between would put its goroutine in front
// of the run's, and that changes their order.
var OnHold func(held bool)

// hold keeps the garbage collector off until release. A collection makes
// goroutines help with its work, and that changes their order, too: the same
// seed would give another run.
func (s *settler) hold() {
	s.percent = debug.SetGCPercent(-1)
	if OnHold != nil {
		OnHold(true)
	}
}

// release lets the collector work again. It collects at once if that is due:
// a run that is held again soon after would never give it the chance.
func (s *settler) release() {
	if OnHold != nil {
		OnHold(false)
	}
	debug.SetGCPercent(s.percent)
	if s.heap() > 2*s.live+garbage {
		runtime.GC()
		s.live = s.heap()
	}
}

// heap returns the bytes that objects take, dead ones too.
func (s *settler) heap() uint64 {
	metrics.Read(s.size[:])
	return s.size[0].Value.Uint64()
}
