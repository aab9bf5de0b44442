package probe

// runLock is nothing in the browser: one thread, and no preemption between
// an operation and its record.
type runLock struct{}

func (runLock) Lock()   {}
func (runLock) Unlock() {}
