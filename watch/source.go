//go:build !js

package watch

import _ "embed"

//go:embed watch.go
var source string

// Source returns the text of this package but for Source: sluice record and sluice
// watch build programs of other modules that import it, with the engine that they
// carry themselves.
func Source() string { return source }
