//go:build !js

package probe

import "sync/atomic"

// passive says that a goroutine is of a run only while the process is watched,
// whatever label it has kept from before. It is set before main begins.
var passive bool

// quiet is 1 while the process could be watched and is not: then probes have
// nothing to do. It is one word, as a probe that asks for more is too much to be
// compiled into its caller.
var quiet uint32

// Idle reports whether probes have nothing to do.
func Idle() bool { return atomic.LoadUint32(&quiet) != 0 }
