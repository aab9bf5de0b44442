package instrument

import (
	"fmt"
	"go/ast"
	"strings"
)

// enterSelect marks the operations of the cases: the select as a whole
// rewrites them.
func (r *rewriter) enterSelect(n *ast.SelectStmt) {
	for _, s := range n.Body.List {
		comm := s.(*ast.CommClause).Comm
		r.moved[comm] = true
		if recv := received(comm); recv != nil {
			r.moved[recv] = true
		}
	}
}

// received is the receive operation of a select case, nil for another case.
func received(comm ast.Stmt) *ast.UnaryExpr {
	var e ast.Expr
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	default:
		return nil
	}
	return ast.Unparen(e).(*ast.UnaryExpr)
}

// rewriteSelect turns
//
//	select { case v := <-a: ...; case b <- x: ... }
//
// into a switch on the chosen case, so that bodies, break and labels keep
// their meaning:
//
//	switch h0, h1 := RecvCase(site, a), SendCase(site, b).With(x); Select(site, false, attempt, h0.Case(), h1.Case()) {
//	case 0: v := h0.Value(); ...; default: ... }
//
// Channels and values are evaluated in the order of the source, each on its
// own line. The last case is the default, so that a select that ends
// a function still does.
func (r *rewriter) rewriteSelect(n *ast.SelectStmt) {
	start, body := r.offset(n.Select), r.offset(n.Body.Lbrace)+1
	if len(n.Body.List) == 0 {
		r.edits.replace(start, body, fmt.Sprintf("for { %s(%s); ", r.probe("Forever"), r.site(n, "select")))
		return
	}
	at := r.site(n, "select")
	s := selection{prefix: r.pkg.prefix}
	comms, hasDefault := operations(n)
	for i, clause := range comms {
		label := fmt.Sprintf("case %d: ", i)
		if i == len(comms)-1 && !hasDefault {
			label = "default: "
		}
		r.rewriteCase(n, clause, label, &s)
	}
	chosen := fmt.Sprintf("%s(%s, %s, %s%s)", r.probe("Select"), at, truth(hasDefault), s.attempt(r.intType(n)), s.describe())
	if r.pkg.watched && len(comms) > 0 {
		chosen = r.unlessIdle(&s, chosen, hasDefault, r.intType(n))
	}
	r.edits.replace(start, body, fmt.Sprintf("switch %s%s {", s.evaluate(), chosen))
}

// operations returns the cases of a select but for the default.
func operations(n *ast.SelectStmt) (comms []*ast.CommClause, hasDefault bool) {
	for _, s := range n.Body.List {
		if clause := s.(*ast.CommClause); clause.Comm != nil {
			comms = append(comms, clause)
		} else {
			hasDefault = true
		}
	}
	return comms, hasDefault
}

// truth spells a bool without a name that the source may have taken.
func truth(b bool) string {
	if b {
		return "0 == 0"
	}
	return "0 != 0"
}

// rewriteCase adds one case to s and gives its clause the label.
func (r *rewriter) rewriteCase(n *ast.SelectStmt, clause *ast.CommClause, label string, s *selection) {
	start, colon := r.offset(clause.Case), r.offset(clause.Colon)
	h := s.handle()
	if send, ok := clause.Comm.(*ast.SendStmt); ok {
		at := r.site(clause, lastName(send.Chan))
		c, v := r.move(send.Chan, n.Select), r.move(send.Value, n.Select)
		s.add(fmt.Sprintf("%s.With(%s)", r.selectCase("Send", at, c, s), v), fmt.Sprintf("%s.C <- %s.V", h, h), "")
		r.edits.replace(start, colon+1, label)
		return
	}
	recv := received(clause.Comm)
	at := r.site(clause, lastName(recv.X))
	c := r.move(recv.X, n.Select)
	s.add(r.selectCase("Recv", at, c, s), fmt.Sprintf("%s.V, %s.OK = <-%s.C", h, h, h), ".Got")
	assign, ok := clause.Comm.(*ast.AssignStmt)
	if !ok {
		r.edits.replace(start, colon+1, label)
		return
	}
	r.edits.replace(start, r.offset(assign.Pos()), label)
	take := h + ".Value()"
	if len(assign.Lhs) == 2 {
		take = h + ".Take()"
		if name := r.okType(assign.Lhs[1]); name != "" {
			take = fmt.Sprintf("%s[%s](&%s)", r.probe("TakeAs"), name, h)
		}
	}
	r.edits.replace(r.offset(assign.TokPos)+len(assign.Tok.String()), colon+1, " "+take+"; ")
}

// A selection collects the generated parts of one select.
type selection struct {
	prefix   string
	handles  []string // one variable for each case
	values   []string // what they are set to
	attempts []string // the case's operation on its handle
	results  []string // what tells Select that it was chosen
	sites    []string // of the cases, in a program that can be watched
}

func (s *selection) handle() string { return fmt.Sprintf("%sh%d", s.prefix, len(s.handles)) }

// add adds a case. method is that of its handle which tells what came of it,
// and empty if there is nothing to tell.
func (s *selection) add(value, attempt, method string) {
	h, result := s.handle(), fmt.Sprint(len(s.handles))
	if method != "" {
		result = fmt.Sprintf("%s%s(%s)", h, method, result)
	}
	s.handles = append(s.handles, h)
	s.values = append(s.values, value)
	s.attempts = append(s.attempts, attempt)
	s.results = append(s.results, result)
}

// evaluate is the init statement of the switch.
func (s *selection) evaluate() string {
	if len(s.handles) == 0 {
		return ""
	}
	return strings.Join(s.handles, ", ") + " := " + strings.Join(s.values, ", ") + "; "
}

// attempt is the function that tries one case, or blocks for all of them and
// for the end of the run.
func (s *selection) attempt(intType string) string {
	i := s.prefix + "i"
	if len(s.handles) == 0 {
		return fmt.Sprintf("func(%s %s) %s { return %s }", i, intType, intType, i)
	}
	var tries, blocking strings.Builder
	for k, h := range s.handles {
		fmt.Fprintf(&tries, "case %d: return %s.Try(%d); ", k, h, k)
		fmt.Fprintf(&blocking, "case %s: return %s; ", s.attempts[k], s.results[k])
	}
	return fmt.Sprintf("func(%s %s) %s { switch %s { %s}; select { %scase <-%s.Over: return -1 } }",
		i, intType, intType, i, &tries, &blocking, s.handles[0])
}

func (s *selection) describe() string {
	var b strings.Builder
	for _, h := range s.handles {
		fmt.Fprintf(&b, ", %s.Case()", h)
	}
	return b.String()
}
