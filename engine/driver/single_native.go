//go:build !js

package driver

import "runtime"

// single keeps to one processor, as the browser has: the order of a run's
// goroutines is then a function of its seed.
func single() { runtime.GOMAXPROCS(1) }
