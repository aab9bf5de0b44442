package playback

import (
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// MaxSpans is how many spans lanes may have: a stretch with more is too long
// to be drawn, and is cut off there.
const MaxSpans = 100_000

// Span is a time in which a goroutine stays in one state at one place.
type Span struct {
	From, To time.Duration
	State    world.GoState
	Site     int   // where it is, by its number in the log
	Job      int32 // the job that it has, 0 for none
	Works    bool  // on that job
	By       int   // who ended this wait on a channel; 0: the clock, the page, or not known
}

// like reports whether a span says the same as another one, of another time.
func (s *Span) like(o Span) bool {
	return s.State == o.State && s.Site == o.Site && s.Job == o.Job && s.Works == o.Works
}

// Lane is what one goroutine did.
type Lane struct {
	G     int
	Name  string
	Spans []Span // in their order; the last one may still go on
}

// Lanes is what all goroutines did over a stretch of a recording. It belongs
// to the recording's goroutine.
type Lanes struct {
	head     *Playhead
	from, to time.Duration
	lanes    []Lane
	place    map[int]int // of a goroutine's lane
	closers  map[int]int // who closed a channel
	spans    int
}

// Lanes returns what all did from a moment on, as far as Fold has come: not
// at all yet.
func (r *Recording) Lanes(from time.Duration) *Lanes {
	l := &Lanes{head: r.Playhead(), from: from, to: from, place: map[int]int{}, closers: map[int]int{}}
	l.head.Seek(from)
	for i := range l.head.world.Goroutines {
		if i > 0 && l.head.world.Goroutines[i].Alive() {
			l.begin(i)
		}
	}
	return l
}

// From and To are the moments from which and up to which they are known.
func (l *Lanes) From() time.Duration { return l.from }
func (l *Lanes) To() time.Duration   { return l.to }

// Full reports whether there are as many spans as may be.
func (l *Lanes) Full() bool { return l.spans >= MaxSpans }

// Fold goes on up to a moment, over at most n events, and reports whether it
// came there. It does not when it is full.
func (l *Lanes) Fold(to time.Duration, n int) bool {
	for ; n > 0 && !l.Full(); n-- {
		if !l.head.peek() || time.Duration(l.head.next.At) > to {
			l.to = max(l.to, to)
			return true
		}
		l.step()
	}
	l.to = max(l.to, l.head.world.Now)
	return false
}

// step folds one event.
func (l *Lanes) step() {
	w, e := l.head.world, &l.head.next
	by, g := l.unblocker(e), e.G
	kind, child := e.Kind, e.Obj
	l.head.fold()
	switch kind {
	case eventlog.GoCreate:
		if child < len(w.Goroutines) {
			l.begin(child)
		}
	case eventlog.Close:
		l.closers[child] = g
	case eventlog.Finish:
		for id := range l.place {
			l.look(id, 0)
		}
	}
	l.look(g, by)
}

// unblocker is who made it possible that a goroutine that waits for a channel
// goes on with this event; 0 if nobody did.
func (l *Lanes) unblocker(e *eventlog.Event) int {
	if e.G <= 0 || e.G >= len(l.head.world.Goroutines) {
		return 0
	}
	g := &l.head.world.Goroutines[e.G]
	switch g.State {
	case world.BlockedSend, world.BlockedRecv, world.BlockedSelect:
		if e.Kind == eventlog.RecvZero {
			return l.closers[e.Obj]
		}
		if by, ok := g.Unblocked(); ok {
			return by
		}
	}
	return 0
}

// begin opens a goroutine's lane.
func (l *Lanes) begin(id int) {
	g := &l.head.world.Goroutines[id]
	l.place[id] = len(l.lanes)
	l.lanes = append(l.lanes, Lane{id, g.Name, []Span{l.present(id, max(g.Since, l.from))}})
	l.spans++
}

// present is the span that a goroutine is in, from a moment on.
func (l *Lanes) present(id int, from time.Duration) Span {
	w := l.head.world
	g := &w.Goroutines[id]
	works := w.Jobs[w.JobOf(id)].State == world.Working
	return Span{From: from, To: -1, State: g.State, Site: int(g.Site), Job: g.Job, Works: works}
}

// look ends a goroutine's span and begins another one if its state, place or
// job has changed.
func (l *Lanes) look(id, by int) {
	at, ok := l.place[id]
	if !ok {
		return
	}
	lane := &l.lanes[at]
	last := &lane.Spans[len(lane.Spans)-1]
	now := l.present(id, l.head.world.Now)
	if by == 0 && last.like(now) {
		return
	}
	last.To, last.By = now.From, by
	if last.From == last.To { // nobody can see it
		*last = now
	} else {
		lane.Spans = append(lane.Spans, now)
		l.spans++
	}
	if now.State == world.Done || now.State == world.Panicked {
		lane.Spans[len(lane.Spans)-1].To = now.From
	}
}

// Between returns the lanes of those who were there in a stretch, in the order
// in which they were created. What lies outside is cut off.
func (l *Lanes) Between(from, to time.Duration) []Lane {
	var all []Lane
	for _, lane := range l.lanes {
		first, _ := slices.BinarySearchFunc(lane.Spans, from, func(s Span, t time.Duration) int {
			if s.To >= 0 && s.To <= t {
				return -1
			}
			return 1
		})
		cut := Lane{G: lane.G, Name: lane.Name}
		for _, s := range lane.Spans[first:] {
			if s.To < 0 {
				s.To = l.to
			}
			if s.From > to {
				break
			}
			s.From, s.To = max(s.From, from), min(s.To, to)
			if s.To > s.From || s.State == world.Panicked {
				cut.Spans = append(cut.Spans, s)
			}
		}
		if len(cut.Spans) > 0 {
			all = append(all, cut)
		}
	}
	return all
}

// At returns the span of a goroutine's lane at a moment, with To being as far
// as it is known; ok is false if there is none.
func (l *Lanes) At(g int, t time.Duration) (s Span, ok bool) {
	at, known := l.place[g]
	if !known {
		return Span{}, false
	}
	for _, s := range l.lanes[at].Spans {
		if s.To < 0 {
			s.To = l.to
		}
		if s.From <= t && t <= s.To {
			return s, true
		}
	}
	return Span{}, false
}

// Coarse returns the lane without the spans that begin and end within the same
// stretch of a width, counted from a moment, as one that is drawn before.
func (l Lane) Coarse(from, width time.Duration) Lane {
	coarse := Lane{G: l.G, Name: l.Name}
	drawn := time.Duration(-1) // the stretch that something begins in
	for _, s := range l.Spans {
		begins, ends := (s.From-from)/width, (s.To-from)/width
		if begins == ends && begins == drawn {
			continue
		}
		coarse.Spans = append(coarse.Spans, s)
		drawn = begins
	}
	return coarse
}
