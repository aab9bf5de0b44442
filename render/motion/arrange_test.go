package motion

import (
	"fmt"
	"slices"
	"testing"

	"sluice/engine/world"
	"sluice/render/layout"
)

var desk = layout.Canvas{W: 832, H: 620, Text: 1}

// calm is a show in which everything has landed, with jobs on all workers, in
// the queue and in backoff.
func calm(t *testing.T, seed uint64) *show {
	v := newShow(busy, seed)
	v.play(3e9, 1)
	v.service.Burst(12)
	v.settle()
	v.wants(t)
	return v
}

// relaid is the scene for another number of workers on a canvas.
func (v *show) relaid(workers int, c layout.Canvas) *layout.Scene {
	counts := slices.Clone(v.counts)
	counts[v.station("workers")] = workers
	return layout.New(v.graph, c, counts)
}

func TestStationsEaseToTheirNewPlaces(t *testing.T) {
	v := calm(t, 20)
	queue := v.station("queue")
	before := v.Scene.Stations[queue].Box
	next := v.relaid(14, desk)
	after := next.Stations[queue].Box
	v.SetScene(next)
	left := layout.Distance(before.Center(), after.Center())
	if left < 5 {
		t.Fatal("the queue stays where it was: this test shows nothing")
	}
	for range 14 {
		v.update(frame, 0)
		now := layout.Distance(v.Scene.Stations[queue].Box.Center(), after.Center())
		if now >= left || now == 0 {
			t.Fatalf("the queue is %v px from its place after %v px", now, left)
		}
		left = now
	}
	v.update(2*frame, 0)
	if v.Scene != next {
		t.Error("the stations are not at their places after 0.25 s")
	}
}

func TestQueuedJobsGoAlongWithTheirSlots(t *testing.T) {
	v := calm(t, 21)
	v.SetScene(v.relaid(14, desk))
	for range 20 {
		v.update(frame, 0)
		v.wants(t) // in the scene as it is drawn now
	}
}

func TestAnotherCanvasLandsAtOnce(t *testing.T) {
	v := calm(t, 22)
	v.service.Burst(20)
	v.play(6*frame, 1)
	small := layout.Canvas{W: 390, H: 420, Text: 1}
	next := v.relaid(5, small)
	v.SetScene(next)
	v.update(frame, 0)
	if v.Scene != next {
		t.Fatal("the stations are on their way")
	}
	flying := 0
	for i := range v.Particles {
		p := &v.Particles[i]
		if p.flying && p.Shown {
			flying++
		}
		if p.X < 0 || p.X > small.W || p.Y < 0 || p.Y > small.H {
			t.Errorf("job %d is at %v, %v", p.Job, p.X, p.Y)
		}
	}
	if flying == 0 {
		t.Error("nothing flies on")
	}
}

func TestWhatFliesStaysOnItsPipe(t *testing.T) {
	v := calm(t, 23)
	for _, workers := range []int{14, 5, 9, 40} {
		v.service.Burst(6)
		v.play(8*frame, 1)
		v.SetScene(v.relaid(workers, desk))
		for k := range 16 {
			v.update(frame, 0)
			for i := range v.Particles {
				p := &v.Particles[i]
				if !p.flying || !p.Shown || k < 6 { // it may come from a lane that is no more
					continue
				}
				if d := v.fromPipes(layout.Point{X: p.X, Y: p.Y}); d > 8 {
					t.Fatalf("job %d flies %v px beside the pipes in frame %d to %d workers", p.Job, d, k, workers)
				}
			}
		}
	}
}

// fromPipes is how far p is from the nearest pipe or station.
func (v *show) fromPipes(p layout.Point) float32 {
	best := float32(1e9)
	for i := range v.Scene.Stations {
		if v.Scene.Stations[i].Box.Contains(p) {
			return 0
		}
	}
	for i := range v.Scene.Pipes {
		q := &v.Scene.Pipes[i]
		for _, path := range slices.Concat(q.Out, q.In) {
			for k := 1; k < len(path); k++ {
				for s := range 9 {
					at := blend(float32(s)/8).point(path[k-1], path[k])
					best = min(best, layout.Distance(at, p))
				}
			}
		}
	}
	return best
}

