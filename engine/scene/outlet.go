package scene

import (
	"strconv"
	"time"

	"sluice/engine/graph"
	"sluice/engine/probe"
	"sluice/engine/world"
)

// outletFile is this file, for scenes that show it.
const outletFile = "engine/scene/outlet.go"

// outlet counts what comes out of a limiter in each tenth of
// a second.
type outlet struct {
	series string
	born   time.Time
}

func newOutlet(series string) *outlet { return &outlet{series, time.Now()} }

func (o *outlet) count() {
	slot := int(time.Since(o.born) / graph.Slot)
	probe.Tally(o.series+"/"+strconv.Itoa(slot), 1)
}

// inThisSlot is what an outlet has counted in the present
// tenth of a second.
func inThisSlot(w *world.World, series string) int {
	return w.Tallies[series+"/"+strconv.Itoa(int(w.Now/graph.Slot))]
}

// handle is the work behind a limiter, in a goroutine of its
// own: so what comes at once is worked on at once.
func handle(env *Env, id int64) {
	probe.Attempt(id, 1)
	time.Sleep(env.Millis("service"))
	probe.Complete(id)
}
