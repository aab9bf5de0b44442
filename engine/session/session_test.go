package session

import (
	"errors"
	"math"
	"os"
	"runtime"
	"testing"
	"time"

	"sluice/engine/probe"
	"sluice/engine/scene"
	"sluice/engine/world"
)

func TestMain(m *testing.M) {
	if !probe.Instrumented() {
		println("sluice/engine/session: the scenes are not instrumented, so nothing is tested: run make test")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func load(t testing.TB, id string, o Options) *Session {
	t.Helper()
	s, err := Load(id, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if stray := s.Close(); stray != 0 {
			t.Errorf("%d goroutines outlive the session", stray)
		}
	})
	return s
}

// run fast-forwards and fails the test if the law is broken on the way.
func run(t testing.TB, s *Session, d time.Duration) {
	t.Helper()
	for left := d; left > 0; {
		var err error
		if left, err = s.Advance(left, time.Second); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
}

func do(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheCompositeServesWhatItAdmits(t *testing.T) {
	for _, variant := range []string{"parked", "in-worker"} {
		s := load(t, "composite", Options{Variant: variant})
		run(t, s, time.Minute)
		st := s.Stats()
		if st.Offered < 700 || st.Offered > 730 {
			t.Errorf("%s: 12 a second for a minute, but %d were offered", variant, st.Offered)
		}
		if st.Completed < st.Offered*9/10 || st.Retries == 0 {
			t.Errorf("%s: %d of %d completed with %d retries", variant, st.Completed, st.Offered, st.Retries)
		}
	}
}

func TestABurstIsAdmittedUpToTheBucketAndTheQueue(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{
		"arrival": 0, "bucket": 40, "rate": 0, "capacity": 10, "workers": 3, "failure": 0,
	}})
	run(t, s, time.Second)
	do(t, s.Inject(100, ""))
	run(t, s, time.Minute)
	st := s.Stats()
	// The first three go to the workers that wait, ten fit into the queue; the
	// others are refused there and at the empty bucket.
	if st.Completed != 13 || st.Rejected != 87 || st.InFlight != 0 {
		t.Fatalf("got %+v", st.Counts)
	}
	if left := s.World().Buckets[1].Level(s.World().Now); left != 0 {
		t.Errorf("%v tokens are left of 40 after 40 were taken", left)
	}
}

func TestABackoffInTheWorkerStarvesThePool(t *testing.T) {
	knobs := map[string]float64{
		"arrival": 15, "rate": 500, "failure": 40, "base": 2000, "service": 100, "workers": 5,
	}
	done := map[string]int{}
	for _, variant := range []string{"parked", "in-worker"} {
		s := load(t, "composite", Options{Variant: variant, Knobs: knobs})
		run(t, s, time.Minute)
		done[variant] = s.Stats().Completed
	}
	if done["parked"] < 2*done["in-worker"] {
		t.Fatalf("parked completes %d, in the worker %d", done["parked"], done["in-worker"])
	}
}

// inBrowserOrder skips a test of equal hashes natively: there, the runtime
// takes the processor from a goroutine that the machine has held up for 10 ms,
// and that changes the order of the others.
func inBrowserOrder(t *testing.T) {
	if runtime.GOOS != "js" {
		t.Skip("only the browser's scheduler is a function of the seed alone")
	}
}

func TestSameSeedAndInputsSameLog(t *testing.T) {
	inBrowserOrder(t)
	story := func(seed float64) uint64 {
		s := load(t, "composite", Options{Seed: seed})
		run(t, s, 3*time.Second)
		do(t, s.Inject(200, "client"))
		run(t, s, 5*time.Second)
		do(t, s.Set("workers", 9))
		do(t, s.Set("capacity", 5))
		run(t, s, 20*time.Second)
		return s.LogHash()
	}
	first := story(7)
	for range 9 {
		if h := story(7); h != first {
			t.Fatalf("hash %x, then %x", first, h)
		}
	}
	if story(8) == first {
		t.Fatal("another seed gives the same log")
	}
}

func TestFramesTellTheSameStoryAsOneRun(t *testing.T) {
	inBrowserOrder(t)
	a, b := load(t, "composite", Options{Seed: 1}), load(t, "composite", Options{Seed: 1})
	run(t, a, 10*time.Second)
	for range 1000 {
		b.Frame(10*time.Millisecond, time.Second)
	}
	if a.LogHash() != b.LogHash() {
		t.Fatal("the logs differ")
	}
}

func TestEachKnobTakesEffectWhileRunning(t *testing.T) {
	for _, c := range []struct {
		knob     string
		value    float64
		first    map[string]float64
		measure  func(Stats, *world.World) float64
		increase bool
	}{
		{"arrival", 100, nil, offered, true},
		{"rate", 1, nil, rejected, true},
		{"bucket", 100, nil, level, true},
		{"capacity", 0, map[string]float64{"arrival": 60, "rate": 100}, queued, false},
		{"workers", 20, map[string]float64{"arrival": 60, "rate": 100}, completed, true},
		{"service", 5000, nil, completed, false},
		{"failure", 100, nil, completed, false},
		{"attempts", 1, map[string]float64{"failure": 50}, retries, false},
		{"base", 10, map[string]float64{"failure": 90, "jitter": 0, "attempts": 10}, inFlight, false},
	} {
		t.Run(c.knob, func(t *testing.T) {
			measured := func(turn bool) float64 {
				s := load(t, "composite", Options{Knobs: c.first})
				run(t, s, 5*time.Second)
				if turn {
					do(t, s.Set(c.knob, c.value))
				}
				run(t, s, 20*time.Second)
				return c.measure(s.Stats(), s.World())
			}
			plain, turned := measured(false), measured(true)
			if c.increase && turned <= plain || !c.increase && turned >= plain {
				t.Errorf("left alone %v, turned %v", plain, turned)
			}
		})
	}
}

func offered(s Stats, _ *world.World) float64   { return float64(s.Offered) }
func rejected(s Stats, _ *world.World) float64  { return float64(s.Rejected) }
func completed(s Stats, _ *world.World) float64 { return float64(s.Completed) }
func retries(s Stats, _ *world.World) float64   { return float64(s.Retries) }
func inFlight(s Stats, _ *world.World) float64  { return float64(s.InFlight) }
func level(_ Stats, w *world.World) float64     { return w.Buckets[1].Level(w.Now) }

func queued(_ Stats, w *world.World) float64 {
	n := 0
	for i := range w.Channels {
		if w.Channels[i].Name == "queue" {
			n += w.Channels[i].Len()
		}
	}
	return float64(n)
}

func TestJitterSpreadsTheDelays(t *testing.T) {
	span := func(jitter float64) time.Duration {
		s := load(t, "composite", Options{Knobs: map[string]float64{
			"failure": 100, "jitter": jitter, "arrival": 0, "bucket": 50, "capacity": 50, "workers": 50,
		}})
		run(t, s, time.Second)
		do(t, s.Inject(50, ""))
		run(t, s, 300*time.Millisecond) // each has failed once
		low, high := time.Duration(math.MaxInt64), time.Duration(0)
		for _, j := range s.World().Live {
			job := &s.World().Jobs[j]
			low, high = min(low, job.Until), max(high, job.Until)
		}
		return high - low
	}
	if none, full := span(0), span(1); none != 0 || full < 500*time.Millisecond {
		t.Errorf("the retries of one burst spread over %v without jitter, %v with full jitter", none, full)
	}
}

func TestShutdownLeavesNoGoroutine(t *testing.T) {
	for _, variant := range []string{"parked", "in-worker", "breaker"} {
		s := load(t, "composite", Options{Variant: variant, Knobs: map[string]float64{"failure": 60, "service": 4000}})
		run(t, s, 10*time.Second)
		do(t, s.Inject(30, ""))
		run(t, s, time.Second)
		do(t, s.Act("shutdown"))
		refused(t, s.Inject(1, ""), ErrShut)
		refused(t, s.Set("workers", 3), ErrShut)
		refused(t, s.Act("shutdown"), ErrShut)
		run(t, s, time.Minute)
		st := s.Stats()
		if s.Ended() != "done" || st.Goroutines != 0 || st.InFlight != 0 {
			t.Errorf("%s: ended %q with %d goroutines and %d jobs", variant, s.Ended(), st.Goroutines, st.InFlight)
		}
		if st.Cancelled == 0 {
			t.Errorf("%s: five seconds cannot be enough for all", variant)
		}
		if err := s.Inject(1, ""); !errors.Is(err, ErrEnded) {
			t.Errorf("%s: inject after the end: %v", variant, err)
		}
	}
}

func TestAGreatBurstLetsThePageDrawInBetween(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"arrival": 0}})
	run(t, s, time.Second)
	const many = 200_000
	do(t, s.Inject(many, ""))
	if st := s.Stats(); st.Offered == many {
		t.Fatal("all were offered in one go")
	}
	s.Frame(time.Second, 0)
	if now := s.Stats().Now; now != time.Second {
		t.Fatalf("time went on to %v before all were offered", now)
	}
	for s.Stats().Offered < many {
		s.Frame(time.Millisecond, 100*time.Millisecond)
	}
}

