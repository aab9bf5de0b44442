package narration

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"sluice/engine/graph"
	"sluice/engine/world"
)

// Station is one station of a picture in words.
type Station struct {
	Name string // its label
	Text string // how it stands; never empty
}

// notYet is said of what the run has not made.
const notYet = "not there yet"

// text says how station i stands.
func (p *Picture) text(i int, w *world.World) string {
	st, at := &p.graph.Stations[i], &p.places[i]
	switch st.Kind {
	case graph.Client:
		return p.client(i, w)
	case graph.Bucket, graph.Leaky:
		return bucket(st, w)
	case graph.Queue:
		return at.queue(st.Many)
	case graph.Workers:
		return p.workers(i, w)
	case graph.Backoff:
		return at.backoff(w.Now)
	case graph.Sink:
		return counted(p.sinks[i], "job")
	case graph.Breaker:
		if says := w.Notes[st.Note]; says != "" {
			return says
		}
		return notYet
	case graph.Bars:
		return bars(st, w)
	}
	var l list // a pile
	l.add(at.fate())
	l.add(counted(at.jobs, "job") + " in it")
	return l.String()
}

func (p *Picture) client(i int, w *world.World) string {
	st, at := &p.graph.Stations[i], &p.places[i]
	var l list
	l.add(at.fate())
	if value, ok := w.Knobs[st.Knob]; ok && st.Knob != "" && len(l.parts) == 0 {
		l.add(number(value) + " " + st.Unit)
	}
	if at.jobs > 0 {
		l.add(counted(at.jobs, "job") + " here")
	}
	if len(l.parts) == 0 {
		l.add(at.crew.String())
	}
	return l.String()
}

// workers says what several goroutines do, or of a lone one what it waits for.
func (p *Picture) workers(i int, w *world.World) string {
	st, at := &p.graph.Stations[i], &p.places[i]
	size := at.crew.Size()
	switch {
	case size == 0 && at.seen == 0:
		return notYet
	case size == 0 && st.Group():
		return "none"
	case size == 0:
		return "returned"
	case size > 1 || st.Group():
		return whole(size) + ": " + at.crew.String()
	}
	g := &w.Goroutines[at.last]
	switch on := w.WaitingOn(at.last); {
	case at.crew.Working > 0:
		return "working on job " + whole(int(g.Job))
	case at.crew.BackingOff > 0:
		return "backing off with job " + whole(int(g.Job))
	case g.State == world.Panicked || on == "" || g.State == world.Sleeping:
		return g.State.String()
	default:
		return g.State.String() + ": " + on
	}
}

func bucket(st *graph.Station, w *world.World) string {
	k := slices.IndexFunc(w.Buckets, func(b world.Bucket) bool { return b.Name == st.Bucket })
	if k < 1 {
		return notYet
	}
	b := &w.Buckets[k]
	level := b.Level(w.Now)
	if st.Kind == graph.Leaky {
		text := whole(int(math.Ceil(level-1e-6))) + " of " + whole(b.Capacity)
		if level <= 0 {
			return text + ", empty"
		}
		return text + ", " + number(-b.Rate) + " a second leak out"
	}
	text := whole(int(level+1e-6)) + " of " + counted(b.Capacity, "token")
	switch {
	case level >= float64(b.Capacity):
		return text + ", full"
	case st.Refill != "":
		return text + ", " + st.Refill
	case b.Rate <= 0:
		return text + ", no refill"
	}
	return text + ", " + number(b.Rate) + " a second come in"
}

func (at *place) queue(many bool) string {
	if !at.made {
		return notYet
	}
	var l list
	if many && at.open > 0 {
		l.add(whole(at.jobs) + " in " + counted(at.open, "channel"))
	} else if at.slots > 0 || at.jobs > 0 {
		l.add(whole(at.jobs) + " of " + whole(at.slots))
	} else if !at.closed {
		l.add("unbuffered")
	}
	if at.senders > 0 {
		l.add(waiting(at.senders, "sender"))
	}
	if at.receivers > 0 {
		l.add(waiting(at.receivers, "receiver"))
	}
	if at.closed {
		l.add("closed")
	}
	return l.String()
}

func waiting(n int, who string) string {
	if n == 1 {
		return "1 " + who + " waits"
	}
	return whole(n) + " " + who + "s wait"
}

func (at *place) backoff(now time.Duration) string {
	switch {
	case at.jobs == 0:
		return "no jobs"
	case at.due <= now:
		return counted(at.jobs, "job") + ", next is due"
	}
	return counted(at.jobs, "job") + ", next in " + span((at.due - now).Round(10*time.Millisecond))
}

// fate says how the goroutines of a station came to a bad end, or that all
// have returned.
func (at *place) fate() string {
	switch {
	case at.crew.Panicked > 0:
		return world.Panicked.String()
	case at.crew.Leaked > 0:
		return world.Leaked.String()
	case at.crew.Size() > 0:
		return ""
	case at.seen > 0:
		return "returned"
	}
	return notYet
}

// most is how many names of bars are listed.
const most = 8

// bars lists what is counted, or how a count goes.
func bars(st *graph.Station, w *world.World) string {
	if st.Series {
		return series(st, w)
	}
	var names []string
	for name := range w.Tallies {
		if rest, ok := strings.CutPrefix(name, st.Tally+"/"); ok {
			names = append(names, rest)
		}
	}
	if len(names) == 0 {
		return "nothing yet"
	}
	slices.Sort(names)
	var l list
	for _, name := range names[:min(len(names), most)] {
		what := name
		if st.Unit != "" {
			what += " " + st.Unit
		}
		l.add(what + " " + whole(w.Tallies[st.Tally+"/"+name]))
	}
	if more := len(names) - most; more > 0 {
		l.add("and " + whole(more) + " more")
	}
	return l.String()
}

// series says how much was counted of late.
func series(st *graph.Station, w *world.World) string {
	const second, back = int(time.Second / graph.Slot), 10
	now := int(w.Now / graph.Slot)
	highest, recent := 0, 0
	for slot := max(now-back*second, 0); slot <= now; slot++ {
		n := w.Tallies[st.Tally+"/"+strconv.Itoa(slot)]
		highest = max(highest, n)
		if slot > now-second {
			recent += n
		}
	}
	if highest == 0 {
		return "none in the last 10 s"
	}
	return whole(recent) + " in the last second; of the last 10 s at most " + whole(highest) + " in 100 ms"
}
