package motion

import (
	"math"
	"slices"
	"testing"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/rendertest"
)

const frame = time.Second / 60

var busy = rendertest.Settings{
	Workers: 5, Capacity: 24, Bucket: 20, Rate: 20, Arrival: 25,
	Work: 250 * time.Millisecond, Fail: 0.4, Attempts: 4, Base: 400 * time.Millisecond,
}

// show is a stage with what a view does for it.
type show struct {
	*Stage
	service *rendertest.Service
	graph   *graph.Graph
	counts  []int
	laid    []int // the counts of the scene
}

func newShow(s rendertest.Settings, seed uint64) *show {
	g := s.Graph()
	return &show{Stage: NewStage(g), service: rendertest.New(s, seed), graph: g}
}

func (v *show) update(dt time.Duration, speed float64) {
	v.counts = v.Census(v.service.World, v.counts)
	if !slices.Equal(v.counts, v.laid) {
		v.lay(layout.Canvas{W: 832, H: 620, Text: 1})
	}
	v.Update(v.service.World, dt, speed)
}

func (v *show) lay(c layout.Canvas) {
	v.laid = slices.Clone(v.counts)
	v.SetScene(layout.New(v.graph, c, v.counts))
}

// play lets the service and the stage run.
func (v *show) play(d time.Duration, speed float64) {
	for ; d > 0; d -= frame {
		v.service.Run(time.Duration(float64(frame) * speed))
		v.update(frame, speed)
	}
}

// settle lets everything land while the clock stands.
func (v *show) settle() {
	for range 180 {
		v.update(frame, 0)
	}
}

func (v *show) station(id string) int {
	for i := range v.graph.Stations {
		if v.graph.Stations[i].ID == id {
			return i
		}
	}
	return -1
}

func (v *show) drawn(job int32) layout.Point { return v.Where(job) }

// wants checks that all jobs are drawn where the world has them.
func (v *show) wants(t *testing.T) {
	t.Helper()
	w := v.service.World
	near := func(job int32, p layout.Point, what string) {
		t.Helper()
		if q := v.drawn(job); layout.Distance(p, q) > 0.5 {
			t.Errorf("job %d %s: drawn at %v, want %v", job, what, q, p)
		}
	}
	queue, workers := v.station("queue"), v.station("workers")
	ch := &w.Channels[1]
	for k := range ch.Len() {
		near(ch.Job(k), v.Scene.Stations[queue].Places[k], "in the queue")
	}
	for k, m := range v.Crew(workers) {
		if job := w.Goroutines[m.Goroutine].Job; job != 0 {
			near(job, v.Scene.Stations[workers].Places[k], "on a worker")
		}
	}
	if b := v.station("backoff"); b >= 0 {
		last := time.Duration(0)
		for k, job := range v.Due(b) {
			near(job, v.Scene.Stations[b].Places[k], "on a dial")
			if w.Jobs[job].Until < last {
				t.Errorf("dial %d is due before the one before it", k)
			}
			last = w.Jobs[job].Until
		}
	}
	if n := len(v.Particles) + len(v.members); n != w.InFlight() {
		t.Errorf("%d particles and members for %d jobs in flight", n, w.InFlight())
	}
}

func (v *show) wantsCounts(t *testing.T) {
	t.Helper()
	w := v.service.World
	for id, want := range map[string]int{
		"completed": w.Completed, "failed": w.Failed, "cancelled": w.Cancelled,
	} {
		if got := v.Sinks[v.station(id)]; got != want {
			t.Errorf("%s shows %d, want %d", id, got, want)
		}
	}
	if got := v.Sinks[v.station("notoken")] + v.Sinks[v.station("full")]; got != w.Rejected {
		t.Errorf("the rejected sinks show %d, want %d", got, w.Rejected)
	}
}

