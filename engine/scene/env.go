package scene

import (
	"sync"
	"time"

	"sluice/engine/probe"
)

// Burst is a click that offers jobs.
type Burst struct {
	N      int
	Source string
}

// Command is a knob that was turned or an action that was asked for.
type Command struct {
	ID    string
	Value float64 // of a knob
}

// Env is what a running scene has of the outside world.
type Env struct {
	Variant  string
	Bursts   chan Burst
	Commands chan Command

	mu    sync.Mutex
	knobs map[string]float64
	jobs  int64
}

// NewEnv returns what a scene is started with: a value for each knob.
func NewEnv(variant string, knobs map[string]float64) *Env {
	return &Env{
		Variant:  variant,
		Bursts:   make(chan Burst, 16),
		Commands: make(chan Command, 16),
		knobs:    knobs,
	}
}

// The names of the channels that come from outside, in the log.
const (
	Clicks = "clicks" // Env.Bursts
	Turns  = "knobs"  // Env.Commands
)

// Open tells the run which channels come from outside. It is called on the
// scene's main goroutine, before the scene.
func (e *Env) Open() {
	probe.Inbox(Clicks, e.Bursts)
	probe.Inbox(Turns, e.Commands)
}

// Close is for a scene that shuts down: from now on clicks, knobs and actions
// are refused.
func (e *Env) Close() {
	close(e.Bursts)
	close(e.Commands)
}

// Float returns a knob's value.
func (e *Env) Float(knob string) float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.knobs[knob]
}

// Int returns a knob's value.
func (e *Env) Int(knob string) int { return int(e.Float(knob)) }

// Millis returns the value of a knob that is in milliseconds.
func (e *Env) Millis(knob string) time.Duration {
	return time.Duration(e.Float(knob) * float64(time.Millisecond))
}

// Set notes a knob's new value.
func (e *Env) Set(knob string, value float64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.knobs[knob] = value
}

// NewJob numbers a job and records that a source offers it.
func (e *Env) NewJob(source int) int64 {
	e.mu.Lock()
	e.jobs++
	id := e.jobs
	e.mu.Unlock()
	probe.Offer(id, source)
	return id
}
