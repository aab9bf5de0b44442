package instrument

import (
	"go/ast"
	"go/types"
)

// lastName is the identifier that names what e denotes: the field, variable
// or function; empty if there is none.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CallExpr:
		return lastName(e.Fun)
	case *ast.IndexExpr:
		return lastName(e.X)
	case *ast.IndexListExpr:
		return lastName(e.X)
	case *ast.ParenExpr:
		return lastName(e.X)
	case *ast.StarExpr:
		return lastName(e.X)
	case *ast.UnaryExpr:
		return lastName(e.X)
	case *ast.TypeAssertExpr:
		return lastName(e.X)
	}
	return ""
}

// madeFor is the name of the variable or field that takes the value of the
// innermost node of stack: its assignment, declaration, composite literal
// or append.
func madeFor(info *types.Info, stack []ast.Node) string {
	for i := len(stack) - 2; i >= 0; i-- {
		value := stack[i+1]
		switch parent := stack[i].(type) {
		case *ast.AssignStmt:
			return target(parent.Lhs, indexOf(parent.Rhs, value))
		case *ast.ValueSpec:
			return target(exprs(parent.Names), indexOf(parent.Values, value))
		case *ast.KeyValueExpr:
			if name := fieldKey(info, parent); name != "" {
				return name
			}
		case *ast.CompositeLit:
			if name := fieldAt(info, parent, value); name != "" {
				return name
			}
		case *ast.CallExpr:
			if isBuiltin(info, parent.Fun, "append") {
				if name := lastName(parent.Args[0]); name != "" {
					return name
				}
			} else if !info.Types[parent.Fun].IsType() {
				return ""
			}
		case *ast.ParenExpr, *ast.UnaryExpr:
		default:
			return ""
		}
	}
	return ""
}

func target(lhs []ast.Expr, k int) string {
	if k < 0 || k >= len(lhs) {
		return ""
	}
	if name := lastName(lhs[k]); name != "_" {
		return name
	}
	return ""
}

func exprs(names []*ast.Ident) []ast.Expr {
	list := make([]ast.Expr, len(names))
	for i, id := range names {
		list[i] = id
	}
	return list
}

func fieldKey(info *types.Info, kv *ast.KeyValueExpr) string {
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		return ""
	}
	if v, ok := info.Uses[id].(*types.Var); ok && v.IsField() {
		return id.Name
	}
	return ""
}

func fieldAt(info *types.Info, lit *ast.CompositeLit, value ast.Node) string {
	t := info.TypeOf(lit)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	if k := indexOf(lit.Elts, value); k >= 0 && k < s.NumFields() {
		return s.Field(k).Name()
	}
	return ""
}

func indexOf(list []ast.Expr, n ast.Node) int {
	for i, e := range list {
		if ast.Node(e) == n {
			return i
		}
	}
	return -1
}
