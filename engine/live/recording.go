//go:build !js

package live

import (
	"fmt"
	"runtime"
	"time"

	"sluice/engine/probe"
)

// Budget is what watching may cost. The zero value stands for the defaults.
type Budget struct {
	Share  float64 // of the processors' time; 0: 0.02
	Events int     // a second, at most; 0: 10,000
}

func (b Budget) orDefault() Budget {
	if b.Share <= 0 {
		b.Share = 0.02
	}
	if b.Events <= 0 {
		b.Events = 10_000
	}
	return b
}

// contended is how many times as long an event takes when the processors
// record at once: the log is one, and they wait for it.
const contended = 4

// perBeat returns how many events may be recorded in a beat if each takes cost.
func (b Budget) perBeat(cost time.Duration) int {
	if runtime.GOMAXPROCS(0) > 1 {
		cost *= contended
	}
	time := b.Share * float64(runtime.GOMAXPROCS(0)) * float64(beat)
	return max(1, min(int(time/float64(max(cost, 1))), int(float64(b.Events)*beat.Seconds())))
}

// rush is how many events a second mean that the program does little else than
// wait for the log: all of its time is then what recording costs.
const rush = 100_000

// next returns how many events may be recorded in the next beat, if quota of them
// took a window of that length, in which case the run paused; else zero. most is
// what Budget.perBeat has returned.
func (b Budget) next(quota, most int, window time.Duration) int {
	if window == 0 || float64(quota) < rush*window.Seconds() {
		return min(2*quota, most)
	}
	may := b.Share * float64(beat) / float64(window)
	return max(1, min(int(float64(quota)*min(may, 2)), most))
}

// recording is what is recorded from when somebody begins to watch until nobody
// does.
type recording struct {
	run     *probe.Run
	budget  Budget
	quota   int // events of the next beat
	most    int
	opened  time.Time
	sent    int64 // bytes of the log that the viewers have
	history history
	ended   chan struct{}
	seen    share
}

// begin begins a recording, and returns the frame that begins its stream.
func begin(name string, b Budget, keep int64) (*recording, []byte) {
	most := b.perBeat(probe.Cost())
	r := &recording{
		run: probe.NewWatched(name), budget: b, quota: most, most: most, opened: time.Now(),
		history: history{whole: true, most: keep}, ended: make(chan struct{}),
	}
	r.run.Watch(r.quota)
	pieces, until := r.cut()
	return r, frame("begin", until, pieces...)
}

// end ends the recording.
func (r *recording) end() {
	r.run.Unwatch()
	close(r.ended)
}

// window gives the run what it may record in the next beat.
func (r *recording) window() {
	seen := r.run.Watch(r.quota)
	window := time.Duration(0)
	if seen < 1 {
		window = time.Duration(seen * float64(time.Since(r.opened)))
	}
	r.opened = time.Now()
	r.quota = r.budget.next(r.quota, r.most, window)
	if r.seen.add(seen) {
		r.run.Note("watched", fmt.Sprintf("%.0f %%", 100*r.seen.value))
	}
}

// cut takes what is new out of the log.
func (r *recording) cut() (pieces [][]byte, until time.Duration) {
	pieces, r.sent, until = r.run.Cut(r.sent)
	r.history.add(pieces, until)
	return pieces, until
}

// part is the frame with what is new.
func (r *recording) part() []byte {
	pieces, until := r.cut()
	return frame("part", until, pieces...)
}

// share is which part of the time has been recorded lately.
type share struct {
	value float64
	told  float64
	known bool
}

// forget is how much of what was known of the share each beat leaves.
const forget = 0.8

// add takes in which part of a beat was recorded, and reports whether the share
// has changed by so much that somebody wants to know.
func (s *share) add(recorded float64) bool {
	if !s.known {
		s.known, s.value, s.told = true, recorded, recorded
		return recorded < 1
	}
	s.value = forget*s.value + (1-forget)*recorded
	if s.value > 0.995 {
		s.value = 1
	}
	change := s.value - s.told
	if s.value == s.told || change*change < 0.01*s.told*s.told && s.value < 1 {
		return false
	}
	s.told = s.value
	return true
}
