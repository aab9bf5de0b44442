package eventlog

import (
	"bytes"
	"testing"
)

func TestALogIsHandedOnWhileItGrows(t *testing.T) {
	var l Log
	var got bytes.Buffer
	sent := int64(0)
	whole := &Log{}
	for i := range 100_000 {
		e := Event{Kind: Send, At: int64(i), G: i % 7, Site: 1, Obj: 1}
		l.Append(&e)
		whole.Append(&e)
		if i%999 == 0 || i == 99_999 {
			for _, b := range l.Since(sent) {
				got.Write(b)
			}
			sent = l.Bytes()
			l.Drop(sent)
			if l.Held() > chunkSize {
				t.Fatalf("%d bytes are held", l.Held())
			}
		}
	}
	var want bytes.Buffer
	for _, b := range whole.Since(0) {
		want.Write(b)
	}
	if !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Error("what was handed on is not the log")
	}
	if l.Hash() != whole.Hash() || l.Events() != whole.Events() {
		t.Error("dropping has changed the log's hash")
	}
}

func TestWhatWasHandedOnStaysAsItIs(t *testing.T) {
	var l Log
	l.Append(&Event{Kind: Send, Site: 1, Obj: 1})
	before := l.Since(0)
	want := bytes.Clone(before[0])
	for range 1000 {
		l.Append(&Event{Kind: Recv, Site: 2, Obj: 1})
	}
	if !bytes.Equal(before[0], want) || len(l.Since(l.Bytes())) != 0 {
		t.Errorf("got %x, then %x", want, before[0])
	}
}
