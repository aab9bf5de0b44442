//go:build !js && (amd64 || arm64)

package probe

import (
	"runtime"
	"slices"
	"strconv"
	"strings"

	"sluice/engine/eventlog"
)

// birth is what the runtime knows of how a goroutine came about.
type birth struct {
	id      string // the runtime's number
	entry   string // the function that it began in, as net/http.(*conn).serve
	creator string // the function that has started it
	file    string // where that is, as net/http/server.go
	line    int
	site    *Site // where it was handed to a group, as far as there is a probe; nil if there is none
}

// born reads the stack of the calling goroutine.
func born() birth {
	text := make([]byte, 8<<10)
	for {
		n := runtime.Stack(text, false)
		if n < len(text) {
			b := parseStack(string(text[:n]))
			b.site = startedAt(b.creator)
			return b
		}
		text = make([]byte, 2*len(text))
	}
}

// parseStack reads a stack as runtime.Stack prints it: a line with the
// goroutine's number, then two lines for each call, the last of which may say
// who has created the goroutine.
func parseStack(text string) (b birth) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if words := strings.Fields(lines[0]); len(words) > 1 {
		b.id = words[1]
	}
	for i := 1; i+1 < len(lines); i += 2 {
		name, created := strings.CutPrefix(lines[i], "created by ")
		if !created {
			b.entry = strings.Replace(function(name), "main.sluicemain", "main.main", 1) // as the instrumenter calls it
			continue
		}
		b.creator, _, _ = strings.Cut(name, " in goroutine ")
		place, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " +0x")
		colon := strings.LastIndexByte(place, ':')
		b.line, _ = strconv.Atoi(place[colon+1:])
		b.file = PackageOf(b.creator) + "/" + place[strings.LastIndexAny(place[:colon], `/\`)+1:colon]
	}
	return b
}

// startedAt returns the statement that has given the calling goroutine's
// function to a group, such as a sync.WaitGroup, whose own function calls it;
// nil if creator is no method Go.
func startedAt(creator string) *Site {
	if !strings.HasSuffix(creator, ").Go") {
		return nil
	}
	pcs := make([]uintptr, 64)
	n := runtime.Callers(0, pcs)
	for n == len(pcs) {
		pcs = make([]uintptr, 2*n)
		n = runtime.Callers(0, pcs)
	}
	const given = 3 // the last calls are the function, the group's own one, and runtime.goexit
	if n < given {
		return nil
	}
	f := runtime.FuncForPC(pcs[n-given] - 1)
	file, line := f.FileLine(f.Entry())
	return siteAt(file, line)
}

// siteAt returns the last site of a line, which is that of a go statement if
// there is one; nil if there is no site.
func siteAt(file string, line int) *Site {
	for _, list := range registered {
		if len(list) == 0 || file != list[0].file && !strings.HasSuffix(file, "/"+list[0].file) {
			continue
		}
		for i := len(list) - 1; i >= 0; i-- {
			if int(list[i].Line) == line {
				return &list[i]
			}
		}
	}
	return nil
}

// function is a call of a stack without its arguments.
func function(call string) string {
	if i := strings.LastIndexByte(call, '('); i > 0 && strings.HasSuffix(call, ")") {
		return call[:i]
	}
	return call
}

// adoption is how many events it is worth to read a stack.
const adoption = 20

// adopt makes a goroutine that no probe has started one of the run, created by
// the driver, as nobody saw who did.
func (r *Run) adopt(b birth) *G {
	r.Lock()
	defer r.Unlock()
	s, name := b.site, b.entry
	if s == nil {
		s = r.stranger(b)
	} else {
		name = s.Name
	}
	g := r.newG(name, s)
	g.adopted = true
	r.goroutines = append(r.goroutines, nil) // it ends when nobody holds it
	r.spends(adoption)
	if !r.Over() {
		r.event(r.outside, &eventlog.Event{Kind: eventlog.GoCreate, Site: r.site(s), Obj: g.id, Text: g.name})
		r.event(g, &eventlog.Event{Kind: eventlog.GoStart})
	}
	return g
}

// stranger returns the site where an adopted goroutine was started. The caller
// holds the lock.
func (r *Run) stranger(b birth) *Site {
	for _, s := range r.strangers {
		if s.file == b.file && int(s.Line) == b.line && s.Name == b.entry {
			return s
		}
	}
	s := &Site{Line: int32(b.line), Func: b.creator, Name: b.entry, file: b.file, id: sites + len(r.strangers)}
	r.strangers = append(r.strangers, s)
	return s
}

// bears notes that the adopted goroutine g has not ended, and whether its label is its own.
func (r *Run) bears(g *G, label bool) {
	r.Lock()
	defer r.Unlock()
	if r.adopted == nil {
		r.adopted = map[int]bool{}
	}
	r.adopted[g.id] = label
}

// Adopted returns the numbers of the goroutines that the run has adopted, that
// are not known to have ended, and that bear their label as long as they live.
func (r *Run) Adopted() (list []int) {
	r.Lock()
	defer r.Unlock()
	for id, label := range r.adopted {
		if label {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// Orphaned records that an adopted goroutine has ended, once.
func (r *Run) Orphaned(id int) {
	r.Lock()
	defer r.Unlock()
	if _, lives := r.adopted[id]; lives && !r.Over() {
		delete(r.adopted, id)
		r.event(&G{run: r, id: id}, &eventlog.Event{Kind: eventlog.GoEnd})
	}
}
