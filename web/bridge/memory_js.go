package bridge

import (
	"runtime"
	"runtime/metrics"
)

// memoryValue is what the program takes, without what is dead already.
func memoryValue() object {
	runtime.GC()
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/total:bytes"},
		{Name: "/sched/goroutines:goroutines"},
	}
	metrics.Read(samples)
	value := func(i int) float64 { return float64(samples[i].Value.Uint64()) }
	return object{"heapBytes": value(0), "totalBytes": value(1), "goroutines": value(2)}
}
