package core

import (
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// A thread that may run on one core only is on that one.
func TestAThreadThatIsBoundToACoreIsThere(t *testing.T) {
	runtime.LockOSThread() // and never unlocked: the thread ends with the test
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(0, &allowed); err != nil {
		t.Skip("the system does not tell where a thread may run: ", err)
	}
	tried := 0
	for n := range 1024 {
		if !allowed.IsSet(n) {
			continue
		}
		var one unix.CPUSet
		one.Set(n)
		if err := unix.SchedSetaffinity(0, &one); err != nil {
			t.Skip("a thread cannot be bound to a core here: ", err)
		}
		if got, ok := Current(); !ok || got != n {
			t.Errorf("bound to core %d, it says %d, %t", n, got, ok)
		}
		tried++
	}
	t.Logf("%d cores", tried)
}
