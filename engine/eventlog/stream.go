package eventlog

// A log can be handed on while it grows: Since gives what is new, and Drop
// gives the memory of what has been handed on back. Both need what guards the
// log, like Append; what Since has returned does not.

// Since returns the encoded events from byte n on, in pieces. They stay as they
// are while the log grows. n is a value that Bytes has returned, and not less
// than what was dropped.
func (l *Log) Since(n int64) (pieces [][]byte) {
	skip := n - l.dropped
	for i := range len(l.full) + 1 {
		b := l.block(i)
		if size := int64(len(b)); skip >= size {
			skip -= size
			continue
		}
		pieces = append(pieces, b[skip:len(b):len(b)])
		skip = 0
	}
	return pieces
}

// Drop forgets the blocks that end at byte n or before. The log's hash stays
// what it is; but a log that has dropped something can only be written and
// handed on: no Reader, Prefix or file of it is whole any more.
func (l *Log) Drop(n int64) {
	l.Hash()
	for len(l.full) > 0 {
		size := int64(len(l.full[0]))
		if l.dropped+size > n {
			return
		}
		l.full[0] = nil
		l.full = l.full[1:]
		l.dropped += size
	}
}

// Held returns how many bytes are still in memory.
func (l *Log) Held() int64 { return l.Bytes() - l.dropped }
