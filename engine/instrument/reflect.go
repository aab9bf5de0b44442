package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
)

// reflected are the operations on channels by reflection that a program may
// use, and what stands for them in package probe. The methods get their receiver
// as an argument.
var reflected = map[string]string{
	"reflect.Select":          "ReflectSelect",
	"reflect.MakeChan":        "ReflectMakeChan",
	"(reflect.Value).Send":    "ReflectSend",
	"(reflect.Value).TrySend": "ReflectTrySend",
	"(reflect.Value).Recv":    "ReflectRecv",
	"(reflect.Value).TryRecv": "ReflectTryRecv",
	"(reflect.Value).Close":   "ReflectClose",
}

// reflects is what stands for the function that call calls; empty if nothing
// does. x is the value of which it is a method.
func (r *rewriter) reflects(call *ast.CallExpr) (name string, x ast.Expr) {
	if r.pkg.main == "" {
		return "", nil
	}
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		return r.reflectedAs(fn), nil
	case *ast.SelectorExpr:
		s := r.pkg.info.Selections[fn]
		switch {
		case s == nil:
			return r.reflectedAs(fn.Sel), nil
		case s.Kind() == types.MethodVal && len(s.Index()) == 1: // it is not embedded in anything
			return r.reflectedAs(fn.Sel), fn.X
		}
	}
	return "", nil
}

func (r *rewriter) reflectedAs(id *ast.Ident) string {
	if fn, ok := r.pkg.info.Uses[id].(*types.Func); ok {
		return reflected[fn.FullName()]
	}
	return ""
}

// v.Send(x) becomes ReflectSend(site, v, x).
func (r *rewriter) openReflected(n *ast.CallExpr, name string, x ast.Expr) {
	target := lastName(x)
	if name == "ReflectMakeChan" {
		target = madeFor(r.pkg.info, r.stack)
	}
	open := fmt.Sprintf("%s(%s, ", r.probe(name), r.site(n, target))
	after := r.offset(n.Lparen) + 1
	if x == nil {
		r.edits.replace(r.offset(n.Pos()), after, open)
		r.useReflect()
		return
	}
	close := ", "
	if len(n.Args) == 0 {
		close = ""
	}
	if _, pointer := r.pkg.info.TypeOf(x).Underlying().(*types.Pointer); pointer {
		open += "*"
	}
	r.edits.open(r.offset(n.Pos()), open)
	r.edits.replace(r.offset(x.End()), after, close)
}

// useReflect keeps the file's import of package reflect used.
func (r *rewriter) useReflect() {
	for _, spec := range r.file.Imports {
		if spec.Path.Value == `"reflect"` && !r.moved[spec] {
			r.moved[spec] = true
			r.last += fmt.Sprintf("\nvar _ %s\n", r.qualified(spec, "Value"))
		}
	}
}
