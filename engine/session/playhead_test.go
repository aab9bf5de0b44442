package session

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/metrics"
	"sluice/engine/playback"
	"sluice/engine/scene"
	"sluice/engine/world"
)

// folded is the fold of a log up to virtual time t, from its start.
func folded(log *eventlog.Log, t time.Duration) *world.World {
	w, r := world.New(), eventlog.NewReader(log)
	var e eventlog.Event
	for r.Next(&e) && time.Duration(e.At) <= t {
		w.Apply(&e)
	}
	w.Advance(t)
	return w
}

func same(a, b *world.World) bool { return difference(a, b) == "" }

// difference names something in which two worlds tell different stories.
func difference(a, b *world.World) string {
	for i := range min(len(a.Channels), len(b.Channels)) {
		if a.Channels[i].Len() != b.Channels[i].Len() {
			return "the length of " + a.Channels[i].Name
		}
		for k := range a.Channels[i].Len() {
			if a.Channels[i].Job(k) != b.Channels[i].Job(k) {
				return "the jobs in " + a.Channels[i].Name
			}
		}
	}
	for i := range min(len(a.Goroutines), len(b.Goroutines)) {
		g, h := a.Goroutines[i], b.Goroutines[i]
		if g.State != h.State || g.Job != h.Job || g.Site != h.Site || a.WaitingOn(i) != b.WaitingOn(i) {
			return g.Name + ", who is " + g.State.String() + " or " + h.State.String()
		}
	}
	x, y := reflect.ValueOf(tale(a)), reflect.ValueOf(tale(b))
	for i := range x.NumField() {
		if p, q := fmt.Sprint(x.Field(i)), fmt.Sprint(y.Field(i)); p != q { // nil and empty are the same
			return x.Type().Field(i).Name + ": " + p + " and " + q
		}
	}
	return ""
}

// story is what a world exports, as far as it can be compared as a whole.
type story struct {
	Events               int64
	Now                  time.Duration
	Counts               metrics.Counts
	InFlight, Running    int
	Channels, Goroutines int
	Jobs                 []world.Job
	Finished             []int32
	Buckets              []world.Bucket
	Knobs                map[string]float64
	Acts, Tallies        map[string]int
	Reasons              map[string]int
	Notes                map[string]string
	Output               []string
	Latency              metrics.Histogram
	Metrics              [3]metrics.Report
	Ended                string
}

func tale(w *world.World) story {
	return story{
		w.Seq, w.Now, w.Counts, w.InFlight(), w.Running(), len(w.Channels), len(w.Goroutines),
		w.Jobs, w.Finished, w.Buckets, w.Knobs, w.Acts, w.Tallies, w.Reasons, w.Notes, w.Output, w.Latency,
		[3]metrics.Report{*w.Report(time.Second), *w.Report(2 * time.Minute), *w.Report(0)}, w.Ended,
	}
}

// used is a variant after a visitor has done something at random.
func used(t *testing.T, id, variant string, seed uint64, d time.Duration) *Session {
	t.Helper()
	s := load(t, id, Options{Variant: variant, Seed: float64(seed)})
	v := visitor{rand.New(rand.NewPCG(seed, 2)), s}
	for s.playhead() < d && s.Ended() == "" {
		_ = v.act() // what is refused does nothing
		s.Frame(time.Duration(v.IntN(400))*time.Millisecond, time.Second)
	}
	return s
}

func eachVariant(t *testing.T, test func(t *testing.T, id, variant string)) {
	for _, spec := range scene.All() {
		for _, v := range spec.Variants {
			t.Run(spec.ID+"/"+v.ID, func(t *testing.T) {
				if spec.ID == "quit" && v.ID == "close" {
					t.Skip("it sends on a channel that another closes: a race on purpose")
				}
				test(t, spec.ID, v.ID)
			})
		}
	}
}

func TestAMomentIsTheFoldOfAllThatHappenedUntilThen(t *testing.T) {
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 11, 5*time.Second)
		end := s.end()
		rng := rand.New(rand.NewPCG(11, 3))
		for range 8 {
			at := time.Duration(rng.Int64N(int64(end) + 1))
			do(t, s.Seek(at))
			if d := difference(s.World(), folded(s.rec.Log(), at)); d != "" {
				t.Fatalf("at %v the world and its log do not agree on %s", at, d)
			}
		}
		do(t, s.Seek(end))
		if s.past != nil || !same(s.World(), folded(s.rec.Log(), end)) {
			t.Fatal("at the end one is not back at the run")
		}
	})
}

