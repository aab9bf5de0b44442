package session

import (
	"bytes"
	"errors"
	"runtime"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

// settled lets a rerun come to its end.
func settled(t *testing.T, s *Session) {
	t.Helper()
	for s.again != nil {
		s.Frame(0, time.Second)
	}
	do(t, s.Trouble())
}

// reruns skips a test where a run need not take the same way again.
func reruns(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "js" {
		t.Skip("equal runs are a promise of the browser's scheduler only")
	}
}

func TestAnotherFutureBeginsWhereOneClicksInThePast(t *testing.T) {
	reruns(t)
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 21, 5*time.Second)
		s.Pause()
		old, half := s.rec, s.end()/2
		do(t, s.Seek(half))
		if s.Ended() != "" || s.shut("clicks") || len(s.Spec.Sources) == 0 {
			t.Skip("it takes no click at that moment")
		}
		prefix := folded(old.Log(), half)
		do(t, s.Inject(3, ""))
		settled(t, s)
		if s.playhead() != half || len(s.Branches()) != 1 || s.Branches()[0] != old {
			t.Fatalf("at %v with %d branches", s.playhead(), len(s.Branches()))
		}
		if !same(s.World(), prefix) {
			t.Error("the past has changed")
		}
		s.Play()
		run(t, s, time.Second)
		clicks := 0
		for _, in := range s.rec.Inputs() {
			if in.Kind == eventlog.Inject && in.At == half && in.N == 3 {
				clicks++
			}
		}
		if clicks != 1 {
			t.Errorf("the click came %d times", clicks)
		}
	})
}

func TestAFutureThatWasLeftCanBeGoneBackTo(t *testing.T) {
	reruns(t)
	begin := func() *Session {
		s := load(t, "composite", Options{Seed: 4})
		run(t, s, time.Second)
		do(t, s.Inject(40, ""))
		run(t, s, 5*time.Second)
		return s
	}
	s := begin()
	s.Pause()
	hash, end := s.LogHash(), s.end()
	do(t, s.Seek(2*time.Second))
	do(t, s.Set("failure", 100))
	settled(t, s)
	s.Play()
	run(t, s, time.Second)
	if s.LogHash() == hash {
		t.Fatal("it is the same future")
	}
	do(t, s.Switch(0))
	if s.LogHash() != hash || s.playhead() != 3*time.Second {
		t.Fatalf("it is another one, at %v", s.playhead())
	}
	s.Play()
	for s.playhead() < end+time.Second { // beyond its end it goes on live
		s.Frame(100*time.Millisecond, time.Second)
		do(t, s.Trouble())
	}
	if len(s.Branches()) != 1 {
		t.Errorf("%d branches", len(s.Branches()))
	}
	b := begin()
	run(t, b, s.playhead()-b.playhead())
	if s.LogHash() != b.LogHash() {
		t.Error("it does not go on as it would have")
	}
	refused(t, s.Switch(7), ErrRange)
}

func TestManyFuturesAreForgottenOneByOne(t *testing.T) {
	reruns(t)
	s := used(t, "timeout", "", 1, 3*time.Second)
	for range MaxBranches + 3 {
		do(t, s.Seek(time.Second))
		do(t, s.Set(s.Spec.Knobs[0].ID, s.Spec.Knobs[0].Max))
		settled(t, s)
		run(t, s, time.Second)
	}
	if n := len(s.Branches()); n != MaxBranches {
		t.Errorf("%d are kept", n)
	}
}

func TestWhoLooksElsewhereMeanwhileStopsTheRerun(t *testing.T) {
	s := load(t, "composite", busy)
	do(t, s.Inject(20_000, ""))
	run(t, s, 20*time.Second)
	hash := s.LogHash()
	do(t, s.Seek(19*time.Second))
	do(t, s.Inject(1, ""))
	if part, ok := s.Rerunning(); !ok || part <= 0 || part > 1 {
		t.Skipf("the machine is too fast: %v, %v", part, ok)
	}
	do(t, s.Seek(time.Second))
	if _, ok := s.Rerunning(); ok || s.LogHash() != hash || s.playhead() != time.Second {
		t.Error("it goes on")
	}
}

func TestARunIsExportedAndImportedAsItIs(t *testing.T) {
	eachVariant(t, func(t *testing.T, id, variant string) {
		s := used(t, id, variant, 31, 3*time.Second)
		file := s.Export()
		back, err := Import(file)
		do(t, err)
		t.Cleanup(func() { back.Close() })
		if !bytes.Equal(back.Export(), file) {
			t.Error("the file has changed on the way")
		}
		if back.playhead() != 0 || back.Playing() || back.Spec != s.Spec || back.Variant != s.Variant || back.Seed != s.Seed {
			t.Errorf("it shows %s/%s, seed %d, at %v", back.Spec.ID, back.Variant, back.Seed, back.playhead())
		}
		at := s.rec.World().Now / 3
		do(t, s.Seek(at))
		do(t, back.Seek(at))
		if !same(s.World(), back.World()) {
			t.Error("it tells another story")
		}
	})
}

func TestAnImportedRunGoesOn(t *testing.T) {
	reruns(t)
	s := used(t, "composite", "", 8, 3*time.Second)
	back, err := Import(s.Export())
	do(t, err)
	t.Cleanup(func() { back.Close() })
	back.Play()
	for back.playhead() < 5*time.Second {
		back.Frame(100*time.Millisecond, time.Second)
		do(t, back.Trouble())
	}
	run(t, s, back.playhead()-s.playhead())
	if back.LogHash() != s.LogHash() {
		t.Error("it goes on otherwise than the run itself")
	}
}

func TestARecordingThatCannotBeRunAgainStays(t *testing.T) {
	s := used(t, "composite", "", 8, 3*time.Second)
	s.Seed++ // as if another build had recorded it
	hash := s.LogHash()
	do(t, s.Seek(2*time.Second))
	do(t, s.Inject(1, ""))
	for s.again != nil {
		s.Frame(0, time.Second)
	}
	if err := s.Trouble(); !errors.Is(err, ErrDiverged) {
		t.Fatalf("got %v", err)
	}
	if s.LogHash() != hash || s.playhead() != 2*time.Second || s.Playing() {
		t.Errorf("at %v", s.playhead())
	}
	if s.Trouble() != nil {
		t.Error("it is told twice")
	}
}

func TestWhatIsNoRunIsRefused(t *testing.T) {
	s := used(t, "composite", "", 8, time.Second)
	file := s.Export()
	_, err := Import(nil)
	refused(t, err, eventlog.ErrFormat)
	_, err = Import(file[:len(file)/2])
	refused(t, err, eventlog.ErrDamaged)
	var empty bytes.Buffer
	do(t, (&eventlog.Log{}).Encode(&empty, eventlog.Header{}))
	_, err = Import(empty.Bytes())
	refused(t, err, ErrForeign)
}
