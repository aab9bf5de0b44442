package eventlog

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func TestALogIsReadWhileItArrivesInParts(t *testing.T) {
	source, _ := sample(7, 3000)
	var arrived Log
	reader := NewReader(&arrived)
	var got []Event
	var e Event
	for _, block := range slicesOf(source) {
		if err := arrived.Extend(block); err != nil {
			t.Fatal(err)
		}
		for reader.Next(&e) {
			e.Seq, e.Cases = 0, append([]Case(nil), e.Cases...)
			got = append(got, e)
		}
	}
	want, err := readAll(source)
	if err != nil || reader.Err() != nil {
		t.Fatal(err, reader.Err())
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%d events arrived of %d", len(got), len(want))
	}
	if arrived.Hash() != source.Hash() || arrived.Events() != source.Events() || arrived.Bytes() != source.Bytes() {
		t.Error("what arrived is another log")
	}
}

func TestADamagedPartIsRefusedAndTheLogStays(t *testing.T) {
	source, _ := sample(8, 500)
	parts := slicesOf(source)
	var arrived Log
	if err := arrived.Extend(parts[0]); err != nil {
		t.Fatal(err)
	}
	before := arrived.Hash()
	for what, part := range map[string][]byte{
		"cut short": parts[1][:len(parts[1])-1],
		"no log":    bytes.Repeat([]byte{0x3f}, 20),
		"a leap":    append([]byte{byte(GoStart) | timeBit}, bytes.Repeat([]byte{0xff}, 9)...),
	} {
		if err := arrived.Extend(part); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if arrived.Hash() != before {
		t.Error("a refused part has changed the log")
	}
	if err := arrived.Extend(parts[1]); err != nil {
		t.Errorf("the right part is refused after wrong ones: %v", err)
	}
}

// slicesOf cuts a log's body into parts of whole events.
func slicesOf(l *Log) (parts [][]byte) {
	body := bytes.Join(append(append([][]byte(nil), l.full...), l.last), nil)
	r, from := NewReader(l), int64(0)
	var e Event
	for n := 0; r.read(&e); n++ {
		if n%97 == 96 {
			parts, from = append(parts, body[from:e.End]), e.End
		}
	}
	return append(parts, body[from:])
}
