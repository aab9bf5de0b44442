package instrument

import (
	"fmt"
	"strings"
)

// selectCase is the handle of a case without what a send sends. In a program
// that can be watched it gets its site only when somebody watches: see unlessIdle.
func (r *rewriter) selectCase(kind, at, c string, s *selection) string {
	if !r.pkg.watched {
		return fmt.Sprintf("%s(%s, %s)", r.probe(kind+"Case"), at, c)
	}
	s.sites = append(s.sites, at)
	return fmt.Sprintf("%s(%s)", r.probe(kind+"Idle"), c)
}

// unlessIdle is the choice of a select in a program that can be watched:
//
//	func() int {
//		if Idle() { select { case h0.V, h0.OK = <-h0.C: return 0; ... } }
//		w0, w1 := &h0, &h1; { h0, h1 := h0.At(site), h1.At(site); i := Select(...); *w0, *w1 = h0, h1; return i }
//	}()
//
// While nobody watches it is Go's own select. The handles that Select takes are
// others, as theirs are on the heap. The function is called where it stands,
// which costs next to nothing.
func (r *rewriter) unlessIdle(s *selection, chosen string, hasDefault bool, intType string) string {
	var native strings.Builder
	for k := range s.handles {
		fmt.Fprintf(&native, "case %s: return %d; ", s.attempts[k], k)
	}
	if hasDefault {
		fmt.Fprintf(&native, "default: return %d; ", len(s.handles))
	}
	var outer, addresses, inner []string
	for k, h := range s.handles {
		w := fmt.Sprintf("%sw%d", s.prefix, k)
		outer, addresses = append(outer, w), append(addresses, "&"+h)
		inner = append(inner, fmt.Sprintf("%s.At(%s)", h, s.sites[k]))
	}
	handles, i := strings.Join(s.handles, ", "), s.prefix+"i"
	return fmt.Sprintf("func() %s { if %s() { select { %s} }; %s := %s; { %s := %s; %s := %s; *%s = %s; return %s } }()",
		intType, r.probe("Idle"), &native,
		strings.Join(outer, ", "), strings.Join(addresses, ", "),
		handles, strings.Join(inner, ", "), i, chosen,
		strings.Join(outer, ", *"), handles, i)
}
