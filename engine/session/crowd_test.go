package session

import (
	"runtime"
	"testing"
	"time"
)

func TestVeryManyGoroutinesComeWorkAndLeave(t *testing.T) {
	n := 100_000
	if runtime.GOOS != "js" {
		n = 10_000 // under the race detector
	}
	o := Options{Knobs: map[string]float64{"goroutines": float64(n)}}
	s := load(t, "selftest-crowd", o)
	run(t, s, time.Second)
	if got := s.Stats().Goroutines; got != n+1 {
		t.Fatalf("%d goroutines", got)
	}
	do(t, s.Inject(5000, ""))
	run(t, s, time.Second)
	do(t, s.SeekEvent(float64(n/2)))
	if got := s.Stats().Goroutines; got < n/3 || got > n/2 {
		t.Fatalf("%d goroutines in the middle of their start", got)
	}
	do(t, s.Seek(s.end()))
	do(t, s.Act("close"))
	run(t, s, time.Second)
	if st := s.Stats(); st.Completed != 5000 || s.Ended() != "done" {
		t.Fatalf("%d jobs completed, ended %q", st.Completed, s.Ended())
	}
	// Another run is left while all are blocked: load's clean-up sees that none outlives it.
	run(t, load(t, "selftest-crowd", o), time.Second)
}
