// Package core tells which core of the processor the caller runs on.
//
// A goroutine that is not locked to a thread may be elsewhere as soon as it
// knows, and a thread may be moved at any time, so an answer is about the
// moment of the call.
package core

// Current returns the number of the core that the calling goroutine runs on,
// from 0; ok is false where the system does not tell. It takes well under a
// microsecond, and no memory.
func Current() (core int, ok bool) { return current() }