func TestWhoReturnsShrinksWhereItStood(t *testing.T) {
	v := calm(t, 24)
	workers := v.station("workers")
	crew := slices.Clone(v.Crew(workers))
	v.service.World.Goroutines[crew[1].Goroutine].State = world.Done
	size := float32(1)
	for range 14 {
		v.update(frame, 0)
		gone := v.Gone(workers)
		if len(gone) != 1 || len(v.Crew(workers)) != 4 {
			t.Fatalf("%d are going, %d stay", len(gone), len(v.Crew(workers)))
		}
		if gone[0].Goroutine != crew[1].Goroutine || gone[0].At != crew[1].At || gone[0].Size >= size {
			t.Fatalf("goes: %+v, was %+v of size %v", gone[0], crew[1], size)
		}
		size = gone[0].Size
	}
	v.update(2*frame, 0)
	if len(v.Gone(workers)) != 0 {
		t.Error("it is still there after 0.25 s")
	}
}

func TestWhoStaysMovesFromWhereItStood(t *testing.T) {
	v := calm(t, 25)
	workers := v.station("workers")
	was := map[int32]layout.Point{}
	for _, m := range v.Crew(workers) {
		was[m.Goroutine] = m.At
	}
	w := v.service.World
	w.Goroutines[v.Crew(workers)[0].Goroutine].State = world.Done
	v.service.Hire() // as many as before, but not the same
	v.update(frame, 0)
	pitch := layout.Distance(v.to.Stations[workers].Places[0], v.to.Stations[workers].Places[1])
	st := &v.Scene.Stations[workers]
	for k, m := range v.Crew(workers) {
		if old, ok := was[m.Goroutine]; ok && layout.Distance(old, m.At) > pitch/4 {
			t.Errorf("worker %d jumped from %v to %v", k, old, m.At)
		}
		if lane := st.Lanes[st.Lane[k]][0].Y; lane-m.At.Y > 0.01 || m.At.Y-lane > 0.01 {
			t.Errorf("worker %d stands at a height of %v, its lane at %v", k, m.At.Y, lane)
		}
	}
	v.settle()
	for k, m := range v.Crew(workers) {
		if m.At != v.to.Stations[workers].Places[k] {
			t.Errorf("worker %d stands at %v", k, m.At)
		}
	}
}

func TestANewWorkerGrows(t *testing.T) {
	v := calm(t, 26)
	v.service.Hire()
	size := float32(0)
	for range 14 {
		v.update(frame, 0)
		crew := v.Crew(v.station("workers"))
		if len(crew) != 6 {
			t.Fatalf("%d workers", len(crew))
		}
		if now := crew[5].Size; now <= size || now >= 1 || crew[0].Size != 1 {
			t.Fatalf("its size is %v after %v; that of another %v", now, size, crew[0].Size)
		}
		size = crew[5].Size
	}
	v.update(2*frame, 0)
	if now := v.Crew(v.station("workers"))[5].Size; now != 1 {
		t.Errorf("its size is %v after 0.25 s", now)
	}
}

func TestReducedMotionRelaysAtOnce(t *testing.T) {
	v := calm(t, 27)
	v.Still = true
	workers := v.station("workers")
	v.service.World.Goroutines[v.Crew(workers)[1].Goroutine].State = world.Done
	v.service.Hire()
	v.service.Hire()
	v.update(frame, 0)
	if v.Scene != v.to || len(v.Gone(workers)) != 0 {
		t.Error("something is on its way")
	}
	for k, m := range v.Crew(workers) {
		if m.Size != 1 {
			t.Errorf("worker %d is of size %v", k, m.Size)
		}
	}
	v.wants(t)
}

func TestABlendBeginsAndEndsAtItsScenes(t *testing.T) {
	v := calm(t, 28)
	for _, n := range [][2]int{{5, 12}, {12, 5}, {1, 3}, {3, 1}, {0, 4}, {40, 64}} {
		from, to := v.relaid(n[0], desk), v.relaid(n[1], desk)
		begin, end := blend(0).scene(from, to), blend(1).scene(from, to)
		if fmt.Sprint(end.Stations, end.Pipes) != fmt.Sprint(to.Stations, to.Pipes) {
			t.Errorf("%d to %d workers: it does not end as it should", n[0], n[1])
		}
		for i := range begin.Stations {
			a, b := &begin.Stations[i], &from.Stations[i]
			both := min(len(a.Places), len(b.Places))
			if a.Box != b.Box || a.Radius != b.Radius || !slices.Equal(a.Places[:both], b.Places[:both]) {
				t.Errorf("%d to %d workers: station %d does not begin where it was", n[0], n[1], i)
			}
		}
	}
}
