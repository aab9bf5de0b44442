package session

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// stepped runs in small steps and looks at the world after each.
func stepped(t *testing.T, s *Session, d, step time.Duration, look func(w *world.World)) {
	t.Helper()
	for range d / step {
		run(t, s, step)
		look(s.World())
	}
}

// buffered is how many elements the channels of a name hold.
func buffered(w *world.World, name string) (n int) {
	for i := range w.Channels {
		if w.Channels[i].Name == name {
			n += w.Channels[i].Len()
		}
	}
	return n
}

// holding is how many jobs in flight goroutines of a name hold.
func holding(w *world.World, name string) (n int) {
	for _, id := range w.Live {
		if j := &w.Jobs[id]; j.Chan == 0 && w.Goroutines[j.Holder].Name == name {
			n++
		}
	}
	return n
}

// goroutines are those of a name that have not ended.
func goroutines(w *world.World, name string) (all []*world.Goroutine) {
	for i := range w.Goroutines {
		if g := &w.Goroutines[i]; g.Name == name && g.Alive() {
			all = append(all, g)
		}
	}
	return all
}

// series is what was counted in each tenth of a second.
func series(w *world.World, name string) []int {
	slots := make([]int, w.Now/graph.Slot+1)
	for key, n := range w.Tallies {
		if number, ok := strings.CutPrefix(key, name+"/"); ok {
			slot, err := strconv.Atoi(number)
			if err != nil {
				panic(err)
			}
			slots[slot] += n
		}
	}
	return slots
}

func sum(slots []int) (n int) {
	for _, m := range slots {
		n += m
	}
	return n
}

// checkWindows fails if in any window more was let through than a burst and
// what the rate allows in it.
func checkWindows(t *testing.T, slots []int, burst int, rate float64) {
	t.Helper()
	for from := range slots {
		n := 0
		for to := from; to < len(slots); to++ {
			n += slots[to]
			window := time.Duration(to-from+1) * graph.Slot
			if limit := float64(burst) + rate*window.Seconds(); float64(n) > limit+1e-9 {
				t.Fatalf("%d were let through in %v from slot %d, which is more than %v", n, window, from, limit)
			}
		}
	}
}
