// Package probe is what instrumented code calls. The instrumenter turns
// plain Go into calls of this package; each does what the plain construct
// does and appends what happened to the run's event log.
//
// A goroutine belongs to a run or to none. Outside a run every probe is the
// plain construct and nothing is recorded, so an instrumented package still
// works as a library.
//
// Two things make a run a function of its seed and inputs: it is scheduled
// by one thread that never preempts (the browser's, or GOMAXPROCS(1)), and a
// select polls its cases in an order drawn from the seed.
package probe
