package scene

import "sluice/engine/world"

// What several lessons count in a world.

// countAlive counts the goroutines of a name that have not ended.
func countAlive(w *world.World, name string) int {
	n := 0
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.Name == name && g.Alive() {
			n++
		}
	}
	return n
}

// waiting is how many goroutines of a name wait so.
func waiting(w *world.World, name string, how world.GoState) int {
	n := 0
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.Name == name && g.State == how {
			n++
		}
	}
	return n
}

// heldBy is how many jobs in flight are with goroutines of a name that have
// not ended.
func heldBy(w *world.World, name string) (n int) {
	for _, id := range w.Live {
		j := &w.Jobs[id]
		if g := &w.Goroutines[j.Holder]; j.Chan == 0 && g.Name == name && g.Alive() {
			n++
		}
	}
	return n
}

// waitingIn is how many elements wait in the channels of a name.
func waitingIn(w *world.World, channel string) (n int) {
	for i := range w.Channels {
		if c := &w.Channels[i]; c.Name == channel {
			n += c.Len()
		}
	}
	return n
}
