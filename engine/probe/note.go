package probe

import "sluice/engine/eventlog"

// Note records what a scene has to say under a name, such as the state of a
// breaker. The last text of a name counts.
func Note(name, text string) {
	record(&eventlog.Event{Kind: eventlog.Note, Text: name + "\t" + text})
}

// Tally counts n more of something that has a name, such as a choice.
func Tally(name string, n int) {
	look()
	record(&eventlog.Event{Kind: eventlog.Tally, N: int64(n), Text: name})
}
