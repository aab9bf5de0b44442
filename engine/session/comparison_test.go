package session

import (
	"math/rand/v2"
	"testing"
	"time"

	"sluice/engine/scene"
)

// sideBySide loads scenes as "scene/variant", all with one seed.
func sideBySide(t *testing.T, seed float64, names ...[2]string) *Comparison {
	t.Helper()
	c := NewComparison(load(t, names[0][0], Options{Variant: names[0][1], Seed: seed}))
	t.Cleanup(func() { c.Close() })
	for _, name := range names[1:] {
		do(t, c.Add(name[0], Options{Variant: name[1]}))
	}
	return c
}

// pass lets a comparison run for d of virtual time in small slices.
func pass(t *testing.T, c *Comparison, d time.Duration) {
	t.Helper()
	for d > 0 {
		left, err := c.Advance(d, 3*time.Millisecond)
		do(t, err)
		d = left
	}
}

var policies = [][2]string{{"backpressure", "block"}, {"backpressure", "drop-newest"}, {"backpressure", "unbounded"}}

func TestWhatIsDoneToOneIsDoneToAllAtTheSameMoment(t *testing.T) {
	c := sideBySide(t, 5, policies...)
	pass(t, c, 2*time.Second)
	do(t, c.Inject(100, ""))
	do(t, c.Set("arrival", 3))
	pass(t, c, 3*time.Second)
	do(t, c.Act("stall"))
	pass(t, c, 4*time.Second)
	for i, s := range c.Sessions() {
		if s.playhead() != 9*time.Second {
			t.Errorf("%s is at %v", s.Variant, s.playhead())
		}
		first := c.Sessions()[0].rec.Inputs()
		inputs := s.rec.Inputs()
		if len(inputs) != 3 || len(first) != 3 {
			t.Fatalf("%s was told %d things", s.Variant, len(inputs))
		}
		for k, in := range inputs {
			if in.At != first[k].At || in.Kind != first[k].Kind || in.N != first[k].N {
				t.Errorf("scene %d was told %+v, the first one %+v", i, in, first[k])
			}
		}
	}
	if a, b := c.Sessions()[0].Stats(), c.Sessions()[1].Stats(); a.Rejected > 0 || b.Rejected == 0 {
		t.Errorf("blocking rejected %d, dropping %d", a.Rejected, b.Rejected)
	}
}

func TestARunIsTheSameBesideOthersAndAlone(t *testing.T) {
	reruns(t)
	c := sideBySide(t, 9, policies...)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		pass(t, c, time.Duration(rng.IntN(500))*time.Millisecond)
		do(t, c.Inject(float64(1+rng.IntN(30)), ""))
	}
	rng = rand.New(rand.NewPCG(1, 2))
	alone := load(t, "backpressure", Options{Variant: "drop-newest", Seed: 9})
	for range 20 {
		run(t, alone, time.Duration(rng.IntN(500))*time.Millisecond)
		do(t, alone.Inject(float64(1+rng.IntN(30)), ""))
	}
	if a, b := c.Sessions()[1].LogHash(), alone.LogHash(); a != b {
		t.Errorf("beside others %x, alone %x", a, b)
	}
}

func TestThePlayheadIsOneForAll(t *testing.T) {
	c := sideBySide(t, 3, policies[:2]...)
	pass(t, c, 2*time.Second)
	do(t, c.Inject(50, ""))
	pass(t, c, 3*time.Second)
	do(t, c.Seek(1234*time.Millisecond))
	if c.Playhead() != 1234*time.Millisecond || c.Now() != 5*time.Second {
		t.Fatalf("the playhead is at %v of %v", c.Playhead(), c.Now())
	}
	for _, n := range []float64{-7, 3, 40, -100} {
		do(t, c.Step(n))
		for _, s := range c.Sessions() {
			if s.playhead() != c.Session.playhead() {
				t.Errorf("after a step of %v one is at %v, another at %v", n, c.Session.playhead(), s.playhead())
			}
		}
	}
	if !c.SeekMark(true) || c.Sessions()[0].playhead() != c.Sessions()[1].playhead() {
		t.Error("a mark of one is no place for the other")
	}
	refused(t, c.Seek(6*time.Second), ErrRange)
}

