package instrument

import "strconv"

// twins are the standard packages that have a twin under the run's clock,
// seed and output.
var twins = map[string]string{
	"time":         "sluice/engine/twin/time",
	"context":      "sluice/engine/twin/context",
	"sync":         "sluice/engine/twin/sync",
	"math/rand":    "sluice/engine/twin/rand",
	"math/rand/v2": "sluice/engine/twin/rand/v2",
	"fmt":          "sluice/engine/twin/fmt",
	"log":          "sluice/engine/twin/log",
}

// twinOf is the twin of a package; empty if it has none. A program has one of
// signals, and none of loggers, which packages take that are not instrumented.
func (u *unit) twinOf(path string) string {
	switch {
	case u.main != "" && path == "log":
		return ""
	case u.main != "" && path == "os/signal":
		return "sluice/engine/twin/signal"
	}
	return twins[path]
}

// swapImports makes the file import the twins and tells whether there are any.
func (r *rewriter) swapImports() (swapped bool) {
	for _, spec := range r.file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if twin := r.pkg.twinOf(path); twin != "" {
			r.edits.replace(r.offset(spec.Path.Pos()), r.offset(spec.Path.End()), strconv.Quote(twin))
			swapped = true
		}
	}
	return swapped
}
