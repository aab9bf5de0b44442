package core

import "syscall"

var processor = syscall.NewLazyDLL("kernel32.dll").NewProc("GetCurrentProcessorNumber")

// current is the number in the thread's group of up to 64 processors.
func current() (core int, ok bool) {
	if processor.Find() != nil {
		return 0, false
	}
	n, _, _ := processor.Call()
	return int(uint32(n)), true
}
