//go:build !js && !amd64 && !arm64

package probe

// takeIn does nothing: goroutines that the run does not know stay unknown.
func (r *Run) takeIn() {}
