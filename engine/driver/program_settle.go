//go:build !js

package driver

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"sluice/engine/vtime"
)

const (
	// busy is how long a program works at one instant before virtual time goes
	// on, with the wall clock: it may wait for the time without sleeping.
	busy = time.Second

	// brief is how long a system call is waited for before it counts as a wait
	// for something from outside.
	brief = 2 * time.Millisecond

	// While the program waits for a system call, or time goes with the wall clock
	// anyway, a settle that has taken for a while looks again after a part of that.
	// So it takes little of the processor, and little longer.
	napPart     = 8
	shortestNap = 20 * time.Microsecond
	longestNap  = 100 * time.Microsecond

	// garbagePercent is how much garbage a heap may have before the collector
	// breaks in on the program's order. It is collected between two instants
	// when it is half of that.
	garbagePercent = 400
	smallHeap      = 8 << 20
)

// scheduler reads what the runtime's scheduler does.
type scheduler struct {
	samples [3]metrics.Sample
	size    [1]metrics.Sample
	lasting uint64 // system calls that are known to last
	turns   int
	live    uint64 // bytes that the last collection left
}

func newScheduler() *scheduler {
	s := &scheduler{}
	s.samples[0].Name = "/sched/goroutines/runnable:goroutines"
	s.samples[1].Name = "/sched/goroutines/running:goroutines"
	s.samples[2].Name = "/sched/goroutines/not-in-go:goroutines"
	s.size[0].Name = "/memory/classes/heap/objects:bytes"
	return s
}

// read returns how many goroutines besides the caller can run, and how many are
// in system calls.
func (s *scheduler) read() (runnable, calls uint64) {
	metrics.Read(s.samples[:])
	return s.samples[0].Value.Uint64() + s.samples[1].Value.Uint64() - 1, s.samples[2].Value.Uint64()
}

// prepare readies the process for the program, and returns what undoes that.
func (p *Program) prepare() (undo func()) {
	vtime.Start = time.Now()
	p.scheduler = newScheduler()
	if p.options.Real {
		return func() {}
	}
	procs := runtime.GOMAXPROCS(1)
	percent := debug.SetGCPercent(garbagePercent)
	return func() {
		runtime.GOMAXPROCS(procs)
		debug.SetGCPercent(percent)
	}
}

// settle lets the others run until none can; false if one is in a system call
// that lasts, or if the program is over. When they are busy for too long,
// virtual time goes with the wall clock meanwhile.
func (p *Program) settle() bool {
	begun := time.Now()
	for idle := time.Duration(0); !p.run.Over(); {
		runtime.Gosched()
		runnable, calls := p.read()
		if runnable == 0 {
			p.lasting = min(p.lasting, calls)
			if calls == p.lasting {
				return true
			}
		}
		took := time.Since(begun)
		if runnable == 0 && took > idle+brief {
			return false
		}
		if runnable > 0 {
			idle = took
		}
		if p.follows || took > busy {
			p.goOn(math.MaxInt, never)
		}
		if nap := min(took/napPart, longestNap); nap > shortestNap && (p.follows || runnable == 0) {
			time.Sleep(nap)
		}
	}
	return false
}

// rest gives those who have been woken the time to come to their next probe.
func (p *Program) rest() {
	for begun := time.Now(); time.Since(begun) < brief; {
		if runnable, _ := p.read(); runnable == 0 {
			return
		}
		runtime.Gosched()
	}
}

// collect runs the collector if that is due. To find out takes a while, so not
// each turn does.
func (p *Program) collect() {
	if p.turns++; p.turns%16 != 0 {
		return
	}
	metrics.Read(p.size[:])
	if p.size[0].Value.Uint64() > p.live*(100+garbagePercent/2)/100+smallHeap {
		runtime.GC()
		metrics.Read(p.size[:])
		p.live = p.size[0].Value.Uint64()
	}
}
