//go:build !race

package probe_test

import (
	"testing"
	"time"

	"sluice/engine/driver"
	"sluice/engine/probe"
)

// A channel that is closed while somebody sends on it is a race that the
// detector reports, rightly.
func TestAWaitThatPanickedIsNoWaitAtTheEnd(t *testing.T) {
	unseen := make(chan int) // no probe knows who waits here
	d := driver.New(1, nil, func(*probe.Run) {
		c := probe.Make[int](&at[0], 0)
		probe.Go(&at[1], func() {
			defer func() {
				_ = recover()
				<-unseen
			}()
			probe.To(&at[2], c).Send(1)
		})
		probe.Self().Sleep(time.Second)
		probe.Close(&at[3], c)
		probe.Self().Sleep(time.Hour)
	})
	d.Advance(time.Minute, time.Minute)
	if stray := d.Close(); stray != 1 {
		t.Fatalf("%d goroutines could not be ended", stray)
	}
	close(unseen)
	if stray := d.Close(); stray != 0 {
		t.Fatalf("%d goroutines are left", stray)
	}
}
