// Package twin holds the twins of the standard packages that wait, read a
// clock, draw random numbers or print. The instrumenter makes rewritten code
// import them in place of the originals.
//
// A twin exports exactly the names of its original. Outside a run each does
// what the original does. In a run it does the same under the run's virtual
// time and seed, so that the run is a function of its seed and inputs, and
// records what happened. Where the original would stop the process, it
// panics with Go's own words: that ends the run and not the program.
//
// Once a run is over, its goroutines leave: the first call of a twin that
// could wait does not return, and those that deferred code then makes do
// nothing.
package twin
