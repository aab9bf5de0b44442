package eventlog

// Salvage makes a log of the encoded events that a process left behind. An
// event that was not finished is cut off, and what follows it. Events can be
// appended to the log that it returns. It keeps body.
func Salvage(body []byte) *Log {
	l := &Log{last: body[:len(body):len(body)]}
	r := NewReader(l)
	var e Event
	for r.read(&e) {
	}
	l.last = l.last[:r.off:r.off]
	l.resume(r)
	return l
}

// resume readies a log for appending where r, which has read it, has come.
func (l *Log) resume(r *Reader) {
	l.events, l.at, l.g = r.seq, r.at, r.g
	l.texts = make(map[string]int, len(r.texts))
	for i, s := range r.texts {
		l.texts[s] = i + 1
	}
}
