package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

func (r *rewriter) makesChan(n *ast.CallExpr) bool {
	return isBuiltin(r.pkg.info, n.Fun, "make") && isChan(r.pkg.info.TypeOf(n.Args[0]))
}

// make(chan T, n) becomes Make[T](site, n). The result of make has the type
// that it was given; a generated helper keeps any other type than chan T.
func (r *rewriter) openMake(n *ast.CallExpr) {
	start, end := r.offset(n.Pos()), r.offset(n.Lparen)+1
	if t, ok := n.Args[0].(*ast.ChanType); ok && t.Dir == ast.SEND|ast.RECV {
		r.edits.replace(start, end, r.probe("Make")+"[")
		at := r.offset(t.Begin)
		r.edits.replace(at, at+len("chan"), "")
		return
	}
	r.intType(n) // which the helper needs
	r.edits.replace(start, end, r.helper(makeHelper(r.pkg.info.TypeOf(n.Args[0])))+"[")
}

func (r *rewriter) closeMake(n *ast.CallExpr) {
	text := "](" + r.site(n, madeFor(r.pkg.info, r.stack))
	if len(n.Args) == 1 {
		text += ", 0"
	}
	r.edits.close(r.offset(n.Args[0].End()), text)
	if len(n.Args) == 1 {
		return
	}
	size := n.Args[1]
	if !types.Identical(r.pkg.info.TypeOf(size), types.Typ[types.Int]) {
		r.edits.open(r.offset(size.Pos()), r.intType(size)+"(")
		r.edits.close(r.offset(size.End()), ")")
	}
}

// makeHelper is the helper that makes a channel of type t.
func makeHelper(t types.Type) string {
	switch direction(t) {
	case types.SendOnly:
		return "MakeSend"
	case types.RecvOnly:
		return "MakeRecv"
	}
	return "MakeChan"
}

// helperTypes are the types that each generated helper can make.
var helperTypes = map[string]string{
	"MakeChan": "~chan T",
	"MakeSend": "~chan T | ~chan<- T",
	"MakeRecv": "~chan T | ~<-chan T",
}

// helper spells the name of a generated declaration, to be written once at
// the end of the file.
func (r *rewriter) helper(name string) string {
	r.helpers[name] = true
	return r.pkg.prefix + name + strings.TrimPrefix(r.table, r.pkg.prefix+"S")
}

// intType spells the predeclared int for the code that replaces n.
func (r *rewriter) intType(n ast.Node) string {
	if !r.pkg.hidesInt {
		return "int"
	}
	file := r.pkg.info.Scopes[r.file]
	if _, obj := file.LookupParent("int", token.NoPos); obj != types.Universe.Lookup("int") {
		r.refuse(n, "int is not the predeclared type in this file: give what is called so another name")
	}
	return r.helper("int")
}

func (r *rewriter) writeHelpers(b *strings.Builder) {
	for _, name := range slices.Sorted(maps.Keys(r.helpers)) {
		if name == "int" {
			fmt.Fprintf(b, "\ntype %s = int\n", r.helper(name))
			continue
		}
		fmt.Fprintf(b, "\nfunc %s[C %s, T interface{}](s *%s, n %s) C { return C(%s[T](s, n)) }\n",
			r.helper(name), helperTypes[name], r.probe("Site"), r.intType(r.file), r.probe("Make"))
	}
}
