package paint

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"sluice/render/layout"
	"sluice/render/motion"
	"sluice/render/rendertest"
)

// boxes is an atlas in which every glyph is a box.
func boxes(t testing.TB) *Atlas {
	var glyphs []Glyph
	for s := range styles {
		for r := rune(firstRune); r <= lastRune; r++ {
			glyphs = append(glyphs, Glyph{Style: s, Rune: r, W: 6, H: 9, Advance: 7, OffY: -9})
		}
	}
	a, err := NewAtlas(16, 16, make([]byte, 256), glyphs)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show is a stage with its painter.
type show struct {
	*motion.Stage
	painter *Painter
	service *rendertest.Service
	counts  []int
}

func newShow(t testing.TB, s rendertest.Settings, w, h float32) *show {
	g := s.Graph()
	v := &show{Stage: motion.NewStage(g), painter: NewPainter(g), service: rendertest.New(s, 1)}
	v.painter.SetAtlas(boxes(t))
	v.counts = v.Census(v.service.World, v.counts)
	v.SetScene(layout.New(g, layout.Canvas{W: w, H: h, Text: 1}, v.counts))
	v.painter.SetScale(2)
	return v
}

func (v *show) frame(dt time.Duration) {
	v.counts = v.Census(v.service.World, v.counts)
	v.Update(v.service.World, dt, 1)
	v.painter.Tick(dt, 1)
	v.painter.Paint(v.Stage, v.service.World)
}

func (v *show) play(d time.Duration) {
	for ; d > 0; d -= time.Second / 60 {
		v.service.Run(time.Second / 60)
		v.frame(time.Second / 60)
	}
}

var busy = rendertest.Settings{
	Workers: 5, Capacity: 24, Bucket: 20, Rate: 20, Arrival: 30,
	Work: 250 * time.Millisecond, Fail: 0.5, Attempts: 4, Base: 900 * time.Millisecond,
}

func TestAllVerticesAreOnTheCanvas(t *testing.T) {
	inWorker, long := busy, busy
	inWorker.InWorker = true
	long.Capacity, long.Workers, long.Bucket = 1000, 40, 500
	for _, s := range []rendertest.Settings{busy, inWorker, long} {
		for _, size := range [][2]float32{{832, 620}, {390, 420}, {2560, 1200}, {320, 300}} {
			v := newShow(t, s, size[0], size[1])
			for range 6 {
				v.service.Burst(40)
				v.play(400 * time.Millisecond)
				fixed, _ := v.painter.Fixed()
				stations, particles, text := v.painter.Live()
				if len(fixed)%4 != 0 || len(stations)%4 != 0 || len(particles)%3 != 0 || len(text)%4 != 0 {
					t.Fatal("a shape is not whole")
				}
				for _, stream := range [][]Vertex{fixed, stations, particles, text} {
					for _, x := range stream {
						if !(x.DstX > -40 && x.DstX < 2*size[0]+40 && x.DstY > -40 && x.DstY < 2*size[1]+40) {
							t.Fatalf("%v: a vertex is at %v, %v", size, x.DstX, x.DstY)
						}
						if x.ColorR > x.ColorA || x.ColorG > x.ColorA || x.ColorB > x.ColorA || x.ColorA > 1 {
							t.Fatalf("a colour is not premultiplied: %+v", x)
						}
					}
				}
			}
		}
	}
}

func TestWhatIsFixedIsPaintedAnewOnlyWhileStationsMove(t *testing.T) {
	v := newShow(t, busy, 832, 620)
	v.play(time.Second)
	_, still := v.painter.Fixed()
	v.frame(time.Second / 60)
	if _, now := v.painter.Fixed(); now != still {
		t.Error("painted anew though nothing has moved")
	}
	v.SetScene(layout.New(v.service.Graph(), layout.Canvas{W: 832, H: 620, Text: 1}, []int{0, 0, 100, 12, 0, 0, 0, 0, 0, 0}))
	for range 14 {
		v.frame(time.Second / 60)
		_, now := v.painter.Fixed()
		if now == still {
			t.Fatal("not painted anew while the stations move")
		}
		still = now
	}
}

func TestPaintingDoesNotAllocate(t *testing.T) {
	v := newShow(t, busy, 832, 620)
	v.play(10 * time.Second)
	if n := testing.AllocsPerRun(100, func() { v.frame(time.Second / 60) }); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12005: "12,005", 1234567: "1,234,567", -1200: "-1,200",
	} {
		if got := string(appendInt(nil, n)); got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
	for x, want := range map[float64]string{20: "20", 2.5: "2.5", 0.25: "0.25", 0.05: "0.050", 1500: "1,500"} {
		if got := string(appendFloat(nil, x)); got != want {
			t.Errorf("%v is %q", x, got)
		}
	}
	for rate, want := range map[float64]string{
		20: "+1 every 50 ms", 0.5: "+1 every 2 s", 0: "no refill", 18: "+1 every 56 ms", 1: "+1 every 1 s", 1.001: "+1 every 999 ms",
		300: "+1 every 3.3 ms", 2500: "+2.5 every ms",
	} {
		if got := string(appendRefill(nil, rate, "", false)); got != want {
			t.Errorf("a rate of %v is %q", rate, got)
		}
	}
	if got := string(appendRefill(nil, 20, "", true)); got != "full" {
		t.Errorf("a full bucket is %q", got)
	}
	if got := string(appendRefill(nil, 0, "+0.1 a call", true)); got != "+0.1 a call" {
		t.Errorf("a bucket that calls fill is %q", got)
	}
	for d, want := range map[[2]time.Duration]string{
		{1300 * time.Millisecond, 2 * time.Second}: "1.3 s", {2 * time.Minute, time.Hour}: "120 s",
		{20 * time.Millisecond, time.Second}: "0.0 s", {7900 * time.Microsecond, 20 * time.Millisecond}: "8 ms",
		{0, time.Second}: "due", {-1, time.Millisecond}: "due",
	} {
		if got := string(appendDue(nil, d[0], d[1])); got != want {
			t.Errorf("%v of %v is %q", d[0], d[1], got)
		}
	}
}

func TestDigitsAreTabular(t *testing.T) {
	a, err := NewAtlas(8, 8, make([]byte, 64), []Glyph{
		{Rune: '1', W: 2, H: 8, Advance: 4}, {Rune: '8', W: 6, H: 8, Advance: 7},
	})
	if err != nil {
		t.Fatal(err)
	}
	if one, eight := a.width(LabelText, []byte("111")), a.width(LabelText, []byte("888")); one != eight || one != 21 {
		t.Errorf("111 is %v wide, 888 is %v", one, eight)
	}
}

func TestTheTextScaleIsThatOfTheInk(t *testing.T) {
	alpha := make([]byte, 40*40)
	for y := 5; y < 24; y++ { // 19 rows, the first one half covered
		for x := 3; x < 15; x++ {
			alpha[y*40+x] = 255
		}
	}
	for x := 3; x < 15; x++ {
		alpha[5*40+x] = 128
	}
	a, err := NewAtlas(40, 40, alpha, []Glyph{{Rune: 'H', X: 1, Y: 2, W: 18, H: 24, OffY: -22}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.TextScale(2), float32(18.5/2/(13*0.72)); math.Abs(float64(got-want)) > 0.01 {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestADamagedAtlasIsRefused(t *testing.T) {
	for name, make := range map[string]func() (*Atlas, error){
		"too few bytes": func() (*Atlas, error) { return NewAtlas(4, 4, make([]byte, 15), nil) },
		"no size":       func() (*Atlas, error) { return NewAtlas(0, 4, nil, nil) },
		"glyph outside": func() (*Atlas, error) { return NewAtlas(4, 4, make([]byte, 16), []Glyph{{Rune: 'a', X: 2, W: 3}}) },
		"unknown style": func() (*Atlas, error) { return NewAtlas(4, 4, make([]byte, 16), []Glyph{{Style: styles}}) },
		"not a number":  func() (*Atlas, error) { return NewAtlas(4, 4, make([]byte, 16), []Glyph{{X: float32(math.NaN())}}) },
	} {
		if _, err := make(); !errors.Is(err, ErrAtlas) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkFrame is one frame, without the graphics card, while so many jobs
// are under way; the clock goes on, and who has arrived is sent again.
func BenchmarkFrame(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprint("particles=", n), func(b *testing.B) {
			v := newShow(b, busy, 1280, 720)
			v.painter.SetScale(1)
			v.frame(0)
			drawn, frames := 0, 0
			b.ReportAllocs()
			for b.Loop() {
				if v.painter.Drawn() < n*9/10 {
					b.StopTimer()
					for v.service.Burst(n / 8); v.painter.Drawn() < n*9/10; v.service.Burst(n / 8) {
						v.frame(time.Second / 60)
					}
					b.StartTimer()
				}
				v.frame(time.Second / 480)
				drawn, frames = drawn+v.painter.Drawn(), frames+1
			}
			b.ReportMetric(float64(drawn)/float64(frames), "particles")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(drawn), "ns/particle")
		})
	}
}

// BenchmarkCrowdAtRest is one frame while 100,000 jobs wait in a queue.
func BenchmarkCrowdAtRest(b *testing.B) {
	s := busy
	s.Capacity, s.Bucket = 200_000, 200_000
	v := newShow(b, s, 1280, 720)
	v.painter.SetScale(1)
	v.frame(0)
	v.service.Burst(100_000)
	for range 120 {
		v.frame(time.Second / 60)
	}
	b.ReportAllocs()
	for b.Loop() {
		v.frame(time.Second / 60)
	}
}

// BenchmarkMovingFrame is one frame while the stations move to their places
// for another number of workers and so many jobs are in flight.
func BenchmarkMovingFrame(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			v := newShow(b, busy, 832, 620)
			v.frame(0)
			v.service.Burst(n)
			for range 24 {
				v.frame(time.Second / 60)
			}
			v.counts[3] = 12
			v.SetScene(layout.New(v.service.Graph(), v.Scene.Canvas, v.counts))
			b.ReportAllocs()
			for b.Loop() {
				v.frame(0)
			}
		})
	}
}