func TestEverythingLandsWhereTheWorldSays(t *testing.T) {
	for seed := range uint64(12) {
		s := busy
		s.InWorker = seed%3 == 2
		v := newShow(s, seed)
		for range 4 {
			v.play(1100*time.Millisecond, 1)
			v.service.Burst(30)
			v.play(200*time.Millisecond, 1)
			v.wantsCounts(t)
			v.settle()
			v.wants(t)
		}
	}
}

func TestAResetLandsAtOnce(t *testing.T) {
	v := newShow(busy, 3)
	v.play(5*time.Second, 1)
	v.settle()
	before := map[int32]layout.Point{}
	for i := range v.Particles {
		before[v.Particles[i].Job] = v.drawn(v.Particles[i].Job)
	}
	v.service.Burst(10)
	v.play(100*time.Millisecond, 1)
	v.forget()
	v.update(0, 1)
	v.wants(t)
	v.wantsCounts(t)
	for i := range v.Particles {
		if v.Particles[i].flying {
			t.Fatal("something flies after a reset")
		}
	}
}

func TestAWorldThatWentBackResets(t *testing.T) {
	v := newShow(busy, 4)
	v.play(4*time.Second, 1)
	earlier := rendertest.New(busy, 4)
	earlier.Run(2 * time.Second)
	v.service = earlier
	v.update(0, 1)
	v.wants(t)
	v.wantsCounts(t)
}

func TestABurstIsAStream(t *testing.T) {
	v := newShow(busy, 5)
	v.play(time.Second, 1)
	v.service.Burst(1000)
	v.update(frame, 1)
	v.play(300*time.Millisecond, 1)
	// Spread over the way, not in a heap.
	seen := map[[2]int]bool{}
	for i := range v.Particles {
		if p := &v.Particles[i]; p.Shown && p.ended {
			seen[[2]int{int(p.X / 12), int(p.Y / 12)}] = true
		}
	}
	if len(seen) < 15 {
		t.Errorf("a burst of 1,000 covers %d places after 0.3 s", len(seen))
	}
	v.play(900*time.Millisecond, 1)
	v.settle()
	v.wants(t)
}

func TestParticlesKeepToTheCanvasAndMoveSmoothly(t *testing.T) {
	v := newShow(busy, 6)
	v.update(0, 1)
	last := map[int32]layout.Point{}
	for range 600 {
		v.service.Run(frame)
		v.update(frame, 1)
		for i := range v.Particles {
			p := &v.Particles[i]
			if p.X < 0 || p.Y < 0 || p.X > 832 || p.Y > 620 || math.IsNaN(float64(p.X+p.Y)) {
				t.Fatalf("job %d is at %v, %v", p.Job, p.X, p.Y)
			}
			if q, ok := last[p.Job]; ok && layout.Distance(q, layout.Point{X: p.X, Y: p.Y}) > 160 {
				t.Fatalf("job %d jumped from %v to %v, %v", p.Job, q, p.X, p.Y)
			}
			last[p.Job] = layout.Point{X: p.X, Y: p.Y}
		}
	}
}

func TestReducedMotionNeverFlies(t *testing.T) {
	v := newShow(busy, 7)
	v.Still = true
	for range 300 {
		v.play(frame, 1)
		v.wants(t)
		for i := range v.Nudge {
			if v.Nudge[i] != 0 {
				t.Fatal("a queue gives way")
			}
		}
	}
}

func TestAFailureShakesItsWorkerOnce(t *testing.T) {
	s := busy
	s.Workers, s.Fail, s.Arrival, s.Base = 1, 1, 0, time.Hour
	v := newShow(s, 8)
	v.update(0, 1)
	v.service.Burst(1)
	shakes, was := 0, float32(0)
	for range 120 {
		v.play(frame, 1)
		now := v.Crew(v.station("workers"))[0].Shake
		if now > was {
			shakes++
		}
		was = now
	}
	if shakes != 1 || was != 0 {
		t.Errorf("%d shakes, the last at %v", shakes, was)
	}
}

