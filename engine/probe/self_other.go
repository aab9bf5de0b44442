//go:build !js && !amd64 && !arm64

package probe

// takeIn does nothing: goroutines that the run does not know stay unknown.
func (r *Run) takeIn() {}

// Adopted returns nothing, as none are adopted.
func (r *Run) Adopted() []int { return nil }

// Orphaned does nothing.
func (r *Run) Orphaned(int) {}
