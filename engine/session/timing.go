package session

import (
	"runtime/metrics"
	"time"

	"sluice/engine/world"
)

// stopwatch counts wall time, in WebAssembly in whole milliseconds. Its zero
// value stands at 0.
type stopwatch struct {
	counted time.Duration
	since   time.Time // zero while it stands; without the monotonic clock, which is held while a run works
}

func (w *stopwatch) goOn() {
	if w.since.IsZero() {
		w.since = time.Now().Round(0)
	}
}

func (w *stopwatch) stand() { w.counted, w.since = w.read(), time.Time{} }

func (w *stopwatch) read() time.Duration {
	if w.since.IsZero() {
		return w.counted
	}
	return w.counted + max(time.Now().Round(0).Sub(w.since), 0)
}

// timing is what the machine needed for one step of a load test.
type timing struct {
	began  time.Duration // by the stopwatch
	wall   time.Duration // once it is over
	memory uint64        // bytes that the program had taken from the machine by then
	lost   bool          // the step was not seen going on from its start to its end
}

// timings are those of a run that goes on. They are no facts of the run, so
// they are not in its log.
type timings struct {
	watch stopwatch // goes on while the run does
	steps []timing  // those that have begun
	over  int       // how many of them are over
}

// look notes which steps have ended and begun.
func (t *timings) look(w *world.World) {
	over := len(w.Finals())
	for ; t.over < min(over, len(t.steps)); t.over++ {
		s := &t.steps[t.over]
		s.wall, s.memory = t.watch.read()-s.began, memory()
	}
	for len(t.steps) < w.Steps() {
		t.steps = append(t.steps, timing{began: t.watch.read(), lost: len(t.steps) < over})
	}
}

// lose forgets all but the first steps, and goes on with a world whose other
// steps nobody has seen.
func (t *timings) lose(w *world.World, keep int) {
	t.steps = t.steps[:min(keep, t.over)]
	for len(t.steps) < w.Steps() {
		t.steps = append(t.steps, timing{lost: true})
	}
	t.over = len(w.Finals())
}

// loseLast is for a step in which time does not go on by itself.
func (t *timings) loseLast() {
	if t.over < len(t.steps) {
		t.steps[t.over].lost = true
	}
}

// memory returns the bytes that the program has taken from the machine; in
// WebAssembly the size of its memory.
func memory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
