package probe

import "unsafe"

// A goroutine finds its G through its profiler label: about 10 ns in wasm,
// where parsing a stack for the goroutine's number takes microseconds. The
// label's layout must stay that of runtime/pprof, because profilers read it.

//go:linkname getLabel runtime/pprof.runtime_getProfLabel
func getLabel() unsafe.Pointer

//go:linkname setLabel runtime/pprof.runtime_setProfLabel
func setLabel(unsafe.Pointer)

type label struct{ key, value string }

// mark is the label set that every G begins with. Its address tells a G
// from a label that somebody else has set.
var mark = [1]label{{"sluice", "goroutine"}}

// labelled returns the G whose label p is; nil if somebody else has set it.
func labelled(p unsafe.Pointer) *G {
	if p == nil || unsafe.SliceData(*(*[]label)(p)) != &mark[0] {
		return nil
	}
	return (*G)(p)
}
