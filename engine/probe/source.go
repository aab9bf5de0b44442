package probe

import "sluice/engine/eventlog"

var sources = map[string]string{}

// AddSource keeps the text of a source file as it was before it was
// rewritten, for readers. A package calls it before its functions init.
func AddSource(file, text string) { sources[file] = text }

// Source returns the text of an instrumented source file by its
// module-relative path; empty if it is not instrumented.
func Source(file string) string { return sources[file] }

// Carry makes the log of r carry the text of each source file that it comes
// to from now on, for a program whose sources its reader does not have.
func (r *Run) Carry() {
	r.Lock()
	defer r.Unlock()
	r.carried = map[string]bool{}
}

// carry defines a source file in the log when a site of it is about to be
// defined for the first time. The caller holds the lock.
func (r *Run) carry(file string) {
	text := sources[file]
	if r.carried == nil || r.carried[file] || text == "" {
		return
	}
	r.carried[file] = true
	r.append(&eventlog.Event{Kind: eventlog.File, Text: file + "\t" + text})
}
