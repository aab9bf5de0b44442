package eventlog

import (
	"encoding/binary"
	"hash"
	"hash/fnv"
	"unsafe"
)

// chunkSize is the size in bytes of one block of the log. Blocks are never
// moved or copied once written, so appending never stalls on a big copy.
const chunkSize = 64 << 10

// maxEvent is more than the longest event without its text and cases.
const maxEvent = 96

const (
	timeBit = 0x80 // a time difference follows the kind
	goBit   = 0x40 // a goroutine number follows
	kindSet = 0x3f
)

// Log is an append-only event log. Its zero value is an empty log, ready to
// use. It is not safe for concurrent use: the run that writes it serialises
// its own goroutines.
type Log struct {
	full   [][]byte // blocks that are written
	last   []byte   // the block that is being written
	size   int64    // bytes of the full blocks, those that were dropped too
	events int64
	at     int64 // time of the last event
	g      int   // goroutine of the last event
	texts  map[string]int
	recent [8]recentText

	checked *Reader // of what was extended: as far as it was checked
	dropped int64   // bytes that are not held any more

	store func(size int) []byte // makes blocks; nil: they are allocated

	sum    hash.Hash64
	summed int64 // bytes that sum already covers
}

// Events returns how many events the log holds.
func (l *Log) Events() int64 { return l.events }

// Bytes returns the encoded size in bytes.
func (l *Log) Bytes() int64 { return l.size + int64(len(l.last)) }

// Append adds one event; Seq is ignored and the event's Text is written
// once and referred to afterwards. At must not be before the last event's.
func (l *Log) Append(e *Event) {
	text := 0
	if fields[e.Kind]&fText != 0 && e.Kind != Text {
		text = l.intern(e.Text)
	}
	b := l.head(maxEvent+10*len(e.Cases), e.Kind, e.At, e.G)
	f := fields[e.Kind]
	if f&fSite != 0 {
		b = uvarint(b, uint64(e.Site))
	}
	if f&fObj != 0 {
		b = uvarint(b, uint64(e.Obj))
	}
	if f&fJob != 0 {
		b = uvarint(b, uint64(e.Job))
	}
	if f&fN != 0 {
		b = varint(b, e.N)
	}
	if f&fM != 0 {
		b = varint(b, e.M)
	}
	if f&fText != 0 {
		b = uvarint(b, uint64(text))
	}
	if f&fCases != 0 {
		b = uvarint(b, uint64(len(e.Cases)))
		for _, c := range e.Cases {
			n := uint64(c.Chan) << 1
			if c.Send {
				n |= 1
			}
			b = uvarint(b, n)
		}
	}
	l.last = b
}

// Op adds an event that carries only a site and an object. It is the hot
// path: channel operations are most of a log.
func (l *Log) Op(k Kind, at int64, g, site, obj int) {
	b := l.head(maxEvent, k, at, g)
	b = uvarint(b, uint64(site))
	l.last = uvarint(b, uint64(obj))
}

// head begins an event of at most room bytes. It returns the block with what
// all events have; the caller adds the rest and makes it l.last.
func (l *Log) head(room int, k Kind, at int64, g int) []byte {
	if cap(l.last)-len(l.last) < room {
		l.turn(room)
	}
	if !k.defines() {
		l.events++
	}
	if at == l.at && g == l.g {
		return append(l.last, byte(k))
	}
	first := byte(k)
	if at != l.at {
		first |= timeBit
	}
	if g != l.g {
		first |= goBit
	}
	b := append(l.last, first)
	if at != l.at {
		b = uvarint(b, uint64(at-l.at))
		l.at = at
	}
	if g != l.g {
		b = uvarint(b, uint64(g))
		l.g = g
	}
	return b
}

// turn begins a new block.
func (l *Log) turn(room int) {
	if len(l.last) > 0 {
		l.full = append(l.full, l.last)
		l.size += int64(len(l.last))
	}
	l.last = l.newBlock(max(chunkSize, room))
}

// block returns block i; nil behind the last one.
func (l *Log) block(i int) []byte {
	switch {
	case i < len(l.full):
		return l.full[i]
	case i == len(l.full):
		return l.last
	}
	return nil
}

// recentText is a text that was interned lately. Most texts are constants of
// the program, which are told by their address.
type recentText struct {
	text   string
	number int
}

// intern returns the number of a text, writing its definition first if it
// is new. Number 0 is the empty text.
func (l *Log) intern(s string) int {
	if s == "" {
		return 0
	}
	r := &l.recent[uintptr(unsafe.Pointer(unsafe.StringData(s)))>>2&7]
	if len(r.text) != len(s) || unsafe.StringData(r.text) != unsafe.StringData(s) {
		*r = recentText{s, l.number(s)}
	}
	return r.number
}

func (l *Log) number(s string) int {
	if n, ok := l.texts[s]; ok {
		return n
	}
	if l.texts == nil {
		l.texts = map[string]int{}
	}
	n := len(l.texts) + 1
	l.texts[s] = n
	b := l.head(maxEvent+len(s), Text, l.at, l.g)
	b = uvarint(b, uint64(n))
	b = uvarint(b, uint64(len(s)))
	l.last = append(b, s...)
	return n
}

// Hash returns the FNV-1a hash (Fowler, Noll and Vo) of the encoded events.
// Two logs with the same hash tell the same story. Only the bytes added
// since the last call are read.
func (l *Log) Hash() uint64 {
	if l.sum == nil {
		l.sum = fnv.New64a()
	}
	skip := l.summed - l.dropped
	for i := range len(l.full) + 1 {
		b := l.block(i)
		n := int64(len(b))
		if skip >= n {
			skip -= n
			continue
		}
		l.sum.Write(b[skip:])
		skip = 0
	}
	l.summed = l.Bytes()
	return l.sum.Sum64()
}

// Prefix returns what Hash would if the log had only its first n bytes, or
// all if it has fewer.
func (l *Log) Prefix(n int64) uint64 {
	sum := fnv.New64a()
	for i := 0; i <= len(l.full) && n > 0; i++ {
		b := l.block(i)
		b = b[:min(n, int64(len(b)))]
		sum.Write(b)
		n -= int64(len(b))
	}
	return sum.Sum64()
}

func uvarint(b []byte, n uint64) []byte {
	if n < 0x80 {
		return append(b, byte(n))
	}
	return binary.AppendUvarint(b, n)
}

// varint writes small numbers of either sign shortly: zigzag, as in
// Protocol Buffers.
func varint(b []byte, n int64) []byte {
	return uvarint(b, uint64(n)<<1^uint64(n>>63))
}

func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }
