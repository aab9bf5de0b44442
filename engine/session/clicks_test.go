package session

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"sluice/engine/playback"
)

func TestAMillionClicksAreBoundedAndTheirRunStaysWhole(t *testing.T) {
	s := load(t, "fan-out", Options{Knobs: map[string]float64{"arrival": 0}})
	s.Pause()
	for range 1_000_000 {
		if err := s.Set("workers", 4); err != nil && !errors.Is(err, ErrBusy) {
			t.Fatal(err)
		}
	}
	if n := s.waiting(); n != MaxWaiting {
		t.Fatalf("%d wait for their turn", n)
	}
	s.Play()
	until := time.Now().Add(time.Minute)
	for s.waiting() > MaxWaiting*9/10 && time.Now().Before(until) {
		s.Frame(time.Millisecond, 6*time.Millisecond)
	}
	do(t, s.Set("workers", 5)) // there is room again
	if _, err := s.Script().Text(); !errors.Is(err, playback.ErrScriptLong) {
		t.Errorf("a link for it: %v", err)
	}
	file := s.Export()
	again, err := Import(file)
	do(t, err)
	if !bytes.Equal(again.Export(), file) {
		t.Error("imported and exported, it is another run")
	}
	again.Close()
}
