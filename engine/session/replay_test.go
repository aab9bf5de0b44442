package session

import (
	"errors"
	"math"
	"testing"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/playback"
	"sluice/engine/scene"
)

// replay runs what a session was told again, in another one.
func replay(t *testing.T, s *Session, script *playback.Script, at time.Duration) *Session {
	t.Helper()
	back, err := Replay(s.Spec.ID, s.Options(), script, at)
	do(t, err)
	t.Cleanup(func() { back.Close() })
	for back.again != nil {
		back.Frame(0, time.Second)
	}
	return back
}

func TestAScriptLeadsToTheSameRunAndMoment(t *testing.T) {
	reruns(t)
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 41, 4*time.Second)
		s.Pause()
		do(t, s.Seek(s.end()/2))
		text, err := s.Script().Text()
		do(t, err)
		script, err := playback.ParseScript(text)
		do(t, err)
		back := replay(t, s, script, s.playhead())
		do(t, back.Trouble())
		if back.LogHash() != s.LogHash() || !same(back.World(), s.World()) || back.Playing() {
			t.Errorf("it is another run, at %v of %v", back.playhead(), back.end())
		}
	})
}

func TestAScriptRemembersBetweenWhichEventsOneLooked(t *testing.T) {
	reruns(t)
	s := used(t, "composite", "", 5, 2*time.Second)
	for range 5 {
		do(t, s.Step(1))
		script := s.Script()
		back := replay(t, s, script, s.playhead())
		do(t, back.Trouble())
		if back.World().Seq != s.World().Seq || back.LogHash() != s.LogHash() {
			t.Fatalf("at event %d, not %d", back.World().Seq, s.World().Seq)
		}
	}
}

func TestAScriptWithoutAMomentPlaysFromTheStart(t *testing.T) {
	reruns(t)
	s := used(t, "composite", "", 5, 2*time.Second)
	back := replay(t, s, s.Script(), -1)
	do(t, back.Trouble())
	if back.playhead() != 0 || !back.Playing() || back.LogHash() != s.LogHash() {
		t.Errorf("at %v of %v, playing: %v", back.playhead(), back.end(), back.Playing())
	}
}

func TestARunThatComesOutOtherwiseIsShownAndToldOf(t *testing.T) {
	s := used(t, "composite", "", 5, 2*time.Second)
	script := s.Script()
	script.Hash++
	back := replay(t, s, script, time.Hour)
	if err := back.Trouble(); !errors.Is(err, ErrOtherRun) {
		t.Fatalf("got %v", err)
	}
	if back.playhead() != back.end() || back.World().Seq == 0 {
		t.Errorf("at %v of %v", back.playhead(), back.end())
	}
}

func TestWhatNobodyCouldHaveDoneIsNotReplayed(t *testing.T) {
	one := func(kind eventlog.Kind, n int64, text string) *playback.Script {
		return &playback.Script{Inputs: []playback.Input{{Kind: kind, N: n, Text: text}}}
	}
	for _, c := range []struct {
		script *playback.Script
		want   error
	}{
		{one(eventlog.Inject, 0, "client"), ErrRange},
		{one(eventlog.Inject, maxBurst+1, "client"), ErrRange},
		{one(eventlog.Inject, 1, "nobody"), scene.ErrSource},
		{one(eventlog.Knob, 0, "nothing"), scene.ErrKnob},
		{one(eventlog.Knob, int64(math.Float64bits(math.NaN())), "workers"), scene.ErrRange},
		{one(eventlog.Act, 0, "nothing"), scene.ErrAction},
	} {
		_, err := Replay("composite", Options{}, c.script, 0)
		refused(t, err, c.want)
	}
	_, err := Replay("nowhere", Options{}, &playback.Script{}, 0)
	refused(t, err, scene.ErrScene)
}

func TestAClickWaitsUntilALinkHasArrived(t *testing.T) {
	s := load(t, "composite", busy)
	do(t, s.Inject(20_000, ""))
	run(t, s, 40*time.Second)
	back, err := Replay("composite", s.Options(), s.Script(), -1)
	do(t, err)
	t.Cleanup(func() { back.Close() })
	if back.again == nil {
		t.Skip("the machine is too fast")
	}
	refused(t, back.Inject(1, ""), ErrOpening)
	do(t, back.Seek(0)) // gives it up
	do(t, back.Inject(1, ""))
	back.Play()
	run(t, back, time.Second)
	if back.Stats().Offered == 0 {
		t.Error("the scene does not go on")
	}
}

func TestWhatWasDoneWhilePausedIsHandedOn(t *testing.T) {
	s := load(t, "composite", Options{})
	run(t, s, time.Second)
	s.Pause()
	do(t, s.Inject(7, ""))
	do(t, s.Set("workers", 2))
	if n := len(s.Script().Inputs); n != 2 {
		t.Errorf("a link tells of %d inputs", n)
	}
	if s.playhead() != time.Second || s.Playing() {
		t.Errorf("handing it on took the run to %v", s.playhead())
	}
	do(t, s.Inject(1, ""))
	file, err := Import(s.Export())
	do(t, err)
	if n := len(file.Recording().Inputs()); n != 3 {
		t.Errorf("a file tells of %d inputs", n)
	}
}
