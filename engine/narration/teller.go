package narration

import (
	"time"

	"sluice/engine/playback"
)

// Line is an event in words.
type Line struct {
	Seq  int64 // the event's number
	At   time.Duration
	Mark playback.Mark
	Text string
}

// Kept is how many events before a place are told.
const Kept = 50

// Teller tells a recording's events before any place in it. It goes on from
// where it was asked last, or from a keyframe.
type Teller struct {
	rec   *playback.Recording
	at    *playback.Playhead
	lines []Line
	nth   []int          // of each goroutine: which it is of its name, from 1
	named map[string]int // goroutines of a name
}

// NewTeller returns a teller of a recording.
func NewTeller(r *playback.Recording) *Teller {
	return &Teller{rec: r, at: r.Playhead(), named: map[string]int{}}
}

// Recording returns what is told.
func (t *Teller) Recording() *playback.Recording { return t.rec }

// Until returns the last events, at most Kept, of the first seq, the oldest
// first. It is valid until the next call.
func (t *Teller) Until(seq int64) []Line {
	t.count()
	if from := seq - Kept; seq < t.at.World().Seq || from > t.at.World().Seq {
		t.lines = t.lines[:0]
		t.at.SeekEvent(from)
	}
	for t.at.World().Seq < seq {
		e := t.at.Next()
		if e == nil {
			break
		}
		line := Line{e.Seq, time.Duration(e.At), playback.MarkOf(e), sentence(t.at.World(), e, t.who)}
		if len(t.lines) == Kept {
			t.lines = t.lines[:copy(t.lines, t.lines[1:])]
		}
		t.lines = append(t.lines, line)
	}
	return t.lines
}

// count numbers the goroutines of one name.
func (t *Teller) count() {
	all := t.rec.World().Goroutines
	for id := len(t.nth); id < len(all); id++ {
		t.named[all[id].Name]++
		t.nth = append(t.nth, t.named[all[id].Name])
	}
}

// who names a goroutine, with a number where there are several of its name.
func (t *Teller) who(id int) string {
	name := t.at.World().Goroutines[id].Name
	switch {
	case id == 0:
		return "Sluice"
	case t.named[name] > 1 && id < len(t.nth):
		return name + " " + whole(t.nth[id])
	}
	return name
}
