package session

import (
	"errors"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

// parts cuts the body of a program's log into parts of whole events.
func parts(t *testing.T, file []byte, n int) (parts [][]byte, until time.Duration) {
	t.Helper()
	log, head, err := eventlog.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	_, _, body := log.Parts(nil, head)
	r, from := eventlog.NewReader(log), int64(0)
	var e eventlog.Event
	for i := 1; r.Next(&e); i++ {
		if i%n == 0 {
			parts, from = append(parts, body[from:e.End]), e.End
		}
	}
	return append(parts, body[from:]), head.Until
}

func TestAProgramIsWatchedWhileItRuns(t *testing.T) {
	arriving, until := parts(t, recordedProgram(t), 5)
	s, err := Watch(arriving[0])
	if err != nil {
		t.Fatal(err)
	}
	if !s.Live() || !s.Playing() || s.World().Seq != 5 {
		t.Errorf("it begins live: %v, playing: %v, at event %d", s.Live(), s.Playing(), s.World().Seq)
	}
	for _, part := range arriving[1:] {
		if err := s.Feed(part, 0); err != nil {
			t.Fatal(err)
		}
	}
	if s.World().Seq != 5 {
		t.Errorf("event %d is shown before its time has come", s.World().Seq)
	}
	if err := s.Feed(nil, until); err != nil {
		t.Fatal(err)
	}
	NewComparison(s).Frame(time.Second, time.Second) // as the page does
	if s.Ended() != "leak" || s.Stats().Playhead != until || len(s.Spec.Files) != len(s.Recording().Sources()) {
		t.Errorf("it ended with %q at %v", s.Ended(), s.Stats().Playhead)
	}
}

func TestWhoPausesAWatchedProgramStaysWhereItWas(t *testing.T) {
	arriving, until := parts(t, recordedProgram(t), 5)
	s, err := Watch(arriving[0])
	if err != nil {
		t.Fatal(err)
	}
	s.Pause()
	for _, part := range arriving[1:] {
		if err := s.Feed(part, until); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Import(s.Export()); err != nil {
		t.Errorf("what has come cannot be exported: %v", err)
	}
	if s.World().Seq != 5 || s.Ended() != "" {
		t.Errorf("the picture went on to event %d", s.World().Seq)
	}
	if err := s.Seek(until); err != nil {
		t.Fatal(err)
	}
	if s.Ended() != "leak" {
		t.Error("it does not come back to the present")
	}
}

func TestWhoWasInThePastOfAWatchedProgramComesBackToThePresent(t *testing.T) {
	arriving, until := parts(t, recordedProgram(t), 5)
	s, err := Watch(arriving[0])
	if err != nil {
		t.Fatal(err)
	}
	s.Pause()
	if err := s.Feed(arriving[1], until+time.Second); err != nil { // it goes on meanwhile
		t.Fatal(err)
	}
	if err := s.Seek(0); err != nil {
		t.Fatal(err)
	}
	s.ToPresent()
	if !s.Present() || !s.Playing() || s.Stats().Playhead != until+time.Second {
		t.Errorf("at %v, present: %v, playing: %v", s.Stats().Playhead, s.Present(), s.Playing())
	}
}

func TestADamagedPartEndsTheWatch(t *testing.T) {
	arriving, _ := parts(t, recordedProgram(t), 5)
	if _, err := Watch(arriving[1]); err == nil {
		t.Error("a watch begins in the middle of a log")
	}
	s, err := Watch(arriving[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Feed([]byte{0x3f, 1, 2}, 0); !errors.Is(err, eventlog.ErrDamaged) || s.Live() {
		t.Errorf("%v, and it is live: %v", err, s.Live())
	}
	if s.World().Seq != 5 || s.Err() != nil {
		t.Errorf("what had come before is lost: event %d, %v", s.World().Seq, s.Err())
	}
}

func TestAWatchedProgramsEndIsKept(t *testing.T) {
	arriving, until := parts(t, recordedProgram(t), 5)
	s, err := Watch(arriving[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range arriving[1:3] {
		if err := s.Feed(part, until); err != nil {
			t.Fatal(err)
		}
	}
	s.Unwatch("exit 3")
	if s.Ended() != "exit 3" || s.Live() || s.World().Now != until || s.Err() != nil {
		t.Errorf("it ended with %q at %v, %v", s.Ended(), s.World().Now, s.Err())
	}
	_, _, err = eventlog.Decode(s.Export())
	if err != nil {
		t.Error(err)
	}
}
