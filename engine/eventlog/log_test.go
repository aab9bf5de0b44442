package eventlog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// sample returns a log of n events of every kind in random order, and the
// same events as they should be read back.
func sample(seed uint64, n int) (*Log, []Event) {
	rng := rand.New(rand.NewPCG(seed, 1))
	words := []string{"", "queue", "worker", "no token", "a longer text — with a dash"}
	l := &Log{}
	var want []Event
	at, sites := int64(0), 0
	for len(want) < n {
		k := Kind(1 + rng.IntN(int(kinds)-1))
		if k == Text {
			continue // Append writes them
		}
		if rng.IntN(4) == 0 {
			at += rng.Int64N(1e9)
		}
		e := Event{At: at, G: rng.IntN(100), Kind: k}
		f := fields[k]
		if f&fSite != 0 {
			e.Site = rng.IntN(1000)
		}
		if f&fObj != 0 {
			e.Obj = rng.IntN(1 << 20)
		}
		if f&fJob != 0 {
			e.Job = rng.Int64N(1 << 30)
		}
		if f&fN != 0 {
			e.N = rng.Int64() - rng.Int64()
		}
		if f&fM != 0 {
			e.M = -rng.Int64N(1 << 40)
		}
		if f&fText != 0 {
			e.Text = words[rng.IntN(len(words))]
		}
		if k == Site {
			sites++
			e.Obj, e.N, e.Text = sites, 12, "a.go\tmain\tqueue"
		}
		if k == File {
			e.Text = "a.go\tpackage a"
		}
		for i := rng.IntN(4); f&fCases != 0 && i >= 0; i-- {
			e.Cases = append(e.Cases, Case{Chan: rng.IntN(50), Send: rng.IntN(2) == 0})
		}
		l.Append(&e)
		if !k.defines() {
			e.End = l.Bytes()
			want = append(want, e)
		}
	}
	return l, want
}

func readAll(l *Log) ([]Event, error) {
	r := NewReader(l)
	var got []Event
	var e Event
	for r.Next(&e) {
		e.Seq, e.Cases = 0, append([]Case(nil), e.Cases...)
		got = append(got, e)
	}
	return got, r.Err()
}

func TestReadsBackWhatWasAppended(t *testing.T) {
	l, want := sample(1, 20_000)
	got, err := readAll(l)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatal("the events read differ from those appended")
	}
	if len(l.full) < 1 {
		t.Fatalf("the test should cross a block's border, got %d bytes", l.Bytes())
	}
}

func TestOpIsAppendWithoutTheRest(t *testing.T) {
	var a, b Log
	a.Op(Send, 5, 2, 3, 4)
	b.Append(&Event{Kind: Send, At: 5, G: 2, Site: 3, Obj: 4})
	if a.Hash() != b.Hash() {
		t.Fatal("Op and Append encode the same event differently")
	}
}

func TestAReaderGoesOnWhenTheLogGrows(t *testing.T) {
	var l Log
	r := NewReader(&l)
	var e Event
	if r.Next(&e) {
		t.Fatal("an empty log has no event")
	}
	l.Op(Send, 1, 1, 1, 1)
	if !r.Next(&e) || e.Kind != Send || e.Seq != 1 {
		t.Fatalf("want the first event, got %+v", e)
	}
	if r.Next(&e) {
		t.Fatal("one event was appended, two were read")
	}
}

func TestACopiedReaderIsAKeyframe(t *testing.T) {
	l, want := sample(2, 1000)
	r := NewReader(l)
	var e Event
	for range 500 {
		r.Next(&e)
	}
	kept := r.Copy()
	var first, second []int64
	for r.Next(&e) {
		first = append(first, e.At)
	}
	for kept.Next(&e) {
		second = append(second, e.At)
	}
	if len(first) == 0 || !reflect.DeepEqual(first, second) {
		t.Fatalf("replaying from the keyframe differs: %d and %d events of %d", len(first), len(second), len(want))
	}
}

func TestHashCoversEveryEvent(t *testing.T) {
	a, _ := sample(3, 100)
	b, _ := sample(3, 100)
	if a.Hash() != b.Hash() {
		t.Fatal("equal logs have different hashes")
	}
	before := b.Hash()
	b.Op(Send, b.at, 1, 1, 1)
	if b.Hash() == before {
		t.Fatal("an event more leaves the hash as it was")
	}
}

func TestAPrefixHasTheHashOfTheLogAsItWas(t *testing.T) {
	l, _ := sample(7, 10_000)
	if len(l.full) < 1 {
		t.Fatal("the test should cross a block's border")
	}
	before, bytes := l.Hash(), l.Bytes()
	l.Op(Send, l.at, 1, 1, 1)
	if l.Prefix(bytes) != before {
		t.Error("the prefix has another hash than the log had")
	}
	if l.Prefix(l.Bytes()) != l.Hash() || l.Prefix(1<<40) != l.Hash() {
		t.Error("the longest prefix is not the log")
	}
	if l.Prefix(bytes-1) == before {
		t.Error("a shorter prefix has the same hash")
	}
}

func encoded(t testing.TB, l *Log) []byte {
	var buf bytes.Buffer
	if err := l.Encode(&buf, Header{Wasm, time.Duration(l.at) + time.Second}); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestFileRoundTrip(t *testing.T) {
	l, want := sample(4, 30_000)
	file := encoded(t, l)
	back, h, err := Decode(file)
	if want := (Header{Wasm, time.Duration(l.at) + time.Second}); err != nil || h != want {
		t.Fatalf("Decode: %+v, %v", h, err)
	}
	got, _ := readAll(back)
	if !reflect.DeepEqual(got, want) || back.Hash() != l.Hash() {
		t.Fatal("the file holds another log")
	}
	if !bytes.Equal(encoded(t, back), file) {
		t.Fatal("encoding the decoded log gives other bytes")
	}
	l.Append(&Event{Kind: Print, At: l.at, Text: "more"})
	back.Append(&Event{Kind: Print, At: back.at, Text: "more"})
	if back.Hash() != l.Hash() {
		t.Fatal("a decoded log does not go on as the original does")
	}
}

func TestDecodeNamesWhatIsWrong(t *testing.T) {
	l, _ := sample(5, 50)
	good := encoded(t, l)
	other := bytes.Clone(good)
	other[len(magic)] = 9
	flipped := bytes.Clone(good)
	flipped[len(good)/2] ^= 1
	var early bytes.Buffer
	if err := l.Encode(&early, Header{Wasm, time.Duration(l.at) - 1}); err != nil {
		t.Fatal(err)
	}
	huge := binary.AppendUvarint(append([]byte(magic), version, 1, 0, 1), MaxFile+1)
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, ErrFormat},
		{"something else", []byte("PNG and so on"), ErrFormat},
		{"another version", other, ErrVersion},
		{"cut short", good[:len(good)-3], ErrDamaged},
		{"a flipped bit", flipped, ErrDamaged},
		{"an end before its end", early.Bytes(), ErrDamaged},
		{"more behind it", append(bytes.Clone(good), 0), ErrDamaged},
		{"too large", huge, ErrTooLarge},
	} {
		if _, _, err := Decode(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// FuzzDecode gives the body any bytes under a right hash, so that the
// decoder itself is reached: it must refuse or read to the end.
func FuzzDecode(f *testing.F) {
	l, _ := sample(6, 200)
	f.Add(bytes.Join(append(l.full, l.last), nil), uint64(l.events))
	f.Add([]byte{byte(Send) | timeBit | goBit, 1, 1, 1, 1}, uint64(1))
	f.Fuzz(func(t *testing.T, body []byte, events uint64) {
		forged := &Log{last: body, events: int64(events >> 1)}
		back, _, err := Decode(encoded(t, forged))
		if err != nil {
			return
		}
		if _, err := readAll(back); err != nil {
			t.Fatalf("Decode accepted a log that a reader stops in: %v", err)
		}
	})
}

func BenchmarkOp(b *testing.B) {
	var l Log
	for i := 0; b.Loop(); i++ {
		l.Op(Send, int64(i/8), i&15, 3, 4)
	}
	b.ReportMetric(float64(l.Bytes())/float64(l.Events()), "B/event")
}

func BenchmarkRead(b *testing.B) {
	var l Log
	for i := range 1 << 20 {
		l.Op(Send, int64(i/8), i&15, 3, 4)
	}
	r := NewReader(&l)
	var e Event
	for b.Loop() {
		if !r.Next(&e) {
			r = NewReader(&l)
		}
	}
}
