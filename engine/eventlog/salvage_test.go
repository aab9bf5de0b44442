package eventlog

import (
	"strings"
	"testing"
)

// stored is memory that outlives a log.
type stored struct{ blocks [][]byte }

func (s *stored) block(size int) []byte {
	s.blocks = append(s.blocks, make([]byte, size))
	return s.blocks[len(s.blocks)-1]
}

func (s *stored) body() (all []byte) {
	for _, b := range s.blocks {
		all = append(all, b...)
	}
	return all
}

func TestALogIsSalvagedFromWhatItsProcessLeaves(t *testing.T) {
	var (
		l Log
		s stored
	)
	l.Append(&Event{Kind: Program, N: 1, Text: "example.com/p\tvirtual"})
	l.Store(s.block)
	l.Append(&Event{Kind: File, Text: "main.go\t" + strings.Repeat("// long\n", 20_000)})
	for i := range 30_000 {
		l.Append(&Event{Kind: Print, At: int64(i), G: i % 3, Text: "line"})
	}
	if len(s.blocks) < 3 {
		t.Fatalf("only %d blocks", len(s.blocks))
	}
	got := Salvage(s.body(), false)
	if got.Hash() != l.Hash() || got.Events() != l.Events() {
		t.Errorf("%d events, want %d, or another hash", got.Events(), l.Events())
	}
	got.Append(&Event{Kind: Finish, At: 30_000, Text: "killed"})
	l.Append(&Event{Kind: Finish, At: 30_000, Text: "killed"})
	if got.Hash() != l.Hash() {
		t.Error("it does not go on as the log does")
	}
}

func TestATornEventIsLeftOut(t *testing.T) {
	var (
		l Log
		s stored
	)
	l.Store(s.block)
	l.Append(&Event{Kind: Print, Text: "whole"})
	want, events := l.Hash(), l.Events()
	l.Append(&Event{Kind: WaitSend, At: 1 << 40, Site: 1 << 20, Obj: 3})
	s.blocks[0][l.Bytes()-1] = 0
	if got := Salvage(s.body(), true); got.Hash() != want || got.Events() != events {
		t.Errorf("%d events, want %d, or another hash", got.Events(), events)
	}
}
