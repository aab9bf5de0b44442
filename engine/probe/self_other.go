//go:build !js && !amd64 && !arm64

package probe

// takeIn does nothing: goroutines that the run does not know stay unknown.
func (r *Run) takeIn() {}

// Adopted returns nothing, as none are adopted.
func (r *Run) Adopted() []int { return nil }

// Orphaned does nothing.
func (r *Run) Orphaned(int) {}

// own reports whether the calling goroutine, whose label g is, has not
// inherited it, which cannot be told here.
func (g *G) own() bool { return true }

// ended is for goroutines that were met, of which there are none here.
func (g *G) ended() bool { return true }

// kinship is nothing there.
type kinship struct{}

func (r *Run) newFamily() {}
func (r *Run) admit()     {}
func (r *Run) dismiss()   {}

func (r *Run) census() {}

func beFirst() {}
