//go:build !race

package vet

import (
	"testing"
	"time"

	"sluice/engine/probe"
)

// The race detector calls what this program does by its name.
func TestASendOnAChannelThatIsClosedMeanwhile(t *testing.T) {
	r := vetted(t, aProgram, func() {
		c := probe.Make[int](at(1, "c"), 0)
		probe.Go(at(2, "sender"), func() { probe.To(at(3, "out"), c).Send(1) })
		pause(4, time.Second)
		probe.Close(at(5, "c"), c)
		probe.Forever(at(6, ""))
	})
	f := the(t, r, Panic)
	f.says(t, Error, 3, 1, "send on closed channel")
	if len(f.Places) != 3 || f.Places[1].Line != 5 {
		t.Errorf("the other places are %+v", f.Places)
	}
}
