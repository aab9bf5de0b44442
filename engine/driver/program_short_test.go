//go:build !js

package driver

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"sluice/engine/probe"
)

// Goroutines that no probe has started come, use a channel and go, as those of a
// server; others wait for them where no probe is, and end while somebody looks.
func TestWhoHasEndedIsSeenNoMore(t *testing.T) {
	clocks(t, func(t *testing.T, o ProgramOptions) {
		p := NewProgram(o)
		e := p.Run(func() {
			c := probe.Make[int](&at[0], 4)
			probe.Go(&at[1], func() {
				for range probe.Range(&at[2], c) {
				}
			})
			for range 100 {
				serve(c)
				runtime.GC()
			}
		})
		if e.Why == "" {
			t.Fatalf("got %+v", e)
		}
		if w := fold(t, p); w.Completed < 100*callers {
			t.Fatalf("%+v %+v", e, w.Counts)
		}
	})
}

const callers = 16

// serve lets goroutines of others call back, while one of the program's own waits
// for each of them for a moment.
func serve(c chan<- int) {
	var all sync.WaitGroup
	for range callers {
		call := make(chan bool)
		all.Add(1)
		probe.Go(&at[3], func() {
			defer all.Done()
			<-call // where no probe is
		})
		all.Go(func() {
			all.Go(func() { probe.To(&at[4], c).Send(1) }) // who has inherited a label, perhaps
			probe.To(&at[5], c).Send(2)
			time.Sleep(50 * time.Microsecond)
			close(call)
		})
	}
	all.Wait()
}
