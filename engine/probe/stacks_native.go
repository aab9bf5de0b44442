//go:build !js

package probe

import (
	"runtime"
	"unsafe"
)

// stackRecord is the runtime's record of a goroutine's stack.
type stackRecord struct{ pcs []uintptr }

// goroutineProfile is what runtime/pprof reads stacks and labels with: a
// microsecond a goroutine, where printing them all takes ten times as long.
//
//go:linkname goroutineProfile runtime.pprof_goroutineProfileWithLabels
func goroutineProfile(p []stackRecord, labels []unsafe.Pointer) (n int, ok bool)

// Stacks calls f for each goroutine of the process: with its stack, innermost
// call first, and the goroutine of a run that its profiler label belongs to,
// which may be inherited; nil if there is none.
func Stacks(f func(stack []uintptr, g *G)) {
	var records []stackRecord
	var labels []unsafe.Pointer
	for n, ok := runtime.NumGoroutine(), false; !ok; {
		records, labels = make([]stackRecord, n+8), make([]unsafe.Pointer, n+8)
		if n, ok = goroutineProfile(records, labels); ok {
			records = records[:n]
		}
	}
	for i, record := range records {
		f(record.pcs, labelled(labels[i]))
	}
}
