package scene

import "time"

// Step is one thing that somebody does to a scene. Its zero fields do
// nothing.
type Step struct {
	Variant string // load this variant, from time 0 with default knobs
	Knob    string // turn this knob
	Value   float64
	Send    int    // offer so many jobs
	Source  string // from here; the default source if empty
	Act     string // do this action
	Wait    time.Duration
}

// In loads a variant anew.
func In(variant string) Step { return Step{Variant: variant} }

// Turn turns a knob.
func Turn(knob string, value float64) Step { return Step{Knob: knob, Value: value} }

// Send offers n jobs.
func Send(n int) Step { return Step{Send: n} }

// Do does an action.
func Do(action string) Step { return Step{Act: action} }

// Wait lets virtual time pass.
func Wait(d time.Duration) Step { return Step{Wait: d} }
