package vet

import (
	"fmt"
	"time"

	"sluice/engine/world"
)

// longStuck is how long a goroutine has been held up at least, when the
// recording of a program that went on ends, to be told of.
const longStuck = time.Second

// finding tells of goroutines that are left.
func (c *Check) finding(w *world.World, b *bunch, kind Kind, severity Severity) Finding {
	place := c.site(doing(b.way), b.site)
	f := Finding{
		Kind: kind, Severity: severity,
		What:   c.said(w, b, kind, place),
		Do:     c.advice(b, kind),
		Places: []Place{place},
		Seq:    b.since.seq, At: b.since.at,
	}
	f.Goroutines, f.More = c.whos(b.ids)
	f.Places = append(f.Places, c.origin(w, b)...)
	return f
}

// origin is where the channel was made that goroutines wait for, and where
// somebody sent what they have received.
func (c *Check) origin(w *world.World, b *bunch) (list []Place) {
	if b.way != send && b.way != receive || b.obj == 0 {
		return nil
	}
	if made := c.site(c.channelName(b.obj)+" was made", int32(w.Channels[b.obj].Site)); made.File != "" {
		list = append(list, made)
	}
	if sent := c.site("somebody sent to it last", c.chans[b.obj].sentAt); b.way == receive && sent.File != "" {
		list = append(list, sent)
	}
	return list
}

// whos names goroutines, and counts those that are too many.
func (c *Check) whos(ids []int) (list []Who, more int) {
	for _, id := range ids[:min(len(ids), MaxWho)] {
		list = append(list, c.who(id))
	}
	return list, len(ids) - len(list)
}

// doing is what stands beside the line of those who wait.
func doing(w way) string {
	switch w {
	case send:
		return "blocked on send"
	case receive:
		return "blocked on receive"
	case selectSend, selectReceive:
		return "blocked in select"
	case mutex:
		return "waits for the lock"
	case sleep:
		return "sleeps"
	case outside:
		return "waits outside"
	}
	return "waits for others"
}

// said is the sentence about goroutines that are left.
func (c *Check) said(w *world.World, b *bunch, kind Kind, place Place) string {
	n := len(b.ids)
	who, is := goroutines(n, b.name), plural(n, "is", "are")
	stuck := who + " " + is + " stuck"
	switch kind {
	case Stuck:
		stuck = fmt.Sprintf("%s had been held up for %s when the recording ended", who, lasted(c.until()-b.first.at))
	case Idle:
		stuck = who + " waited when main returned"
	}
	name := c.channelName(b.obj)
	if len(b.chans) > 1 {
		name = fmt.Sprintf("%d channels (%s)", len(b.chans), name)
	}
	switch {
	case kind == Unclosed:
		return fmt.Sprintf("%s %s over %s at %s, and nobody closes %s; %s.",
			who, plural(n, "ranges", "range"), name, place.at(), plural(len(b.chans), "it", "them"), c.otherSide(w, b))
	case b.way == send:
		return fmt.Sprintf("%s on a send to %s at %s: %s.", stuck, name, place.at(), c.otherSide(w, b))
	case b.way == receive:
		return fmt.Sprintf("%s on a receive from %s at %s: %s.", stuck, name, place.at(), c.otherSide(w, b))
	case b.way == selectSend || b.way == selectReceive:
		if len(w.Goroutines[b.ids[0]].Cases) == 0 {
			return fmt.Sprintf("%s in an empty select at %s.", stuck, place.at())
		}
		return fmt.Sprintf("%s in a select at %s: no case could go on (%s).", stuck, place.at(), c.cases(w, b.ids[0]))
	case b.way == mutex:
		return fmt.Sprintf("%s on a lock at %s: nobody gives it back.", stuck, place.at())
	case b.way == group:
		return fmt.Sprintf("%s on sync at %s: who was to let %s go on does not.", stuck, place.at(), plural(n, "it", "them"))
	}
	return fmt.Sprintf("%s at %s: the run ended without %s.", stuck, place.at(), plural(n, "it", "them"))
}

// cases are the channels of a goroutine's select.
func (c *Check) cases(w *world.World, id int) string {
	text := ""
	for i, x := range w.Goroutines[id].Cases {
		if i > 0 {
			text += ", "
		}
		if x.Send {
			text += "send to "
		} else {
			text += "receive from "
		}
		text += c.channelName(int32(x.Chan))
	}
	return text
}