func TestStepsBackAndForwardComeBackToTheSameWorld(t *testing.T) {
	s := used(t, "composite", "parked", 5, 8*time.Second)
	rng := rand.New(rand.NewPCG(5, 5))
	for range 30 {
		do(t, s.Seek(time.Duration(rng.Int64N(int64(s.end())))))
		n := float64(1 + rng.IntN(300))
		do(t, s.Step(0))
		here := s.World().Seq
		before := folded(s.rec.Log(), s.playhead())
		do(t, s.Step(-n))
		if want := max(here-int64(n), 0); s.World().Seq != want {
			t.Fatalf("%v steps back from %d lead to %d", n, here, s.World().Seq)
		}
		do(t, s.Step(float64(here-s.World().Seq)))
		s.World().Advance(before.Now)
		if !same(s.World(), before) {
			t.Fatalf("%v steps back and forward lead to another world", n)
		}
	}
	if s.Playing() {
		t.Error("who steps wants time to stand")
	}
}

func TestStepsFromTheEndGoOnLive(t *testing.T) {
	s := used(t, "pipeline", "", 1, 3*time.Second)
	events := s.World().Seq
	do(t, s.Step(-20))
	do(t, s.Step(30))
	if s.World().Seq != events+10 {
		t.Fatalf("20 back and 30 forward from %d lead to %d", events, s.World().Seq)
	}
}

func TestPlayingFromThePastGoesOnWhereTheRunWas(t *testing.T) {
	reruns(t)
	a, b := used(t, "composite", "", 9, 4*time.Second), used(t, "composite", "", 9, 4*time.Second)
	end := a.end()
	do(t, a.Seek(time.Second))
	a.Play()
	for a.playhead() < end+2*time.Second {
		a.Frame(50*time.Millisecond, time.Second)
	}
	run(t, b, a.playhead()-b.playhead())
	if a.LogHash() != b.LogHash() {
		t.Error("looking back has changed the run")
	}
}

func TestAShortRunIsFoundInALongLog(t *testing.T) {
	s := load(t, "composite", busy)
	do(t, s.Inject(20_000, ""))
	run(t, s, 20*time.Second)
	if n := s.rec.Log().Events(); n < 100_000 {
		t.Fatalf("the test should cross keyframes, got %d events", n)
	}
	for _, at := range []time.Duration{19 * time.Second, 3 * time.Second, 12345 * time.Millisecond} {
		do(t, s.Seek(at))
		if !same(s.World(), folded(s.rec.Log(), at)) {
			t.Errorf("at %v", at)
		}
	}
}

func TestMarksAreFoundInBothDirections(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"failure": 0, "arrival": 0}})
	var clicks []time.Duration
	for range 3 {
		run(t, s, 700*time.Millisecond)
		clicks = append(clicks, s.playhead())
		do(t, s.Inject(2, ""))
	}
	run(t, s, time.Second)
	for i := len(clicks) - 1; i >= 0; i-- {
		if !s.SeekMark(false) || s.playhead() != clicks[i] {
			t.Fatalf("back to click %d: at %v, not %v", i, s.playhead(), clicks[i])
		}
	}
	if s.SeekMark(false) {
		t.Error("there is a mark before the first click")
	}
	for i := 1; i < len(clicks); i++ {
		if !s.SeekMark(true) || s.playhead() != clicks[i] {
			t.Fatalf("on to click %d: at %v, not %v", i, s.playhead(), clicks[i])
		}
	}
	if s.SeekMark(true) {
		t.Error("there is a mark after the last click")
	}
}

func TestTheOutlineCountsEveryEventOnce(t *testing.T) {
	s := load(t, "composite", Options{})
	do(t, s.Inject(200, ""))
	run(t, s, 10*time.Minute)
	o := s.rec.Outline()
	events, refused := 0, 0
	for _, b := range o.Bins() {
		events += b.Events
		refused += b.Marks[playback.Rejection]
	}
	if int64(events) != s.World().Seq || refused != s.World().Rejected {
		t.Errorf("%d of %d events, %d of %d rejections", events, s.World().Seq, refused, s.World().Rejected)
	}
	if n := len(o.Bins()); n > playback.Bins || n < playback.Bins/4 {
		t.Errorf("%d bins of %v", n, o.Width())
	}
}

func TestAnEventIsSoughtByItsNumber(t *testing.T) {
	s := load(t, "composite", Options{Seed: 6})
	run(t, s, 3*time.Second)
	end := s.World().Seq
	for _, n := range []int64{end / 2, 0, end, 1, end - 1} {
		do(t, s.SeekEvent(float64(n)))
		if s.World().Seq != n || s.Playing() {
			t.Errorf("at event %d and not %d, playing: %v", s.World().Seq, n, s.Playing())
		}
	}
	for _, n := range []float64{-1, float64(end) + 1, 0.5} {
		if err := s.SeekEvent(n); !errors.Is(err, ErrRange) {
			t.Errorf("event %v: %v", n, err)
		}
	}
}
