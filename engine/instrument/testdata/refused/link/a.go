// Package link reaches into the runtime.
package link

import _ "unsafe"

//go:linkname park runtime.gopark
func park() // refused above: runtime.gopark

//go:linkname own sluice/engine/instrument/testdata/refused/link.other
func own()