func TestAClickInThePastChangesTheFutureOfAll(t *testing.T) {
	reruns(t)
	c := sideBySide(t, 3, policies[:2]...)
	pass(t, c, 5*time.Second)
	do(t, c.Seek(2*time.Second))
	do(t, c.Inject(50, ""))
	for {
		if _, on := c.Rerunning(); !on {
			break
		}
		c.Frame(0, time.Second)
	}
	do(t, c.Trouble())
	for _, s := range c.Sessions() {
		if s.playhead() != 2*time.Second || len(s.Branches()) != 1 {
			t.Errorf("%s is at %v with %d futures left", s.Variant, s.playhead(), len(s.Branches()))
		}
	}
	do(t, c.Switch(0))
	if c.Now() != 5*time.Second {
		t.Errorf("the old future goes to %v", c.Now())
	}
}

func TestTimeGoesOnUntilAllHaveEnded(t *testing.T) {
	c := sideBySide(t, 1, [2]string{"select-lab", "bare"}, [2]string{"distributor", "bounded"})
	pass(t, c, time.Second)
	do(t, c.Act("closed/send")) // the first one panics
	pass(t, c, 2*time.Second)
	if got := c.Session.Ended(); got != "panic" {
		t.Fatalf("the first one ended by %q", got)
	}
	if c.Ended() != "" || !c.Playing() || c.Playhead() != 3*time.Second {
		t.Errorf("ended %q, playing %t, at %v", c.Ended(), c.Playing(), c.Playhead())
	}
	do(t, c.Inject(3, ""))
	pass(t, c, time.Second)
	do(t, c.Act("shutdown"))
	pass(t, c, time.Minute)
	if c.Ended() != "panic" || c.Playing() {
		t.Errorf("ended %q, playing %t", c.Ended(), c.Playing())
	}
	do(t, c.Seek(500*time.Millisecond))
	if c.Ended() != "" || c.Session.Ended() != "" {
		t.Error("half a second after the start one has ended")
	}
}

func TestAKnobCanBeTurnedInOneOnly(t *testing.T) {
	c := sideBySide(t, 1, policies[:2]...)
	pass(t, c, time.Second)
	do(t, c.SetIn(1, "workers", 1))
	pass(t, c, time.Second)
	if a, b := c.Sessions()[0].World().Knobs["workers"], c.Sessions()[1].World().Knobs["workers"]; a == b {
		t.Errorf("both have %v workers", a)
	}
	refused(t, c.SetIn(2, "workers", 1), ErrRange)
	refused(t, c.SetIn(0.5, "workers", 1), ErrRange)
	refused(t, c.Set("wings", 1), scene.ErrKnob)
	refused(t, c.Act("dance"), scene.ErrAction)
	refused(t, c.Inject(-1, ""), ErrRange)
}

func TestWhatCannotStandBesideIsRefused(t *testing.T) {
	c := sideBySide(t, 1, policies[:2]...)
	refused(t, c.Add("nowhere", Options{}), scene.ErrScene)
	do(t, c.Add("fan-in", Options{}))
	refused(t, c.Add("fan-out", Options{}), ErrFull)
	c = sideBySide(t, 1, policies[0])
	pass(t, c, time.Second)
	refused(t, c.Add("fan-out", Options{}), ErrBegun)
}

func TestAKnobStandsAsItWasLoadedBeforeAnythingIsRecorded(t *testing.T) {
	s := load(t, "backpressure", Options{Knobs: map[string]float64{"workers": 3}})
	k, err := s.Spec.Knob("workers")
	do(t, err)
	if got := s.Knob(k); got != 3 {
		t.Errorf("before the start %v workers", got)
	}
	do(t, s.Set("workers", 4))
	run(t, s, time.Second)
	if got := s.Knob(k); got != 4 {
		t.Errorf("after a second %v workers", got)
	}
}