func TestWhatComesAfterAShutdownIsDropped(t *testing.T) {
	s := load(t, "composite", Options{Knobs: map[string]float64{"arrival": 0}})
	run(t, s, time.Second)
	s.Pause()
	do(t, s.Act("shutdown"))
	do(t, s.Inject(5, "")) // nothing has happened yet that would refuse it
	s.Play()
	run(t, s, time.Minute)
	if st := s.Stats(); st.Offered != 0 || s.Ended() != "done" {
		t.Fatalf("%d were offered, ended %q", st.Offered, s.Ended())
	}
}

func TestEndsAreNamed(t *testing.T) {
	for id, want := range map[string]string{
		"selftest-panic": "panic", "selftest-deadlock": "deadlock", "selftest-leak": "leak",
	} {
		s := load(t, id, Options{})
		s.Frame(time.Millisecond, time.Second)
		if id == "selftest-panic" {
			do(t, s.Inject(1, ""))
		}
		run(t, s, time.Second)
		if s.Ended() != want || s.Playing() {
			t.Errorf("%s: ended %q, playing %v", id, s.Ended(), s.Playing())
		}
	}
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	_, err := Load("nothing", Options{})
	refused(t, err, scene.ErrScene)
	_, err = Load("composite", Options{Variant: "nothing"})
	refused(t, err, scene.ErrVariant)
	for _, seed := range []float64{-1, 0.5, math.NaN(), 1e300} {
		_, err = Load("composite", Options{Seed: seed})
		refused(t, err, ErrRange)
	}
	_, err = Load("composite", Options{Knobs: map[string]float64{"nothing": 1}})
	refused(t, err, scene.ErrKnob)
	_, err = Load("composite", Options{Knobs: map[string]float64{"workers": 1e9}})
	refused(t, err, scene.ErrRange)

	s := load(t, "composite", Options{})
	for _, n := range []float64{0, -1, 0.5, 1e9, math.NaN(), math.Inf(1)} {
		refused(t, s.Inject(n, ""), ErrRange)
	}
	refused(t, s.Inject(1, "nobody"), scene.ErrSource)
	for _, x := range []float64{0, -1, 1001, math.NaN()} {
		refused(t, s.SetSpeed(x), ErrRange)
	}
	refused(t, s.Set("nothing", 1), scene.ErrKnob)
	refused(t, s.Set("failure", 101), scene.ErrRange)
	refused(t, s.Set("failure", math.NaN()), scene.ErrRange)
	refused(t, s.Act("nothing"), scene.ErrAction)
	refused(t, s.Step(math.NaN()), ErrRange)
	refused(t, s.Step(0.5), ErrRange)
	_, err = s.Advance(-time.Second, time.Second)
	refused(t, err, ErrRange)
	if st := s.Stats(); st.Offered != 0 {
		t.Errorf("refused commands offered %d jobs", st.Offered)
	}
}

func refused(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

func TestPauseStopsTimeAndStepMovesOneEvent(t *testing.T) {
	s := load(t, "composite", Options{})
	s.Frame(time.Second, time.Second)
	s.Pause()
	before := s.Stats()
	s.Frame(time.Second, time.Second)
	if after := s.Stats(); after.Events != before.Events || after.Now != before.Now {
		t.Fatal("time went on while paused")
	}
	do(t, s.Inject(1, ""))
	for steps := 0; s.Stats().Offered == before.Offered; steps++ {
		if steps == 10 {
			t.Fatal("ten steps after a click no job was offered")
		}
		do(t, s.Step(1))
	}
	if s.Stats().Now != before.Now {
		t.Fatal("the click took time")
	}
}

func TestSpeedScalesTime(t *testing.T) {
	s := load(t, "composite", Options{})
	do(t, s.SetSpeed(10))
	s.Frame(time.Second, time.Minute)
	if got := s.Stats().Now; got != 10*time.Second {
		t.Fatalf("a second at speed 10 is %v", got)
	}
}
