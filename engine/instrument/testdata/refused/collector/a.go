// Package collector meddles with the garbage collector.
package collector

import (
	"runtime"
	"runtime/debug"
)

func Clean() {
	runtime.GC()           // refused: runtime.GC
	debug.FreeOSMemory()   // refused: runtime/debug.FreeOSMemory
	_ = debug.SetGCPercent // refused: runtime/debug.SetGCPercent
	runtime.Gosched()
	runtime.LockOSThread()
}
