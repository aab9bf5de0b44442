// Package survey finds a picture for a program that nobody has laid out: what
// is created at one place in the source is one station, and pipes lead from
// who was seen to send to a channel, and from there to who received.
//
// A Survey is a function of the events applied to it and of what was opened.
// A station's ID is a function of its place in the source, and stations keep
// the order in which the run came to them, so that a picture stays as it is
// while the program goes on.
package survey

import (
	"math"
	"strconv"

	"sluice/engine/eventlog"
	"sluice/engine/graph"
)

// Limits of how finely a program is looked at.
const (
	MaxMembers  = 12 // goroutines of one place that get a station each
	MaxStations = 24 // in a picture, but for what was opened; what has the least to do is put together
	maxChannels = 64 // of one place that are told apart
)

// Survey is what is known of a program's parts. Its methods are for one
// goroutine.
type Survey struct {
	site   func(int) eventlog.SiteInfo
	reader *eventlog.Reader // of Of's log

	groups     []group
	byOrigin   [2]map[graph.Origin]int // of goroutines and of channels
	units      []unit
	goroutines []int32   // the unit of each, by number; 0 is the driver, which has none
	channels   []channel // by number
	flows      []flow
	byEnds     map[ends]int
	changed    int
}

// group is all that is made at one place.
type group struct {
	kind   graph.Kind // Workers or Queue
	origin graph.Origin
	rest   int32   // the unit of those that have none of their own; -1 for none
	units  []int32 // of the first ones, in their order
	count  int
	room   int  // of goroutines: how many were there at once; of channels: their capacity
	now    int  // the same, at this moment
	open   bool // each has a station

	// Of channels.
	signals bool // its elements can only signal
	shared  bool // one of them was used by two goroutines
	awaited bool // somebody waited at one of them
}

// unit is what may get a station of its own: a goroutine, a channel, or those
// of a group that are beyond its limit.
type unit struct {
	group  int32
	number int // in the log; 0 for several
	place  int // in its group, from 1; 0 for several
	room   int // that it takes of its group's; 0 for several
}

type channel struct {
	unit     int32 // -1 for none
	user     int32 // the goroutine that used it first
	capacity int   // 0 once it is closed
}

// ends are two units: a goroutine's and a channel's.
type ends struct {
	goroutine, channel int32
	out                bool // the goroutine sends
}

// flow is what goes between a goroutine and a channel.
type flow struct {
	ends
	moved int64 // values
}

// New returns a survey of nothing. site tells of a place by its number, as
// far as the log is known.
func New(site func(int) eventlog.SiteInfo) *Survey {
	return &Survey{
		site:       site,
		byOrigin:   [2]map[graph.Origin]int{{}, {}},
		goroutines: []int32{-1},
		channels:   []channel{{unit: -1}},
		byEnds:     map[ends]int{},
	}
}

// Of returns the survey of a whole log, as far as it can be read.
func Of(log *eventlog.Log) *Survey {
	s := Begin(log)
	s.Fold()
	return s
}

// Begin returns a survey of a log of which nothing is read yet.
func Begin(log *eventlog.Log) *Survey {
	r := eventlog.NewReader(log)
	s := New(r.Site)
	s.reader = r
	return s
}

// Fold applies all that the log of Begin holds besides what is read.
func (s *Survey) Fold() { s.Read(math.MaxInt) }

// Read applies up to n further events of it.
func (s *Survey) Read(n int) {
	var e eventlog.Event
	for ; n > 0 && s.reader.Next(&e); n-- {
		s.Apply(&e)
	}
}

// Changes returns a number that is another one when Graph returns another
// picture than before.
func (s *Survey) Changes() int { return s.changed }

// Expand gives each goroutine of a station its own, up to MaxMembers of them,
// and likewise the channels that these use; without on it puts them together
// again. id is the group's. It reports whether that changes the picture.
func (s *Survey) Expand(id string, on bool) bool {
	for i := range s.groups {
		g := &s.groups[i]
		if g.kind == graph.Workers && g.count > 1 && g.open != on && s.id(g) == id {
			g.open = on
			s.changed++
			return true
		}
	}
	return false
}

// id is the ID of a group's station.
func (s *Survey) id(g *group) string {
	kind := "go "
	if g.kind == graph.Queue {
		kind = "chan "
	}
	at := s.site(g.origin.Site)
	return kind + at.File + ":" + strconv.Itoa(at.Line) + " " + g.origin.Name
}
