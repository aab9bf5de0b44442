package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// c <- v becomes To(site, c).Send(v).
func (r *rewriter) openSend(n *ast.SendStmt) {
	if r.moved[n] {
		return
	}
	at := r.offset(n.Arrow)
	r.edits.open(r.offset(n.Pos()), fmt.Sprintf("%s(%s, ", r.probe("To"), r.site(n, lastName(n.Chan))))
	r.edits.replace(at, at+len("<-"), ").Send(")
}

func (r *rewriter) closeSend(n *ast.SendStmt) {
	if !r.moved[n] {
		r.edits.close(r.offset(n.End()), ")")
	}
}

// noteTwoValue remembers a receive that yields a second value, and what
// function does that.
func (r *rewriter) noteTwoValue(lhs, rhs []ast.Expr) {
	if len(lhs) != 2 || len(rhs) != 1 {
		return
	}
	recv, ok := ast.Unparen(rhs[0]).(*ast.UnaryExpr)
	if !ok || recv.Op != token.ARROW {
		return
	}
	r.twoValue[recv] = "Recv2"
	if name := r.okType(lhs[1]); name != "" {
		r.twoValue[recv] = "Recv2As[" + name + "]"
	}
}

// okType is the type of the second result of a receive, empty if plain bool
// will do.
func (r *rewriter) okType(lhs ast.Expr) string {
	if id, ok := lhs.(*ast.Ident); ok && id.Name == "_" {
		return ""
	}
	t := r.pkg.info.TypeOf(lhs)
	if t == nil || types.Identical(t, types.Typ[types.Bool]) || types.IsInterface(t) && !isTypeParam(t) {
		return ""
	}
	name, ok := r.typeName(t, lhs)
	if !ok {
		r.refuse(lhs, "the type %s of the second result of this receive has no name here: receive into a bool first", t)
	}
	return name
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// <-c becomes Recv(site, c).
func (r *rewriter) openRecv(n *ast.UnaryExpr) {
	if n.Op != token.ARROW || r.moved[n] {
		return
	}
	fn := r.twoValue[n]
	if fn == "" {
		fn = "Recv"
	}
	at := r.offset(n.OpPos)
	r.edits.replace(at, at+len("<-"), fmt.Sprintf("%s(%s, ", r.probe(fn), r.site(n, lastName(n.X))))
}

func (r *rewriter) closeRecv(n *ast.UnaryExpr) {
	if n.Op == token.ARROW && !r.moved[n] {
		r.edits.close(r.offset(n.End()), ")")
	}
}

// range c becomes range Range(site, c).
func (r *rewriter) openRange(n *ast.RangeStmt) {
	if isChan(r.pkg.info.TypeOf(n.X)) {
		r.edits.open(r.offset(n.X.Pos()), fmt.Sprintf("%s(%s, ", r.probe("Range"), r.site(n, lastName(n.X))))
	}
}

func (r *rewriter) closeRange(n *ast.RangeStmt) {
	if isChan(r.pkg.info.TypeOf(n.X)) {
		r.edits.close(r.offset(n.X.End()), ")")
	}
}

func (r *rewriter) openCall(n *ast.CallExpr) {
	switch {
	case r.moved[n]:
	case isBuiltin(r.pkg.info, n.Fun, "close"):
		if t := r.pkg.info.TypeOf(n.Args[0]); !oneElement(t) {
			r.refuse(n, "close of a %s, which may be a channel of one element type or another: close it where its type is known", t)
			return
		}
		start, end := r.offset(n.Pos()), r.offset(n.Lparen)+1
		r.edits.replace(start, end, fmt.Sprintf("%s(%s, ", r.probe("Close"), r.site(n, lastName(n.Args[0]))))
	case r.makesChan(n):
		r.openMake(n)
	}
}

func (r *rewriter) closeCall(n *ast.CallExpr) {
	if !r.moved[n] && r.makesChan(n) {
		r.closeMake(n)
	}
}
