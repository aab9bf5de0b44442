package probe

var sources = map[string]string{}

// AddSource keeps the text of a source file as it was before it was
// rewritten, for readers. Rewritten files call it from init.
func AddSource(file, text string) { sources[file] = text }

// Source returns the text of an instrumented source file by its
// module-relative path; empty if it is not instrumented.
func Source(file string) string { return sources[file] }
