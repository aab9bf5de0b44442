package driver

import (
	"time"

	"sluice/engine/probe"
)

// Options say how Execute runs a program.
type Options struct {
	Seed   uint64
	Output func(string) // gets what the program prints; nil drops it
	Steps  int          // operations at one instant that are too many; 0: probe.MaxSteps
}

// Result is how a program ended.
type Result struct {
	Deadlock bool   // all goroutines were asleep
	Panic    string // Go's message of the panic that ended it
	Spin     bool   // it worked without end while no time passed
	Left     int    // goroutines that were left when main returned
	Events   int64
	LogHash  uint64
	Virtual  time.Duration // how long it took, in virtual time
	Err      error         // the world's contradiction, if any
}

// Execute runs main as the main goroutine of a run under virtual time, until
// it returns, all goroutines are asleep, or one panics. As in Go, the
// program ends when main does; whoever is left then is torn down.
func Execute(o Options, main func()) Result {
	d := New(o.Seed, o.Output, func(*probe.Run) { main() })
	if o.Steps > 0 {
		d.run.LimitSteps(o.Steps)
	}
	d.hold()
	defer d.release()
	for {
		d.deliver()
		d.turn()
		if d.mainOver() || d.over() {
			break
		}
		d.run.Fire()
	}
	left := d.run.Live()
	d.Close()
	r := Result{
		Deadlock: d.Ended() == "deadlock",
		Spin:     d.Ended() == "spin",
		Left:     left,
		Events:   d.run.Events(),
		LogHash:  d.run.Log.Hash(),
		Virtual:  d.run.Now(),
		Err:      d.err,
	}
	if f := d.run.Failure(); f != nil && !f.Spin {
		r.Panic = f.Message
	}
	return r
}
