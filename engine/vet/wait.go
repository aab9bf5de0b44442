package vet

import (
	"cmp"
	"slices"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// way is what a goroutine waits in.
type way uint8

const (
	running way = iota
	send
	selectSend // a select that would send
	mutex
	receive
	selectReceive // a select that only receives
	group         // for others to be done, or for a condition
	outside
	sleep
	ways
)

var wayNames = [ways]string{
	send: "send", selectSend: "select", mutex: "lock", receive: "receive",
	selectReceive: "select", group: "sync", outside: "outside", sleep: "sleep",
}

// onChannel reports whether who waits so waits for channels.
func (w way) onChannel() bool {
	return w == send || w == selectSend || w == receive || w == selectReceive
}

// held reports whether who waits so has something to get on with, and others
// hold it up.
func (w way) held() bool { return w == send || w == selectSend || w == mutex }

// going is what is known of one goroutine: the wait that goes on, if any, and
// the lines at which it has received before.
type going struct {
	way   way
	again bool // it has received at this line before
	site  int32
	obj   int32 // channel, lock or group
	what  string
	since moment
	loops []int32
}

// maxLoops is at how many lines it is noted that a goroutine has received.
const maxLoops = 8

// tally is what is known of one site.
type tally struct {
	spent   [ways]Spent
	obj     int32 // the channel that was met there last
	several bool  // others have been met there, too
}

// waits notes what an event says of its goroutine's wait.
func (c *Check) waits(e *eventlog.Event) {
	g := &c.going[e.G]
	state := c.head.World().Goroutines[e.G].State
	way := wayOf(e)
	if way != running || g.way != running && !waiting(state) {
		c.over(e.G, time.Duration(e.At))
	}
	switch {
	case way != running:
		site := int32(e.Site)
		if way == outside {
			site = int32(c.known(int(c.head.World().Goroutines[e.G].Site)))
		}
		g.way, g.site, g.obj, g.what = way, site, int32(e.Obj), e.Text
		g.since = moment{e.Seq, time.Duration(e.At)}
		g.again = way == receive && slices.Contains(g.loops, site)
	case e.Kind == eventlog.Recv && len(g.loops) < maxLoops && !slices.Contains(g.loops, int32(e.Site)):
		g.loops = append(g.loops, int32(e.Site))
	case e.Kind == eventlog.GoEnd:
		g.loops = nil
	}
}

func waiting(s world.GoState) bool {
	return s >= world.BlockedSend && s <= world.Outside || s == world.Leaked
}

// wayOf is the wait that an event begins; running if it begins none.
func wayOf(e *eventlog.Event) way {
	switch e.Kind {
	case eventlog.WaitSend:
		return send
	case eventlog.WaitRecv:
		return receive
	case eventlog.WaitCases:
		for _, x := range e.Cases {
			if x.Send && x.Chan != 0 {
				return selectSend
			}
		}
		return selectReceive
	case eventlog.WaitSync:
		if locks[e.Text] {
			return mutex
		}
		return group
	case eventlog.WaitOutside:
		return outside
	case eventlog.Sleep:
		return sleep
	}
	return running
}

// over ends a goroutine's wait.
func (c *Check) over(id int, at time.Duration) {
	g := &c.going[id]
	if g.way == running {
		return
	}
	took := at - g.since.at
	c.sites[g.site].spent[g.way].add(Spent{1, took, took})
	g.way = running
}

// profile adds up what was spent at each line, with the waits that go on.
func (c *Check) profile() []Row {
	type line struct {
		file string
		line int
	}
	rows := map[line]*Row{}
	add := func(site int, w way, spent Spent, now int) {
		at := c.rec.Site(site)
		if spent.Waits == 0 || at.File == "" || at.File == driverFile {
			return
		}
		row := rows[line{at.File, at.Line}]
		if row == nil {
			row = &Row{File: at.File, Line: at.Line, Func: at.Func}
			rows[line{at.File, at.Line}] = row
		}
		to := &row.Idle
		switch {
		case w == sleep:
			to = &row.Slept
		case w.held():
			to = &row.Held
		}
		to.add(spent)
		row.Now += now
		if !slices.Contains(row.Ways, wayNames[w]) {
			row.Ways = append(row.Ways, wayNames[w])
		}
	}
	for site := range c.sites {
		for w, spent := range c.sites[site].spent {
			add(site, way(w), spent, 0)
		}
	}
	until := c.until()
	for i := range c.going {
		if g := &c.going[i]; g.way != running {
			took := until - g.since.at
			add(int(g.site), g.way, Spent{1, took, took}, 1)
		}
	}
	list := make([]Row, 0, len(rows))
	for _, row := range rows {
		list = append(list, *row)
	}
	slices.SortFunc(list, func(a, b Row) int {
		return cmp.Or(
			cmp.Compare(b.Held.Time, a.Held.Time), cmp.Compare(b.Idle.Time, a.Idle.Time),
			cmp.Compare(b.Slept.Time, a.Slept.Time), cmp.Compare(b.Held.Waits+b.Idle.Waits, a.Held.Waits+a.Idle.Waits),
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
		)
	})
	return list
}
