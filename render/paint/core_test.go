package paint

import (
	"testing"
	"time"

	"sluice/engine/world"
)

// badges plays a moment in which some worker is at work and was seen on a core,
// and returns the frame's stations and its text.
func badges(t *testing.T, w, h float32, core int16, runs bool) (stations, text []Vertex) {
	v := newShow(t, busy, w, h)
	v.play(3 * time.Second)
	for id := range v.service.World.Goroutines {
		if g := &v.service.World.Goroutines[id]; g.Name == "worker" && g.Alive() {
			g.State, g.Core = world.Running, core
			if runs {
				v.painter.SetOnCore([]int{id})
			}
			break
		}
	}
	v.frame(0)
	stations, _, text = v.painter.Live()
	return stations, text
}

func TestAWorkerShowsTheCoreThatItWasSeenOn(t *testing.T) {
	plain, line := badges(t, 1200, 800, 0, false)
	seen, number := badges(t, 1200, 800, 12, false)
	if more := len(seen) - len(plain); more != 3*4 {
		t.Errorf("a badge of %d vertices", more)
	}
	if more := len(number) - len(line); more != 2*4 {
		t.Errorf("core 11 is written in %d vertices", more)
	}
}

func TestWhoRunsOnItsCoreNowHasAFilledBadge(t *testing.T) {
	seen, _ := badges(t, 1200, 800, 2, false)
	runs, _ := badges(t, 1200, 800, 2, true)
	if len(seen) != len(runs) {
		t.Fatalf("%d and %d vertices", len(seen), len(runs))
	}
	differ := 0
	for i := range seen {
		if seen[i].ColorB != runs[i].ColorB {
			differ++
		}
	}
	if differ != 4 {
		t.Errorf("%d vertices differ in colour, not those of one disc", differ)
	}
}

func TestNoBadgeStandsWhereThereIsNoRoom(t *testing.T) {
	plain, _ := badges(t, 300, 220, 0, false)
	seen, _ := badges(t, 300, 220, 3, false)
	if len(plain) != len(seen) {
		t.Errorf("%d more vertices", len(seen)-len(plain))
	}
}
