package core

import (
	"runtime"
	"testing"
)

func TestACoreIsANumberOfThisMachine(t *testing.T) {
	n, ok := Current()
	if !ok {
		if runtime.GOOS == "linux" || runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
			t.Fatalf("%s does not tell", runtime.GOOS)
		}
		t.Skipf("%s does not tell which core one runs on", runtime.GOOS)
	}
	if n < 0 || n > 1<<16 {
		t.Fatalf("core %d", n)
	}
}

func TestAskingTakesNoMemory(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Current() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkCurrent(b *testing.B) {
	for b.Loop() {
		Current()
	}
}
