package world

import "strings"

// WaitingOn says in a few words what a blocked goroutine waits for; empty
// for one that does not wait.
func (w *World) WaitingOn(id int) string {
	g := &w.Goroutines[id]
	if g.wait == 0 {
		return ""
	}
	if g.What != "" && g.State == BlockedSync {
		return g.What
	}
	if len(g.Cases) == 0 {
		return w.channelName(int(g.Wait), g.State)
	}
	var names []string
	for _, c := range g.Cases {
		names = append(names, w.channelName(c.Chan, BlockedSelect))
	}
	return strings.Join(names, ", ")
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
