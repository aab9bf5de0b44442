package instrument

import (
	"bytes"
	"slices"
	"strings"
)

// The order of edits at one offset: what closes an expression that ends there,
// what opens one that begins there, and the replacement of what stands there.
const (
	closing = iota
	opening
	replacing
)

type edit struct {
	start, end int
	order      int
	text       string
}

// edits is a set of changes to one source text. Nested edits compose: an outer
// node opens before its parts do and closes after them.
type edits struct {
	src  []byte
	list []edit
}

func (e *edits) open(at int, text string) {
	e.list = append(e.list, edit{at, at, opening, text})
}

func (e *edits) close(at int, text string) {
	e.list = append(e.list, edit{at, at, closing, text})
}

// replace puts text in the place of src[start:end]. The newlines of the
// replaced text follow it, so that no later line moves.
func (e *edits) replace(start, end int, text string) {
	e.list = append(e.list, edit{start, end, replacing, text + e.newlines(start, end)})
}

// replaceAfter is replace with the newlines ahead of text.
func (e *edits) replaceAfter(start, end int, text string) {
	e.list = append(e.list, edit{start, end, replacing, e.newlines(start, end) + text})
}

func (e *edits) newlines(start, end int) string {
	return strings.Repeat("\n", bytes.Count(e.src[start:end], []byte("\n")))
}

// within tells whether ed belongs to the expression src[start:end].
func (ed *edit) within(start, end int) bool {
	switch {
	case ed.start < start || ed.end > end:
		return false
	case ed.start == end:
		return ed.order == closing
	case ed.end == start:
		return ed.order == opening
	}
	return true
}

// take returns src[start:end] with its edits applied, and forgets them: the
// text is about to be moved.
func (e *edits) take(start, end int) string {
	var inside []edit
	e.list = slices.DeleteFunc(e.list, func(ed edit) bool {
		if ed.within(start, end) {
			inside = append(inside, ed)
			return true
		}
		return false
	})
	return apply(e.src, start, end, inside)
}

// apply returns the whole text with every edit made.
func (e *edits) apply() []byte {
	return []byte(apply(e.src, 0, len(e.src), e.list))
}

func apply(src []byte, start, end int, list []edit) string {
	slices.SortStableFunc(list, func(a, b edit) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return a.order - b.order
	})
	var out strings.Builder
	at := start
	for _, ed := range list {
		out.Write(src[at:ed.start])
		out.WriteString(ed.text)
		at = ed.end
	}
	out.Write(src[at:end])
	return out.String()
}
