package core

import (
	"sync"

	"github.com/ebitengine/purego"
)

// cpuNumber is pthread_cpu_number_np, which macOS has from version 11 on; nil
// without it.
var cpuNumber = sync.OnceValue(func() (number func(*uint64) int32) {
	lib, err := purego.Dlopen("/usr/lib/libSystem.B.dylib", purego.RTLD_LAZY|purego.RTLD_GLOBAL)
	if err != nil {
		return nil
	}
	at, err := purego.Dlsym(lib, "pthread_cpu_number_np")
	if err != nil {
		return nil
	}
	purego.RegisterFunc(&number, at)
	return number
})

func current() (core int, ok bool) {
	number := cpuNumber()
	if number == nil {
		return 0, false
	}
	var n uint64
	errno := number(&n)
	return int(n), errno == 0
}
