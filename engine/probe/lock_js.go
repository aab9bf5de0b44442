package probe

// runLock is nothing in the browser: one thread, and no preemption between
// an operation and its record.
type runLock struct{}

// locks tells that a lock which is not given back holds others up.
const locks = false

func (runLock) Lock()   {}
func (runLock) Unlock() {}
