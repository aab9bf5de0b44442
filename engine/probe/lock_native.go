//go:build !js

package probe

import "sync"

// runLock makes an operation and its record one step where goroutines can
// be preempted.
type runLock struct{ sync.Mutex }
