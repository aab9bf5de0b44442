//go:build !js

package probe

import "sync"

// runLock makes an operation and its record one step where goroutines can
// be preempted.
type runLock struct{ sync.Mutex }

// locks tells that a lock which is not given back holds others up.
const locks = true
