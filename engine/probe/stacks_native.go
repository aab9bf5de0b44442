//go:build !js

package probe

import (
	"runtime"
	"strings"
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
	records, labels := profile()
	for i, record := range records {
		f(record.pcs, labelled(labels[i]))
	}
}

// profile returns the stacks and the labels of all goroutines of the process.
func profile() (records []stackRecord, labels []unsafe.Pointer) {
	for n, ok := runtime.NumGoroutine(), false; !ok; {
		records, labels = make([]stackRecord, n+8), make([]unsafe.Pointer, n+8)
		if n, ok = goroutineProfile(records, labels); ok {
			records = records[:n]
		}
	}
	return records, labels
}

// PackageOf returns the path of the package that a function is of, which is named
// as in a stack.
func PackageOf(name string) string {
	slash := strings.LastIndexByte(name, '/') + 1
	if dot := strings.IndexByte(name[slash:], '.'); dot >= 0 {
		return name[:slash+dot]
	}
	return name
}