func TestAQueueThatRefusesGivesWay(t *testing.T) {
	s := busy
	s.Bucket, s.Rate, s.Arrival = 100, 100, 0
	v := newShow(s, 9)
	v.update(0, 1)
	v.service.Burst(60)
	v.update(frame, 1)
	if v.Nudge[v.station("queue")] == 0 {
		t.Error("the queue has refused jobs and stands firm")
	}
	v.settle()
	if v.Nudge[v.station("queue")] != 0 {
		t.Error("the queue does not come back")
	}
}

func TestASmallerQueueShowsItsSurplus(t *testing.T) {
	s := busy
	s.Workers, s.Arrival, s.Bucket = 0, 0, 100
	v := newShow(s, 11)
	v.service.Burst(20)
	v.service.Resize(6)
	v.update(0, 1)
	q := v.station("queue")
	if v.Slots(q) != 6 || v.Waiting[q] != 20 {
		t.Fatalf("%d slots, %d jobs", v.Slots(q), v.Waiting[q])
	}
	dim := 0
	for i := range v.Particles {
		if v.Particles[i].Dim {
			dim++
		}
	}
	if dim != 14 {
		t.Errorf("%d of 20 jobs are dimmed beyond 6 slots", dim)
	}
}

func TestWhoPanicsStaysAndWhoReturnsLeaves(t *testing.T) {
	v := newShow(busy, 12)
	v.play(time.Second, 1)
	w := v.service.World
	crew := v.Crew(v.station("workers"))
	if len(crew) != 5 {
		t.Fatalf("%d workers", len(crew))
	}
	w.Goroutines[crew[1].Goroutine].State = world.Panicked
	w.Goroutines[crew[3].Goroutine].State = world.Done
	v.counts = v.Census(w, v.counts)
	if n := len(v.Crew(v.station("workers"))); n != 4 {
		t.Errorf("%d workers are shown, want 4", n)
	}
}

func TestHitFindsWhatIsDrawn(t *testing.T) {
	v := newShow(busy, 13)
	v.play(3*time.Second, 1)
	v.settle()
	w := v.service.World
	workers := v.station("workers")
	for k, m := range v.Crew(workers) {
		p := v.Scene.Stations[workers].Places[k]
		station, job, g := v.At(p.X, p.Y, 0)
		if station != workers || g != m.Goroutine || job != w.Goroutines[g].Job {
			t.Errorf("at worker %d: station %d, job %d, goroutine %d", k, station, job, g)
		}
	}
	if station, job, g := v.At(1, 1, 5); station != -1 || job != 0 || g != 0 {
		t.Errorf("at an empty place: %d, %d, %d", station, job, g)
	}
}

func TestAJobIsMeantBesideItsParticleToo(t *testing.T) {
	v := newShow(busy, 13)
	v.play(3*time.Second, 1)
	v.settle()
	q := &v.Particles[0]
	for i := range v.Particles { // the one that stands most to the left has none beside it
		if p := &v.Particles[i]; p.Shown && (p.X < q.X || !q.Shown) {
			q = p
		}
	}
	x := q.X - q.Radius
	for _, c := range []struct {
		beside, reach float32
		job           int32
	}{{-1, 0, q.Job}, {4, 3, 0}, {4, 5, q.Job}, {13, 14, q.Job}, {15, 14, 0}} {
		if _, job, _ := v.At(x-c.beside, q.Y, c.reach); job != c.job {
			t.Errorf("%v beside job %d, with a reach of %v, is job %d", c.beside, q.Job, c.reach, job)
		}
	}
}

func TestAGraphWithoutStationsShowsNothing(t *testing.T) {
	v := newShow(busy, 15)
	v.graph = &graph.Graph{}
	v.Stage = NewStage(v.graph)
	v.service.Burst(3)
	v.update(frame, 1)
	if len(v.Particles) != 0 {
		t.Errorf("%d particles", len(v.Particles))
	}
}

func TestASteadyStageDoesNotAllocate(t *testing.T) {
	v := newShow(busy, 14)
	v.play(20*time.Second, 1)
	if n := testing.AllocsPerRun(200, func() { v.update(frame, 1) }); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
