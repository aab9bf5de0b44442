package eventlog

import "bytes"

// Resume readies a log that was extended for Append, which is to end it.
func (l *Log) Resume() {
	if l.checked != nil {
		l.resume(l.checked)
		l.checked = nil
	}
}

// Extend adds a part of another log's body, which is whole events from where
// this one ends: so a log is read while it is written elsewhere. It copies the
// part. If that is no log it returns ErrDamaged and adds nothing.
func (l *Log) Extend(part []byte) error {
	check := l.checked
	if check == nil {
		check = NewReader(l)
		for e := (Event{}); check.read(&e); {
		}
	}
	before := check.Copy()
	var e Event
	for d := (decoder{b: part}); d.n < len(part) && !d.bad; {
		if check.decode(&d, &e); d.bad {
			l.checked = before
			return ErrDamaged
		}
	}
	l.checked = check
	if len(l.last) > 0 {
		l.full, l.size = append(l.full, l.last), l.size+int64(len(l.last))
	}
	l.last = bytes.Clone(part)
	l.events, l.at, l.g = check.seq, check.at, check.g
	return nil
}
