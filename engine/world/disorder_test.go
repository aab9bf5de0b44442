package world_test

import (
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/world"
)

// The stories below are told as goroutines tell them that are truly parallel.

// cast begins a story of a program: two senders, 1 and 2, two receivers, 3 and 4,
// and channel 1.
func cast(capacity int64, events ...eventlog.Event) []eventlog.Event {
	head := []eventlog.Event{{Kind: eventlog.Program, Text: "story\treal"}}
	for i := range 4 {
		head = append(head, eventlog.Event{Kind: eventlog.GoCreate, Obj: i + 1})
	}
	for i := range 2 {
		head = append(head, eventlog.Event{Kind: eventlog.ChanMake, Obj: i + 1, N: capacity, M: 1})
	}
	return append(head, events...)
}

func op(k eventlog.Kind, g, channel int) eventlog.Event {
	return eventlog.Event{Kind: k, G: g, Obj: channel}
}

func selects(g int, cases ...eventlog.Case) eventlog.Event {
	return eventlog.Event{Kind: eventlog.WaitCases, G: g, Cases: cases}
}

func TestWhoIsServedInAnotherOrderThanTheLogSays(t *testing.T) {
	const waitSend, waitRecv, send, recv = eventlog.WaitSend, eventlog.WaitRecv, eventlog.Send, eventlog.Recv
	one, two := eventlog.Case{Chan: 1}, eventlog.Case{Chan: 2}
	for name, c := range map[string]struct {
		capacity      int64
		events        []eventlog.Event
		len, received int // of channel 1 at the end
	}{
		"the second sender goes on first": {0, []eventlog.Event{
			op(waitSend, 1, 1), op(waitSend, 2, 1), op(recv, 3, 1), op(send, 2, 1), op(recv, 4, 1), op(send, 1, 1),
		}, 0, 2},
		"the second receiver goes on first": {0, []eventlog.Event{
			op(waitRecv, 3, 1), op(waitRecv, 4, 1), op(send, 1, 1), op(recv, 4, 1), op(send, 2, 1), op(recv, 3, 1),
		}, 0, 2},
		"another takes what a receiver was to get": {1, []eventlog.Event{
			op(waitRecv, 3, 1), op(send, 1, 1), op(recv, 4, 1), op(send, 2, 1), op(recv, 3, 1),
		}, 0, 2},
		"another takes the room that a sender was to get": {1, []eventlog.Event{
			op(send, 1, 1), op(waitSend, 1, 1), op(recv, 3, 1), op(send, 2, 1), op(recv, 4, 1), op(send, 1, 1),
		}, 1, 2},
		"a select takes another case": {1, []eventlog.Event{
			selects(3, one, two), op(send, 1, 1), op(send, 2, 2), op(recv, 3, 2), op(recv, 4, 1),
		}, 0, 1},
		"a select takes another case and its value stays": {1, []eventlog.Event{
			selects(3, one, two), op(send, 1, 1), op(send, 2, 2), op(recv, 3, 2),
		}, 1, 0},
		"two selects change places": {0, []eventlog.Event{
			selects(3, one, two), selects(4, one, two), op(send, 1, 1), op(send, 2, 2), op(recv, 3, 2), op(recv, 4, 1),
		}, 0, 1},
		"a sender is served before a close that it has not told of": {0, []eventlog.Event{
			op(waitSend, 1, 1), op(waitRecv, 3, 1), op(eventlog.Close, 2, 1), op(recv, 3, 1), op(send, 1, 1),
		}, 0, 1},
		"a receiver gets nothing after a close": {1, []eventlog.Event{
			op(waitRecv, 3, 1), op(send, 1, 1), op(eventlog.Close, 2, 1), op(recv, 4, 1), op(eventlog.RecvZero, 3, 1),
		}, 0, 1},
		"who is not recorded receives": {1, []eventlog.Event{
			op(send, 1, 1), op(send, 1, 1), op(send, 1, 1),
		}, 1, 2},
		"who is not recorded sends": {1, []eventlog.Event{
			op(recv, 3, 1), op(recv, 3, 1), op(send, 1, 1),
		}, 1, 2},
	} {
		w := story(cast(c.capacity, c.events...)...)
		ch := &w.Channels[1]
		if ch.Len() != c.len || ch.Received != c.received || w.Check() != nil {
			t.Errorf("%s: holds %d and %d were received (%v), want %d and %d",
				name, ch.Len(), ch.Received, w.Check(), c.len, c.received)
		}
		for _, job := range w.Live {
			if j := w.Jobs[job]; j.State == world.Queued && j.Chan == 1 && c.len == 0 {
				t.Errorf("%s: job %d is in a buffer that is empty", name, job)
			}
		}
	}
}
