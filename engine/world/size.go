package world

import "unsafe"

// Size returns how many bytes the lists take that grow with a run: its jobs
// and goroutines.
func (w *World) Size() int64 {
	return int64(len(w.Jobs))*int64(unsafe.Sizeof(Job{})) +
		int64(len(w.Finished))*int64(unsafe.Sizeof(w.Finished[0])) +
		int64(len(w.Goroutines))*int64(unsafe.Sizeof(Goroutine{}))
}
