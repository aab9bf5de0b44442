package eventlog

import (
	"encoding/binary"
	"errors"
	"strings"
)

// ErrDamaged is returned when bytes are not a log that this package wrote.
var ErrDamaged = errors.New("eventlog: the log is damaged")

// Reader walks a log from its start. A Copy keeps its place, as a keyframe
// does. A Reader sees events that are appended after it reached the end.
type Reader struct {
	log   *Log
	block int
	off   int   // in that block
	base  int64 // bytes of the blocks before it

	seq   int64
	at    int64
	g     int
	texts []string
	sites []SiteInfo
	files []Source
	cases []Case
	err   error
}

// SiteInfo is a place in the source.
type SiteInfo struct {
	File string // module-relative, with forward slashes
	Func string
	Name string
	Line int
}

// Source is a source file that the log carries.
type Source struct{ File, Text string }

// NewReader returns a reader at the start of l.
func NewReader(l *Log) *Reader { return &Reader{log: l} }

// Copy returns a reader at the same place, which goes on by itself.
func (r *Reader) Copy() *Reader {
	c := *r
	c.cases = nil
	return &c
}

// Seq returns the number of the last event read; 0 before the first.
func (r *Reader) Seq() int64 { return r.seq }

// Err returns ErrDamaged if reading stopped early, nil at a clean end.
func (r *Reader) Err() error { return r.err }

// Site returns the place with number n as far as the reader has come; the
// zero SiteInfo if it is not known.
func (r *Reader) Site(n int) SiteInfo {
	if n > 0 && n <= len(r.sites) {
		return r.sites[n-1]
	}
	return SiteInfo{}
}

// Sources returns the source files that the log carries, as far as the reader
// has come, in the order in which the run came to them.
func (r *Reader) Sources() []Source { return r.files }

// Next reads one event into e and reports whether there was one.
func (r *Reader) Next(e *Event) bool {
	for r.read(e) {
		if !e.Kind.defines() {
			return true
		}
	}
	return false
}

func (r *Reader) read(e *Event) bool {
	if r.err != nil {
		return false
	}
	b := r.log.block(r.block)
	if r.off == len(b) {
		if r.block >= len(r.log.full) {
			return false
		}
		r.block, r.off, r.base = r.block+1, 0, r.base+int64(len(b))
		b = r.log.block(r.block)
		if len(b) == 0 {
			return false
		}
	}
	d := decoder{b: b[r.off:]}
	r.decode(&d, e)
	if d.bad {
		r.err = ErrDamaged
		return false
	}
	r.off += d.n
	e.End = r.base + int64(r.off)
	return true
}

func (r *Reader) decode(d *decoder, e *Event) {
	first := d.byte()
	k := Kind(first & kindSet)
	if k == None || k >= kinds {
		d.bad = true
		return
	}
	if first&timeBit != 0 {
		step := d.uvarint()
		if step > 1<<62 || r.at > 1<<62-int64(step) {
			d.bad = true
			return
		}
		r.at += int64(step)
	}
	if first&goBit != 0 {
		r.g = d.index()
	}
	if !k.defines() {
		r.seq++
	}
	*e = Event{Seq: r.seq, At: r.at, G: r.g, Kind: k}
	f := fields[k]
	if f == fSite|fObj { // most of a log
		e.Site, e.Obj = d.index(), d.index()
		return
	}
	if f&fSite != 0 {
		e.Site = d.index()
	}
	if f&fObj != 0 {
		e.Obj = d.index()
	}
	if f&fJob != 0 {
		e.Job = int64(d.index())
	}
	if f&fN != 0 {
		e.N = unzigzag(d.uvarint())
	}
	if f&fM != 0 {
		e.M = unzigzag(d.uvarint())
	}
	switch {
	case k == Text:
		e.Text = d.string()
		if e.Obj != len(r.texts)+1 {
			d.bad = true
			return
		}
		r.texts = append(r.texts, e.Text)
	case f&fText != 0:
		n := d.index()
		if n > len(r.texts) {
			d.bad = true
			return
		}
		if n > 0 {
			e.Text = r.texts[n-1]
		}
	}
	switch k {
	case Site:
		r.define(d, e)
	case File:
		name, text, ok := strings.Cut(e.Text, "\t")
		d.bad = d.bad || !ok
		r.files = append(r.files, Source{name, text})
	}
	if f&fCases != 0 {
		e.Cases = r.readCases(d)
	}
}

func (r *Reader) define(d *decoder, e *Event) {
	part := strings.SplitN(e.Text, "\t", 3)
	if len(part) != 3 || e.Obj != len(r.sites)+1 || e.N < 0 || e.N > 1<<31 {
		d.bad = true
		return
	}
	r.sites = append(r.sites, SiteInfo{part[0], part[1], part[2], int(e.N)})
}

func (r *Reader) readCases(d *decoder) []Case {
	n := d.index()
	if n > len(d.b)-d.n { // a case is at least one byte
		d.bad = true
		return nil
	}
	r.cases = r.cases[:0]
	for range n {
		v := d.index()
		r.cases = append(r.cases, Case{Chan: v >> 1, Send: v&1 != 0})
	}
	return r.cases
}

// decoder reads fields and remembers the first thing that was wrong.
type decoder struct {
	b   []byte
	n   int
	bad bool
}

func (d *decoder) byte() byte {
	if d.n >= len(d.b) {
		d.bad = true
		return 0
	}
	d.n++
	return d.b[d.n-1]
}

func (d *decoder) uvarint() uint64 {
	if d.n < len(d.b) && d.b[d.n] < 0x80 {
		d.n++
		return uint64(d.b[d.n-1])
	}
	v, n := binary.Uvarint(d.b[min(d.n, len(d.b)):])
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.n += n
	return v
}

// index reads a number that is used as an index, so it must be small.
func (d *decoder) index() int {
	if d.n < len(d.b) && d.b[d.n] < 0x80 {
		d.n++
		return int(d.b[d.n-1])
	}
	v := d.uvarint()
	if v > 1<<31-1 {
		d.bad = true
		return 0
	}
	return int(v)
}

func (d *decoder) string() string {
	n := d.index()
	if d.bad || n > len(d.b)-d.n {
		d.bad = true
		return ""
	}
	s := string(d.b[d.n : d.n+n])
	d.n += n
	return s
}
