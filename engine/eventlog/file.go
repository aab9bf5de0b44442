package eventlog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"time"
)

// Origin says which scheduler a log comes from. The same program with the
// same seed takes another order natively than in the browser.
type Origin uint64

// The origins.
const (
	Native Origin = iota
	Wasm
)

// Header is what a file says of its log.
type Header struct {
	Origin Origin
	Until  time.Duration // virtual time up to which the run was recorded
}

const (
	magic   = "SLUICE\r\n"
	version = 3
	oldest  = 2 // that is read: it lacks the last kinds
)

// MaxFile is the largest body, in bytes, that Decode accepts.
const MaxFile = 256 << 20

var (
	// ErrFormat is returned for bytes that do not begin as a log does.
	ErrFormat = errors.New("eventlog: this is not a Sluice log")
	// ErrVersion is returned for a log of another version of the format.
	ErrVersion = errors.New("eventlog: the log has a version that this build cannot read")
	// ErrTooLarge is returned for a log of more than MaxFile bytes.
	ErrTooLarge = errors.New("eventlog: the log is too large")
)

// Encode writes the log in the file format to w. It returns w's error.
func (l *Log) Encode(w io.Writer, h Header) error {
	head, full, last := l.Parts(nil, h)
	for _, b := range slices.Concat([][]byte{head}, full, [][]byte{last}) {
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	_, err := w.Write(binary.LittleEndian.AppendUint64(nil, l.Hash()))
	return err
}

// Parts returns what Encode writes before the hash, without copying the log:
// the file's head, appended to buf, the blocks that are full, and the one that
// is being written. None of them changes when the log grows.
func (l *Log) Parts(buf []byte, h Header) (head []byte, full [][]byte, last []byte) {
	head = append(buf, magic...)
	for _, n := range [...]uint64{version, uint64(h.Origin), uint64(h.Until), uint64(l.events), uint64(l.Bytes())} {
		head = binary.AppendUvarint(head, n)
	}
	return head, l.full, l.last
}

// Decode reads a log in the file format. It checks the whole of it and
// returns ErrFormat, ErrVersion, ErrTooLarge or ErrDamaged; it never
// returns a log that a Reader would stop in.
func Decode(file []byte) (*Log, Header, error) {
	var h Header
	rest, ok := bytes.CutPrefix(file, []byte(magic))
	if !ok {
		return nil, h, ErrFormat
	}
	d := decoder{b: rest}
	if v := d.uvarint(); !d.bad && (v < oldest || v > version) {
		return nil, h, fmt.Errorf("%w: version %d", ErrVersion, v)
	}
	from, until, events, size := Origin(d.uvarint()), d.uvarint(), d.uvarint(), d.uvarint()
	if d.bad || from > Wasm || until > 1<<62 {
		return nil, h, ErrDamaged
	}
	h = Header{from, time.Duration(until)}
	if size > MaxFile {
		return nil, h, ErrTooLarge
	}
	body := rest[d.n:]
	if uint64(len(body)) != size+8 {
		return nil, h, fmt.Errorf("%w: it is cut short or has bytes after its end", ErrDamaged)
	}
	sum := binary.LittleEndian.Uint64(body[size:])
	body = bytes.Clone(body[:size])
	read := fnv.New64a()
	read.Write(body)
	if read.Sum64() != sum {
		return nil, h, fmt.Errorf("%w: its hash does not match", ErrDamaged)
	}
	l := &Log{last: body, events: int64(events)}
	if err := l.restore(); err != nil {
		return nil, h, err
	}
	if l.at > int64(h.Until) {
		return nil, h, fmt.Errorf("%w: its events go on after its end", ErrDamaged)
	}
	return l, h, nil
}

// restore reads a decoded log once, to check it and to be able to append.
func (l *Log) restore() error {
	r := NewReader(l)
	var e Event
	for r.Next(&e) {
	}
	if r.err != nil {
		return r.err
	}
	if r.seq != l.events {
		return fmt.Errorf("%w: it holds %d events and says %d", ErrDamaged, r.seq, l.events)
	}
	l.resume(r)
	return nil
}
