package motion

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/rendertest"
)

// flood is a service that can be asked for more than can be drawn one by one.
var flood = rendertest.Settings{
	Workers: 5, Capacity: 200_000, Bucket: 200_000, Rate: 1000, Arrival: 25,
	Work: 250 * time.Millisecond, Fail: 0.4, Attempts: 4, Base: 400 * time.Millisecond,
}

func TestACrowdIsMotesAndAFewAreParticles(t *testing.T) {
	v := newShow(busy, 10)
	v.update(0, 1)
	v.service.Burst(swarmFrom / 4)
	v.play(200*time.Millisecond, 1)
	if n := len(v.Motes()); n != 0 {
		t.Errorf("%d motes of %d jobs", n, swarmFrom/4)
	}
	v.settle()
	v.service.Burst(100_000)
	most := 0
	for range 60 {
		v.update(frame, 1)
		most = max(most, len(v.Motes()))
		if n := v.flights; n > swarmFrom {
			t.Fatalf("%d particles fly at once", n)
		}
	}
	if most < 50_000 {
		t.Errorf("of 100,000 jobs that were refused at once, no more than %d are under way at a time", most)
	}
	if v.JobsPerDot != 1 {
		t.Errorf("a dot stands for %d jobs", v.JobsPerDot)
	}
	v.wantsCounts(t)
	v.settle()
	v.wants(t)
	if n := len(v.Motes()); n != 0 {
		t.Errorf("%d motes have not landed", n)
	}
}

func TestTheFollowedJobIsAParticleInACrowd(t *testing.T) {
	v := newShow(busy, 10)
	v.update(0, 1)
	v.service.Burst(50_000)
	v.Followed = 45_000
	v.play(650*time.Millisecond, 1)
	if len(v.Motes()) < swarmFrom || v.of[v.Followed] <= 0 {
		t.Errorf("among %d motes the followed job is %d", len(v.Motes()), v.of[v.Followed])
	}
}

func TestMoreJobsThanCanBeDrawnShareDots(t *testing.T) {
	v := newShow(busy, 10)
	v.update(0, 1)
	v.service.Burst(5 * MaxMotes)
	shared := 1
	for range 90 {
		v.update(frame, 1)
		shared = max(shared, v.JobsPerDot)
		if n := len(v.Motes()); n > MaxMotes {
			t.Fatalf("%d motes", n)
		}
	}
	if shared < 2 {
		t.Errorf("a dot stood for %d jobs", shared)
	}
	v.wantsCounts(t)
	v.settle()
	if v.JobsPerDot != 1 {
		t.Errorf("a dot still stands for %d jobs", v.JobsPerDot)
	}
	v.wants(t)
}

func TestWhatRestsBehindANumberHasNoParticle(t *testing.T) {
	v := newShow(flood, 11)
	v.update(0, 1)
	v.service.Burst(100_000)
	v.play(time.Second, 1)
	v.settle()
	if n := len(v.Particles); n > 200 {
		t.Errorf("%d particles while 100,000 jobs wait in a queue that is drawn as a bar", n)
	}
	if n := v.Waiting[v.station("queue")]; n != v.service.World.Queued() {
		t.Errorf("the queue tells of %d jobs, not %d", n, v.service.World.Queued())
	}
}

func TestMotesKeepToTheCanvasAndToTheirCourse(t *testing.T) {
	v := newShow(flood, 12)
	v.update(0, 1)
	v.service.Burst(20_000)
	last := map[int32]layout.Point{}
	for k := range 90 {
		if k == 20 { // the stations move meanwhile
			v.service.Hire()
		}
		v.update(frame, 1)
		for i := range v.Motes() {
			m := &v.Motes()[i]
			c := &v.Courses()[m.Course]
			p := c.At((v.Clock() - m.Born) / c.Time)
			if p.X < 0 || p.Y < 0 || p.X > 832 || p.Y > 620 || math.IsNaN(float64(p.X+p.Y)) {
				t.Fatalf("job %d is at %v", m.Job, p)
			}
			if q, ok := last[m.Job]; ok && layout.Distance(p, q) > 160 {
				t.Fatalf("job %d jumped from %v to %v", m.Job, q, p)
			}
			last[m.Job] = p
		}
	}
	if len(last) < 10_000 {
		t.Errorf("%d motes were seen", len(last))
	}
}

