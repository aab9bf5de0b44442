package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
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

// range c becomes range Range(site, c). A file of before Go 1.23 knows no range
// over a function: see rangeByHand.
func (r *rewriter) openRange(n *ast.RangeStmt) {
	switch {
	case !isChan(r.pkg.info.TypeOf(n.X)):
	case r.before("go1.23"):
		r.rangeByHand(n)
	default:
		r.edits.open(r.offset(n.X.Pos()), fmt.Sprintf("%s(%s, ", r.probe("Range"), r.site(n, lastName(n.X))))
	}
}

func (r *rewriter) closeRange(n *ast.RangeStmt) {
	if isChan(r.pkg.info.TypeOf(n.X)) {
		r.edits.close(r.offset(n.X.End()), ")")
	}
}

// for v := range c becomes for v, r := Each(site, c); r.Next(&v);, in which v
// is one variable for all turns, as it is before Go 1.22.
func (r *rewriter) rangeByHand(n *ast.RangeStmt) {
	ranging := r.pkg.prefix + "r"
	first, into, key := "_", "nil", n.Key
	if id, ok := key.(*ast.Ident); ok && id.Name == "_" {
		key = nil
	}
	end := r.offset(n.X.End())
	switch {
	case key == nil:
	case n.Tok == token.DEFINE && r.before("go1.22"):
		first = key.(*ast.Ident).Name
		into = "&" + first
	default:
		text := r.edits.take(r.offset(key.Pos()), r.offset(key.End()))
		r.edits.open(r.offset(n.Body.Lbrace)+1, fmt.Sprintf(" %s %s %s.Value();", text, n.Tok, ranging))
	}
	r.edits.replace(r.offset(n.For)+len("for"), r.offset(n.X.Pos()), fmt.Sprintf(" %s, %s := %s(%s, ",
		first, ranging, r.probe("Each"), r.site(n, lastName(n.X))))
	r.edits.open(end, fmt.Sprintf("; %s.Next(%s); ", ranging, into))
}

// before tells whether the file is written for an older Go than version.
func (r *rewriter) before(v string) bool {
	asked := r.pkg.info.FileVersions[r.file]
	return version.IsValid(asked) && version.Compare(asked, v) < 0
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
	default:
		if name, x := r.reflects(n); name != "" {
			r.openReflected(n, name, x)
		}
	}
}

func (r *rewriter) closeCall(n *ast.CallExpr) {
	if !r.moved[n] && r.makesChan(n) {
		r.closeMake(n)
	}
}
