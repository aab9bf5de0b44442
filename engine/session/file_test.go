package session

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"time"

	"sluice/engine/eventlog"
)

// forged is a file whose events are what the bytes say, whether that makes
// sense or not, after a beginning that does.
func forged(raw []byte) []byte {
	var l eventlog.Log
	l.Append(&eventlog.Event{Kind: eventlog.Load, Text: "composite\tparked"})
	at := int64(0)
	for len(raw) >= 8 {
		b := raw[:8]
		raw = raw[8:]
		at += int64(b[1]) * int64(time.Millisecond)
		e := eventlog.Event{
			Kind: eventlog.Kind(b[0]%64) + 1, At: at, G: int(b[2] % 8), Site: int(b[3] % 4), Obj: int(b[4] % 8),
			Job: int64(b[5] % 8), N: int64(int8(b[6])), M: int64(int8(b[7])), Text: []string{"", "workers", "queue", "a\tb\tc"}[b[6]%4],
			Cases: []eventlog.Case{{Chan: int(b[7] % 8), Send: b[7]&8 != 0}},
		}
		if e.Kind.String() == "unknown" || e.Kind == eventlog.Text || e.Kind == eventlog.Site {
			continue
		}
		if e.Kind == eventlog.Knob && b[6]&1 == 0 {
			e.N = int64(math.Float64bits(float64(b[7]) * 1e6))
		}
		l.Append(&e)
	}
	var file bytes.Buffer
	if err := l.Encode(&file, eventlog.Header{Until: time.Duration(at)}); err != nil {
		panic(err)
	}
	return file.Bytes()
}

// explored shows every part of an imported run, and exports it as it was.
func explored(t *testing.T, file []byte) {
	t.Helper()
	s, err := Import(file)
	if err != nil {
		return
	}
	defer s.Close()
	for _, part := range []time.Duration{0, 2, 1, 3} {
		if err := s.Seek(s.end() / 3 * part); err != nil {
			t.Fatal(err)
		}
		s.Stats()
		s.Stands()
		s.Told()
		s.Report(time.Second)
		for i := range s.World().Goroutines {
			s.World().WaitingOn(i)
		}
	}
	s.SeekMark(false)
	if err := s.Step(-1); err != nil {
		t.Fatal(err)
	}
	lanes := s.Recording().Lanes(0)
	lanes.Fold(s.end(), 10_000)
	lanes.Between(0, s.end())
	for job := range 5 {
		_, _ = s.Story(job) // an error for one that is not there
	}
	if !bytes.Equal(s.Export(), file) {
		t.Error("exported, it is another run")
	}
}

// FuzzImport gives Import runs that never were: it must refuse them, or show
// every moment of them.
func FuzzImport(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{byte(eventlog.GoCreate) - 1, 1, 0, 1, 1, 0, 0, 0, byte(eventlog.JobOffer) - 1, 1, 1, 0, 1, 1, 0, 0})
	f.Add(binary.LittleEndian.AppendUint64(nil, 0x0807060504030228))
	f.Fuzz(func(t *testing.T, b []byte) { explored(t, forged(b)) })
}

func TestARunOfAnotherSchedulerStaysOne(t *testing.T) {
	s := load(t, "composite", Options{})
	run(t, s, time.Second)
	s.rec.Origin = 1 - origin()
	back, err := Import(s.Export())
	do(t, err)
	if _, h, err := eventlog.Decode(back.Export()); err != nil || h.Origin != 1-origin() {
		t.Errorf("it comes from %v: %v", h.Origin, err)
	}
}