func TestACourseIsTheWayOfAParticle(t *testing.T) {
	v := newShow(busy, 13)
	v.play(time.Second, 1)
	v.settle()
	v.service.Burst(100) // the bucket is empty then
	job := int32(len(v.service.World.Jobs))
	v.service.Burst(1)
	for len(v.of) <= int(job) || v.of[job] <= 0 {
		v.update(frame, 1)
	}
	at := float32(frame.Seconds()) // it has flown for one frame
	p := &v.Particles[v.of[job]-1]
	id := v.course(p.origin, p.next, p.State)
	for c := &v.courses.all[id]; at < c.Time; at += float32(frame.Seconds()) {
		p := &v.Particles[v.of[job]-1]
		if q := c.At(at / c.Time); layout.Distance(q, layout.Point{X: p.X, Y: p.Y}) > 12 {
			t.Errorf("after %.2f of %.2f s the particle is at %v, %v, and its course at %v", at, c.Time, p.X, p.Y, q)
		}
		v.update(frame, 1)
	}
}

func TestASteadyCrowdDoesNotAllocate(t *testing.T) {
	s := busy
	s.Arrival = 0
	v := newShow(s, 14)
	v.update(0, 1)
	for range 40 {
		v.service.Burst(1000)
		v.update(frame, 1)
	}
	if n := len(v.Motes()); n < swarmFrom {
		t.Fatalf("%d motes", n)
	}
	if n := testing.AllocsPerRun(20, func() { v.update(frame/8, 1) }); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// owners checks that each job in flight is a particle or a member, and no job
// is both.
func (v *show) owners(t *testing.T) {
	t.Helper()
	for k, p := range v.Particles {
		if v.of[p.Job] != int32(k+1) {
			t.Fatalf("particle %d is job %d, which is %d", k, p.Job, v.of[p.Job])
		}
	}
	for k, m := range v.members {
		if v.of[m.job] != -int32(k+1) {
			t.Fatalf("member %d is job %d, which is %d", k, m.job, v.of[m.job])
		}
	}
	for _, id := range v.service.World.Live {
		if v.of[id] == 0 {
			t.Fatalf("nothing is known of job %d, which is in flight", id)
		}
	}
}

func TestWhateverHappensEachJobIsSeenOnce(t *testing.T) {
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 2))
		s := flood
		s.InWorker, s.Capacity = seed%2 == 0, []int{0, 24, 200_000}[seed%3]
		v := newShow(s, seed)
		for range 150 {
			switch rng.IntN(12) {
			case 0:
				v.service.Burst(rng.IntN(6000))
			case 1:
				v.service.Hire()
			case 2:
				v.service.Resize(rng.IntN(300))
			case 3:
				v.lay(layout.Canvas{W: 300 + 900*rng.Float32(), H: 300 + 600*rng.Float32(), Text: 1})
			case 4:
				v.Still = !v.Still
			case 5:
				v.service.World = clone(v.service.World) // as after a seek
			}
			d := time.Duration(rng.IntN(100)) * time.Millisecond
			v.service.Run(d)
			v.update(d, float64(rng.IntN(3)))
			v.owners(t)
			v.wantsCounts(t)
		}
	}
}

func clone(w *world.World) *world.World {
	to := &world.World{}
	w.Keyframe().Restore(to, w)
	return to
}

func TestEachJobOfACrowdIsSeenAtItsWorker(t *testing.T) {
	s := busy
	s.Workers, s.Capacity, s.Bucket, s.Work, s.Fail = 12, 2000, 200_000, time.Millisecond, 0
	v := newShow(s, 15)
	v.update(0, 1)
	v.service.Burst(50_000) // most are refused: a crowd
	places := map[layout.Stop]bool{}
	for range 40 {
		v.service.Run(frame)
		v.update(frame, 1)
		for _, m := range v.Motes() {
			if c := &v.Courses()[m.Course]; int(c.ends.to.Station) == v.station("workers") {
				places[c.ends.to] = true
			}
		}
	}
	if len(places) != s.Workers {
		t.Errorf("motes go to %d of %d workers", len(places), s.Workers)
	}
}
