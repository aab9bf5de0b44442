package probe

import (
	"strconv"

	"sluice/engine/eventlog"
)

// Site is a place in the source that does something a run records. The
// instrumenter writes one for each operation.
type Site struct {
	Line int32
	Func string // the enclosing function
	Name string // the channel, goroutine or field that it concerns

	file string
	id   int // index into a run's table; 0 is not registered
}

var sites = 1 // the next id; written by package initialisation only

// Register gives the sites of one file their numbers. Rewritten files call
// it from init; it is not safe for concurrent use.
func Register(file string, list []Site) {
	for i := range list {
		list[i].file = file
		list[i].id = sites
		sites++
	}
}

// Instrumented reports whether this binary holds rewritten code.
func Instrumented() bool { return sites > 1 }

// driver is the site of what no code of the run did.
var driver = &Site{Func: "driver", file: "driver"}

// String is the place as file:line.
func (s *Site) String() string {
	return s.file + ":" + strconv.Itoa(int(s.Line))
}

// place is what a run keeps of a site.
type place struct {
	number int   // the site's own in this run; 0 until it is defined
	ch     *Chan // the channel last met there
}

// place returns the run's record of s, defining s in the log first if it is
// new to this run. The caller holds the lock.
func (r *Run) place(s *Site) *place {
	if s.id >= len(r.places) {
		grown := make([]place, max(sites, s.id+1))
		copy(grown, r.places)
		r.places = grown
	}
	p := &r.places[s.id]
	if p.number == 0 {
		r.carry(s.file)
		r.siteCount++
		p.number = r.siteCount
		r.append(&eventlog.Event{
			Kind: eventlog.Site, Obj: p.number, N: int64(s.Line),
			Text: s.file + "\t" + s.Func + "\t" + s.Name,
		})
	}
	return p
}

func (r *Run) site(s *Site) int { return r.place(s).number }
