// Package graph is the vocabulary in which a scene describes its picture:
// stations, what of the running program stands at each, and the pipes
// between them. It holds no positions; those are the renderer's.
package graph

import (
	"strings"
	"time"
)

// Kind is the kind of a station. Each has its own shape.
type Kind uint8

// The kinds.
const (
	Client  Kind = iota // goroutines that offer jobs
	Bucket              // a token bucket
	Queue               // a channel's buffer, slot by slot
	Workers             // goroutines that work on jobs
	Backoff             // goroutines that wait before a job's next attempt
	Sink                // where ended jobs are counted
	Leaky               // a leaky bucket: admitted jobs fill it, and it drains
	Breaker             // a switch that is closed, open or half-open
	Bars                // counts, as bars
	Pile                // goroutines that keep waiting jobs in a slice, without a bound
)

// Outcome is how a job ended.
type Outcome uint8

// The outcomes.
const (
	Completed Outcome = iota
	Rejected
	Failed
	Cancelled
)

// Station is one place in the picture. Names bind it to what the code does,
// so the picture cannot drift from the code.
type Station struct {
	ID    string
	Kind  Kind
	Label string // of Workers: a plural is shown with their number, a stage's name as it is

	Goroutine string  // Client, Workers, Backoff, Pile: the goroutines' name
	Channel   string  // Queue: the channel's name; unbuffered, it is a hand-over
	Bucket    string  // Bucket, Leaky: the bucket's name; a leaky one's rate is negative
	Refill    string  // Bucket: what fills it where it is not time, in at most 15 letters
	Note      string  // Breaker: the note that says "closed", "open" or "half-open"
	Tally     string  // Bars: what is counted, as TALLY/NAME
	Band      bool    // Bars: show what equal shares would be
	Series    bool    // Bars: the names number spans of Slot; show the last ones
	Outcome   Outcome // Sink: which ended jobs it counts
	Reason    string  // Sink: only those with this reason; empty for the rest
	Source    uint8   // Sink: only jobs of this source; 0 for those of all
	Knob      string  // Client: the knob whose value stands under the label, if any
	Unit      string  // Client: that knob's unit; Bars: what the names are numbers of, a plural

	// Of a program that nobody has laid out, instead of names.
	Origins []Origin // Workers: where the goroutines are created; Queue: where the channels are made
	Number  int      // of those, the one that has this station to itself; 0: all that have none
	Many    bool     // Queue: it stands for several channels
	Room    int      // places that are kept, also while there are fewer goroutines or no channel
	Members int      // how many stand here who could each have a station; 0 if they cannot
	Within  string   // of one who could stand in a group: the ID of the group's station
}

// Slot is the span of virtual time that one number of a series stands for.
const Slot = 100 * time.Millisecond

// Group reports whether the label names several goroutines, as "Workers",
// "Slow workers" and "Goroutines that wait" do and "Reader" does not: its first
// or last word ends in s, but not in ss. A label that is a function's name, as
// "numbers", tells nothing of their number.
func (s *Station) Group() bool {
	if len(s.Origins) > 0 {
		return false
	}
	first, _, _ := strings.Cut(s.Label, " ")
	last := s.Label[strings.LastIndexByte(s.Label, ' ')+1:]
	return plural(first) || plural(last)
}

func plural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss")
}

// Flow is the kind of a link.
type Flow uint8

// The flows.
const (
	Main    Flow = iota // the way of a job that succeeds
	Refusal             // falls out of the main way
	Retry               // from a worker to its backoff and back
	GaveUp              // failed or cancelled
	Signal              // no jobs, but the closing of a channel or a message on it
)

// Link is a pipe from one station to another, by their IDs. Main links may
// form a ring.
type Link struct {
	From, To string
	Flow     Flow
	Channel  string // Signal: the channel's name

	// Of a program that nobody has laid out: where the signal's channels are made.
	Origins []Origin
}

// Graph is a scene's picture.
type Graph struct {
	Stations []Station
	Links    []Link
}

// Station returns the station with an ID; nil if there is none.
func (g *Graph) Station(id string) *Station {
	for i := range g.Stations {
		if g.Stations[i].ID == id {
			return &g.Stations[i]
		}
	}
	return nil
}
