package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A part of a go statement's call: the function or an argument.
type part struct {
	expr  ast.Expr
	names []string // variables that hold its values; none: it moves into the call
	as    string   // the type that the call gives to an untyped value
}

// rewriteGo turns go f(a, b) into
//
//	{ f0 := f; a0 := a; a1 := b; Go(site, func() { f0(a0, a1) }) }
//
// so that every part is evaluated at the go statement, in the order of the
// source. What has no evaluation (constants, nil, declared functions,
// builtins) moves into the call. A plain func() needs no call round it.
func (r *rewriter) rewriteGo(n *ast.GoStmt) {
	call := n.Call
	at := r.site(n, r.started(call.Fun))
	end := r.offset(n.End())
	if r.isPlainFunc(call) {
		r.edits.replace(r.offset(n.Go), r.offset(call.Fun.Pos()), fmt.Sprintf("%s(%s, ", r.probe("Go"), at))
		r.edits.replace(r.offset(call.Lparen), end, ")")
		return
	}
	var (
		late []string
		from = r.offset(n.Go)
		gap  = "{ "
	)
	for _, p := range r.parts(call) {
		if len(p.names) == 0 {
			late = append(late, r.move(p.expr, call.Rparen))
			continue
		}
		late = append(late, strings.Join(p.names, ", "))
		gap += strings.Join(p.names, ", ") + " := "
		after := "; "
		if p.as != "" {
			gap, after = gap+p.as+"(", ")"+after
		}
		r.edits.replaceAfter(from, r.offset(p.expr.Pos()), gap)
		from, gap = r.offset(p.expr.End()), after
	}
	gap += fmt.Sprintf("%s(%s, func() { %s }) }", r.probe("Go"), at, r.lateCall(call, late))
	r.edits.replaceAfter(from, end, gap)
}

// isPlainFunc tells whether the call is of a func() that can be handed over
// as it is.
func (r *rewriter) isPlainFunc(call *ast.CallExpr) bool {
	sig, ok := r.pkg.info.TypeOf(call.Fun).Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 0 && sig.Results().Len() == 0 && !r.pkg.info.Types[call.Fun].IsBuiltin()
}

// started is the display name of the function that a go statement starts.
func (r *rewriter) started(fun ast.Expr) string {
	if lit, ok := ast.Unparen(fun).(*ast.FuncLit); ok {
		return r.literals[lit]
	}
	return lastName(fun)
}

// parts takes the call of a go statement apart.
func (r *rewriter) parts(call *ast.CallExpr) []part {
	callee := part{expr: call.Fun}
	if !r.isDeclared(call.Fun) && !r.pkg.info.Types[call.Fun].IsBuiltin() {
		callee.names = []string{r.pkg.prefix + "f"}
	}
	parts := []part{callee}
	for _, arg := range call.Args {
		p := part{expr: arg}
		tv := r.pkg.info.Types[arg]
		switch tuple, many := tv.Type.(*types.Tuple); {
		case many:
			for k := range tuple.Len() {
				p.names = append(p.names, r.argument(k))
			}
		case tv.Value == nil && !tv.IsNil() && !r.isDeclared(arg):
			p.names = []string{r.argument(len(parts) - 1)}
			p.as = r.untypedAs(arg, tv.Type)
		}
		parts = append(parts, p)
	}
	return parts
}

func (r *rewriter) argument(k int) string { return fmt.Sprintf("%sa%d", r.pkg.prefix, k) }

// isDeclared tells whether e names a declared function or an instance of one.
func (r *rewriter) isDeclared(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		_, ok := r.pkg.info.Uses[e].(*types.Func)
		return ok
	case *ast.SelectorExpr:
		return r.pkg.info.Selections[e] == nil && r.isDeclared(e.Sel)
	case *ast.IndexExpr:
		return r.isDeclared(e.X)
	case *ast.IndexListExpr:
		return r.isDeclared(e.X)
	}
	return false
}

// untypedAs is the name of the type t that a call gives to an untyped value,
// empty if a variable gets it anyway.
func (r *rewriter) untypedAs(e ast.Expr, t types.Type) string {
	basic, ok := t.(*types.Basic)
	if ok && (basic.Kind() == types.Bool || basic.Kind() == types.Int) || !r.isUntyped(e) {
		return ""
	}
	name, ok := r.typeName(t, e)
	if !ok {
		r.refuse(e, "the type %s of this argument has no name here: assign it to a variable first", t)
	}
	return name
}

// isUntyped tells whether e, which is not constant, may have no type of its
// own: a comparison, or a shift of an untyped constant.
func (r *rewriter) isUntyped(e ast.Expr) bool {
	if r.pkg.info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return r.isUntyped(e.X)
	case *ast.UnaryExpr:
		return e.Op != token.ARROW && e.Op != token.AND && r.isUntyped(e.X)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return true
		case token.SHL, token.SHR:
			return r.isUntyped(e.X)
		}
		return r.isUntyped(e.X) && r.isUntyped(e.Y)
	}
	return false
}

// lateCall is the call that the new goroutine makes.
func (r *rewriter) lateCall(call *ast.CallExpr, parts []string) string {
	fun, args := parts[0], parts[1:]
	if isBuiltin(r.pkg.info, call.Fun, "close") {
		fun, args = r.probe("Close"), append([]string{r.site(call, lastName(call.Args[0]))}, args...)
	}
	list := strings.Join(args, ", ")
	if call.Ellipsis.IsValid() {
		list += "..."
	}
	return fmt.Sprintf("%s(%s)", fun, list)
}

// move takes the text of e out of its place, for a place on the line of to.
func (r *rewriter) move(e ast.Expr, to token.Pos) string {
	text := r.edits.take(r.offset(e.Pos()), r.offset(e.End()))
	first := r.line(e.Pos())
	if first == r.line(to) && !strings.Contains(text, "\n") {
		return text
	}
	start := r.pkg.fset.File(r.file.FileStart).LineStart
	flat := flatten(text, func(n int) string { return r.position(start(first + n - 1)) })
	return directive(r.position(e.Pos())) + flat + directive(r.position(to))
}

// position is pos as a line directive writes it.
func (r *rewriter) position(pos token.Pos) string {
	p, own := r.pkg.fset.Position(pos), r.pkg.fset.PositionFor(pos, false)
	if p.Filename == own.Filename {
		p.Filename = ""
	}
	return fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, max(p.Column, 1))
}
