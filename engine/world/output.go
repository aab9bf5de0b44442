package world

import "strings"

// MaxOutput is how many lines are kept of what a scene prints.
const MaxOutput = 1000

// print takes text as it was printed: part of a line, or several.
func (w *World) print(text string) {
	for line := range strings.Lines(text) {
		whole := strings.HasSuffix(line, "\n")
		line = strings.TrimSuffix(line, "\n")
		if last := len(w.Output) - 1; w.cut {
			w.Output[last] += line
		} else {
			w.Output = append(w.Output, line)
		}
		w.cut = !whole
	}
	if extra := len(w.Output) - MaxOutput; extra > 0 {
		w.Output = w.Output[:copy(w.Output, w.Output[extra:])]
	}
}