// otherSide says what became of those on the other side of a channel.
func (c *Check) otherSide(w *world.World, b *bunch) string {
	if b.obj == 0 {
		return "a nil channel lets nobody go on"
	}
	who, verb, to := &c.chans[b.obj].receivers, "received", "from it"
	if b.way == receive {
		who, verb, to = &c.chans[b.obj].senders, "sent", "to it"
	}
	if len(b.chans) > 1 {
		to = "from them"
		if b.way == receive {
			to = "to them"
		}
		for ch := range b.chans {
			if u := &c.chans[ch]; b.way == send && len(u.receivers.ids) > 0 || b.way == receive && len(u.senders.ids) > 0 {
				return fmt.Sprintf("who had %s %s is gone or stuck", verb, to)
			}
		}
	}
	alive := who.alive(w)
	switch {
	case len(who.ids) == 0:
		return fmt.Sprintf("nobody has ever %s %s", verb, to)
	case len(alive) > 0:
		return fmt.Sprintf("%s, which had %s %s, does so no more", c.name(int(alive[0])), verb, to)
	case len(who.ids) == 1:
		return fmt.Sprintf("%s, which had %s %s, has returned", c.name(int(who.ids[0])), verb, to)
	}
	return fmt.Sprintf("all who had %s %s have returned", verb, to)
}

// advice is what to do about goroutines that are left.
func (c *Check) advice(b *bunch, kind Kind) string {
	switch {
	case (b.way == send || b.way == receive) && b.obj == 0:
		return "Make the channel with make before it is used."
	case b.way == receive && c.channelName(b.obj) == "ticker.C":
		return "Nobody ever closes a ticker's channel, Stop does not either: receive from it in a select that has a way out, as <-ctx.Done()."
	case b.way == receive && c.channelName(b.obj) == "ctx.Done":
		return "Call the context's cancel function on every way out: defer cancel() where the context is made."
	case kind == Idle:
		return "Nothing, if the program ends with main. Where it goes on, close the channel or cancel a context when there is no more to do."
	case kind == Unclosed && b.name == "main":
		return "Close the channel when all who send to it are done: a range ends only then."
	case kind == Unclosed:
		return "Close the channel when there is no more to send: a range, and so its goroutine, ends only then."
	case b.way == send && len(b.chans) == len(b.ids) && len(b.ids) > 1:
		return "Give each channel room for its one value, as in make(chan int, 1): then the send cannot block, whether or not anybody is left to receive."
	case b.way == send:
		return "Receive until no more comes, give the channel room for the value, or send in a select that has a way out, as <-ctx.Done()."
	case b.way == receive:
		return "See that somebody sends or closes the channel on every way out, or receive in a select that has a way out, as <-ctx.Done()."
	case b.way == selectSend || b.way == selectReceive:
		return "Give the select a case that comes for certain, as <-ctx.Done(), and cancel that context."
	case b.way == mutex:
		return "Give the lock back on every way out: defer Unlock right after Lock. Take several locks always in one order."
	case b.way == group:
		return "See that each Add has its Done on every way out, and that somebody signals after each change of a condition."
	}
	return "Give it a way out, as a context that is cancelled, and wait for it before main returns."
}

// unreceived are the values in buffers when the run had ended, by the line
// where the channel was made.
func (c *Check) unreceived(w *world.World) []Finding {
	var list []Finding
	at := map[int]int{} // by site: its place in list
	counts := map[int]int{}
	for id := range w.Channels {
		ch := &w.Channels[id]
		if id == 0 || ch.Released || ch.External || !ch.Carries || ch.Len() == 0 || id >= len(c.chans) {
			continue
		}
		if _, ok := at[ch.Site]; !ok {
			at[ch.Site] = len(list)
			f := Finding{
				Kind: Unreceived, Severity: Note,
				Do:     "Nothing, if they may be lost. Otherwise close the channel and receive until it is empty.",
				Places: []Place{c.site(c.channelName(int32(id))+" was made", int32(ch.Site))},
				Seq:    c.finish.seq, At: c.finish.at,
			}
			if sent := c.chans[id].sentAt; sent != 0 {
				f.Places = append(f.Places, c.site("the last was sent", sent))
			}
			list = append(list, f)
		}
		counts[ch.Site] += ch.Len()
		n := counts[ch.Site]
		f := &list[at[ch.Site]]
		f.What = fmt.Sprintf("%d %s still in the buffer of %s when the run ended, sent and never received.",
			n, plural(n, "value was", "values were"), c.channelName(int32(id)))
	}
	return list
}
