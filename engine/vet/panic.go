package vet

import (
	"fmt"
	"time"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// panicked is a panic that ended a goroutine.
type panicked struct {
	moment
	g     int
	site  int32
	text  string
	close *closing // of the channel that it was about
	made  int32    // where that channel was made
}

// Go's words for the panics of channels.
const (
	sendOnClosed = "send on closed channel"
	closedTwice  = "close of closed channel"
)

func (c *Check) panicked(e *eventlog.Event) panicked {
	p := panicked{moment{e.Seq, time.Duration(e.At)}, e.G, int32(e.Site), e.Text, nil, 0}
	if e.Text != sendOnClosed && e.Text != closedTwice {
		return p
	}
	if id := c.closedAt(e); id != 0 {
		p.close = c.chans[id].closed
		p.made = int32(c.head.World().Channels[id].Site)
	}
	return p
}

// closedAt is the closed channel that a panic is about: the one that its
// goroutine waited for, the only one that was ever met at its line, or the only
// one of the name that it has there. It is 0 if none of that is certain.
func (c *Check) closedAt(e *eventlog.Event) (found int) {
	if g := &c.going[e.G]; g.way == send {
		return int(g.obj)
	}
	if at := &c.sites[e.Site]; at.obj != 0 && !at.several && c.chans[at.obj].closed != nil {
		return int(at.obj)
	}
	name := c.rec.Site(e.Site).Name
	for id := range c.chans {
		if c.chans[id].closed == nil || c.head.World().Channels[id].Name != name {
			continue
		}
		if found != 0 {
			return 0
		}
		found = id
	}
	return found
}

// broken are the panics, and the goroutine that spun.
func (c *Check) broken(w *world.World) []Finding {
	var list []Finding
	for _, p := range c.panics {
		place := c.site("panics", p.site)
		f := Finding{
			Kind: Panic, Severity: Error,
			What:       fmt.Sprintf("%s panicked at %s: %s.", c.name(p.g), place.at(), p.text),
			Do:         "Mend what the message says, or recover in the goroutine that may panic: a panic ends the whole program.",
			Places:     []Place{place},
			Goroutines: []Who{c.who(p.g)},
			Seq:        p.seq, At: p.at,
		}
		switch p.text {
		case closedTwice:
			f.Do = "Let one goroutine close the channel, the one that sends, and only once: sync.Once or a single owner."
		case sendOnClosed:
			f.Do = "Close the channel only when all who send to it are done, as after WaitGroup.Wait."
		}
		if p.close != nil {
			f.Places = append(f.Places, c.site(fmt.Sprintf("%s had closed it", c.name(p.close.g)), p.close.site))
			f.Places = append(f.Places, c.site("the channel was made", p.made))
		}
		list = append(list, f)
	}
	if w.Ended == "spin" {
		place := c.site("the last that is known", int32(w.LastSite))
		list = append(list, Finding{
			Kind: Spin, Severity: Error,
			What:   fmt.Sprintf("A goroutine worked on and on while no time passed, last seen at %s.", place.at()),
			Do:     "Let the loop wait for what it needs on a channel or a condition, and not ask again and again.",
			Places: []Place{place}, Seq: c.finish.seq, At: c.finish.at,
		})
	}
	if w.Ended == "panic" && len(c.panics) == 0 { // of a program that was watched
		place := c.site("the last that is known", int32(w.LastSite))
		list = append(list, Finding{
			Kind: Panic, Severity: Error,
			What:   "The program broke off by a panic or a fatal error, of which its events do not tell.",
			Do:     "See what the program has printed: Go says there what it was, and where.",
			Places: []Place{place}, Seq: c.finish.seq, At: c.finish.at,
		})
	}
	return list
}
