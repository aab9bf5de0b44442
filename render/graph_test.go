package render

import (
	"testing"
	"time"

	"sluice/render/rendertest"
)

func TestAnotherGraphIsShownFromTheNextUpdateOn(t *testing.T) {
	graphs := rendertest.Graphs()
	view := New(graphs["ring of two"])
	hit := func() bool {
		for x := range 83 {
			for y := range 62 {
				if id, _, _ := view.HitTest(float64(10*x), float64(10*y), 0); id == "c" {
					return true
				}
			}
		}
		return false
	}
	world := rendertest.World("ring of three", graphs["ring of three"])
	view.Update(world, time.Second, 0)
	view.SetGraph(graphs["ring of three"])
	if view.Draw(nil) || hit() {
		t.Error("it is shown before it has a place")
	}
	view.Update(world, time.Second, 0)
	if !hit() {
		t.Error("it is not shown")
	}
}
