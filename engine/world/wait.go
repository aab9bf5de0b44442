package world

// WaitingOn says in a few words what a blocked goroutine waits for; empty
// for one that does not wait.
func (w *World) WaitingOn(id int) string { return string(w.AppendWaitingOn(nil, id)) }

// AppendWaitingOn appends to b what WaitingOn says.
func (w *World) AppendWaitingOn(b []byte, id int) []byte {
	g := &w.Goroutines[id]
	switch {
	case g.wait == 0:
		return b
	case g.What != "" && g.State == BlockedSync:
		return append(b, g.What...)
	case len(g.Cases) == 0:
		return append(b, w.channelName(int(g.Wait), g.State)...)
	}
	for i, c := range g.Cases {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = append(b, w.channelName(c.Chan, BlockedSelect)...)
	}
	return b
}

func (w *World) channelName(id int, s GoState) string {
	switch {
	case s == Sleeping:
		return "time"
	case id == 0:
		return "nil channel"
	case id < len(w.Channels) && w.Channels[id].Name != "":
		return w.Channels[id].Name
	}
	return "channel"
}

// AppendSenders appends to ids the goroutines that are blocked on a send to
// channel id, in a select too, in the order in which they are served.
func (w *World) AppendSenders(ids []int32, id int) []int32 {
	return w.appendWaiting(ids, w.Channels[id].sendq)
}

// AppendReceivers appends those that are blocked on a receive from it.
func (w *World) AppendReceivers(ids []int32, id int) []int32 {
	return w.appendWaiting(ids, w.Channels[id].recvq)
}

func (w *World) appendWaiting(ids []int32, queue []waiter) []int32 {
	for _, x := range queue {
		if w.Goroutines[x.g].wait == x.wait {
			ids = append(ids, x.g)
		}
	}
	return ids
}
