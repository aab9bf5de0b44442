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

// File returns the module-relative path of the site's file.
func (s *Site) File() string { return s.file }

// site returns the run's own number of s, defining it in the log first if
// it is new to this run.
func (r *Run) site(s *Site) int {
	if s.id >= len(r.sites) {
		grown := make([]int32, max(sites, s.id+1))
		copy(grown, r.sites)
		r.sites = grown
	}
	if n := r.sites[s.id]; n != 0 {
		return int(n)
	}
	r.siteCount++
	r.sites[s.id] = int32(r.siteCount)
	r.append(&eventlog.Event{
		Kind: eventlog.Site, Obj: r.siteCount, N: int64(s.Line),
		Text: s.file + "\t" + s.Func + "\t" + s.Name,
	})
	return r.siteCount
}
