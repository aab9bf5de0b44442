package eventlog

// A log may be kept in memory that outlives its process, such as a mapped
// file. What the process leaves there is a sequence of blocks, each a multiple
// of chunkSize and filled up with zeros, which are no events.

// Store keeps the log in blocks that store makes from now on, and moves there
// what it holds. A block is size bytes of zeros or more; a nil one is not used.
func (l *Log) Store(store func(size int) []byte) {
	l.store = store
	for i, b := range l.full {
		l.full[i] = append(l.newBlock(len(b)), b...)
	}
	l.last = append(l.newBlock(max(chunkSize, len(l.last))), l.last...)
}

// newBlock returns an empty block with room for size bytes.
func (l *Log) newBlock(size int) []byte {
	if l.store != nil {
		if b := l.store((size + chunkSize - 1) / chunkSize * chunkSize); b != nil {
			return b[:0]
		}
		l.store = nil // later blocks are lost with the process, but not out of order
	}
	return make([]byte, 0, size)
}

// Salvage makes a log of what a process left behind in stored blocks. torn
// says that the process may have ended in the middle of an event: the last one
// is left out then. Nothing is appended to body; the log can be.
func Salvage(body []byte, torn bool) *Log {
	var (
		l    Log
		r    = NewReader(&l)
		last = *r // before the last event
		e    Event
	)
	for at := 0; at < len(body); {
		if body[at] == 0 {
			at += chunkSize - at%chunkSize
			continue
		}
		before := *r
		d := decoder{b: body[at:]}
		if r.decode(&d, &e); d.bad {
			*r = before
			break
		}
		last = before
		l.last = append(l.last, body[at:at+d.n]...)
		r.off += d.n
		at += d.n
	}
	if torn {
		*r = last
		l.last = l.last[:r.off]
	}
	l.resume(r)
	return &l
}

// resume readies a log for appending where r, which has read it, has come.
func (l *Log) resume(r *Reader) {
	l.events, l.at, l.g = r.seq, r.at, r.g
	l.texts = make(map[string]int, len(r.texts))
	for i, s := range r.texts {
		l.texts[s] = i + 1
	}
}
