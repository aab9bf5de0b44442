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
}

func newSettler() *settler {
	single()
	s := &settler{}
	s.samples[0].Name = "/sched/goroutines/runnable:goroutines"
	s.samples[1].Name = "/sched/goroutines/running:goroutines"
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

// holdCollector keeps the garbage collector off until the function that it
// returns is called. A collection makes goroutines help with its work, and
// that changes their order: the same seed would give another run.
func holdCollector() (release func()) {
	percent := debug.SetGCPercent(-1)
	return func() { debug.SetGCPercent(percent) }
}
