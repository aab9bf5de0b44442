package paint

import (
	"math"
	"testing"
	"time"
	"unicode/utf8"

	"sluice/engine/narration"
	"sluice/engine/world"
	"sluice/render/layout"
	"sluice/render/motion"
	"sluice/render/rendertest"
)

// gallery calls f with a stage and a painter for each of rendertest's graphs,
// with something at most stations.
func gallery(t *testing.T, w, h float32, f func(name string, frame func(), p *Painter)) {
	for name, g := range rendertest.Graphs() {
		s, p, now := motion.NewStage(g), NewPainter(g), rendertest.World(name, g)
		p.SetAtlas(boxes(t))
		counts := s.Census(now, nil)
		s.SetScene(layout.New(g, layout.Canvas{W: w, H: h, Text: 1}, counts))
		p.SetScale(2)
		f(name, func() {
			counts = s.Census(now, counts)
			s.Update(now, time.Second/60, 1)
			p.Tick(time.Second/60, 1)
			p.Paint(s, now)
		}, p)
	}
}

func TestAllKindsArePaintedOnTheCanvas(t *testing.T) {
	for _, size := range [][2]float32{{832, 492}, {390, 404}, {2560, 1200}, {320, 300}} {
		gallery(t, size[0], size[1], func(name string, frame func(), p *Painter) {
			for range 40 {
				frame()
			}
			fixed, _ := p.Fixed()
			stations, particles, text := p.Live()
			if len(stations)%4 != 0 || len(particles)%3 != 0 || len(text)%4 != 0 {
				t.Fatalf("%s: a shape is not whole", name)
			}
			for _, stream := range [][]Vertex{fixed, stations, particles, text} {
				for _, x := range stream {
					if !(x.DstX > -20 && x.DstX < 2*size[0]+20 && x.DstY > -20 && x.DstY < 2*size[1]+20) {
						t.Fatalf("%s, %v: a vertex is at %v, %v", name, size, x.DstX, x.DstY)
					}
				}
			}
		})
	}
}

func TestPaintingAnyKindDoesNotAllocate(t *testing.T) {
	gallery(t, 832, 492, func(name string, frame func(), p *Painter) {
		for range 120 {
			frame()
		}
		if n := testing.AllocsPerRun(50, frame); n > 0 {
			t.Errorf("%s: %v allocations a frame", name, n)
		}
	})
}

func TestRatesFitBesideRingsAndSpouts(t *testing.T) {
	for _, rate := range []float64{0.01, 0.3, 1, 4, 37, 99.9, 101, 450, 1000, 1001, 5e4, 5e5} {
		if s := string(appendEvery(nil, "−", rate)); utf8.RuneCountInString(s) > 15 {
			t.Errorf("%q has more than 15 letters", s)
		}
	}
	if got := string(appendEvery(nil, "−", 5)); got != "−1 every 200 ms" {
		t.Errorf("a leak of 5 a second is %q", got)
	}
}

func TestEqualSharesLieInTheBand(t *testing.T) {
	lo, hi := band(400, 4)
	if math.Abs(lo-(100-3*math.Sqrt(75))) > 1e-9 || math.Abs(hi-(100+3*math.Sqrt(75))) > 1e-9 {
		t.Errorf("of 400 in 4 shares: %v to %v", lo, hi)
	}
	if lo, _ := band(2, 2); lo != 0 {
		t.Errorf("a band begins at %v", lo)
	}
}

func TestScalesAreEasilyRead(t *testing.T) {
	for n, want := range map[int]int{0: 5, 5: 5, 7: 8, 23: 25, 41: 50, 101: 120, 999: 1000} {
		if got := roundUp(n); got != want {
			t.Errorf("up to %d the scale is %d, want %d", n, got, want)
		}
	}
}

func TestAHandOverSaysWhoWaits(t *testing.T) {
	for want, e := range map[string]motion.Ends{
		"":                 {},
		"unbuffered":       {Made: true},
		"closed":           {Made: true, Closed: true},
		"1 sender waits":   {Made: true, Senders: 1},
		"3 senders wait":   {Made: true, Senders: 3},
		"1 receiver waits": {Made: true, Receivers: 1},
		"2 receivers wait": {Made: true, Receivers: 2},
	} {
		if got := string(appendEnds(nil, e, true)); got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}

func TestAPileIsAQuarterHigherForTenTimesAsMany(t *testing.T) {
	for n, want := range map[int]float32{0: 0, 9: 0.25, 99: 0.5, 999: 0.75, 9999: 1, 50_000: 1} {
		if got := pileShare(n); math.Abs(float64(got-want)) > 1e-6 {
			t.Errorf("%d jobs fill %v, want %v", n, got, want)
		}
	}
}

func TestAClientSaysWhatHasBecomeOfItsGoroutine(t *testing.T) {
	g := rendertest.Graphs()["leaking"]
	for state, want := range map[world.GoState]string{
		world.Running: "", world.BlockedSend: "", world.Leaked: "leaked", world.Panicked: "panicked",
	} {
		w, s, p := rendertest.World("leaking", g), motion.NewStage(g), NewPainter(g)
		for i := range w.Goroutines {
			if w.Goroutines[i].Name == g.Stations[0].Goroutine {
				w.Goroutines[i].State = state
			}
		}
		s.SetScene(layout.New(g, layout.Canvas{W: 832, H: 492, Text: 1}, s.Census(w, nil)))
		p.Paint(s, w)
		drawn := len(p.live.v)
		if got := p.lost(0, s, w); got != want || (len(p.live.v) > drawn) != (want != "") {
			t.Errorf("%v: says %q, want %q, with %d vertices", state, got, want, len(p.live.v)-drawn)
		}
	}
}

func TestNamesThatAreNumbersHaveAUnit(t *testing.T) {
	for want, name := range map[string]string{"0 errors": "0", "1 error": "1", "12 errors": "12"} {
		if got := string(appendNamed(nil, name, "errors")); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := string(appendNamed(nil, "in time", "")); got != "in time" {
		t.Errorf("a name without a unit is %q", got)
	}
}

func TestAStageSaysWhatItDoes(t *testing.T) {
	job := &world.Job{State: world.Working}
	for _, c := range []struct {
		state   world.GoState
		channel int32 // that it waits for
		job     *world.Job
		stuck   bool
		want    string
	}{
		{world.Running, 0, nil, false, "running"},
		{world.BlockedRecv, 1, nil, false, "idle"},
		{world.BlockedRecv, 0, nil, false, "blocked on receive"},
		{world.BlockedRecv, 1, nil, true, "blocked on receive"},
		{world.BlockedSend, 1, nil, false, "blocked on send"},
		{world.Sleeping, 0, job, false, "working"},
		{world.Sleeping, 0, nil, false, "sleeping"},
		{world.Sleeping, 0, &world.Job{State: world.BackingOff}, false, "backing off"},
		{world.Leaked, 0, nil, false, "leaked"},
		{world.Panicked, 0, job, false, "panicked"},
	} {
		var n narration.Crew
		g := &world.Goroutine{State: c.state, Wait: c.channel}
		n.Add(g, c.job, c.stuck)
		if got := doing(g, n); got != c.want {
			t.Errorf("%v: %q, want %q", c.state, got, c.want)
		}
	}
}
