//go:build js || !(amd64 || arm64)

package probe

import "unsafe"

// CanWatch says that programs cannot be watched on this architecture: their
// goroutines are not told apart.
const CanWatch = false

// Self returns the calling goroutine's G; nil outside a run.
func Self() *G { return labelled(getLabel()) }

// identity is nothing where goroutines of others are not adopted: who
// inherits a label is taken for the one who has set it.
type identity struct{}

// assume makes the calling goroutine act as g from now on.
func (g *G) assume() { setLabel(unsafe.Pointer(g)) }

// forget is called when g ends.
func (g *G) forget() {}

// launch is the go statement in a program that can be watched.
func launch(_ *Site, fn func()) { go fn() }
