package instrument

import (
	"go/ast"
	"go/types"
)

// typeName spells t as it can be written where n stands. It knows predeclared
// types, type parameters and named types without arguments.
func (r *rewriter) typeName(t types.Type, n ast.Node) (string, bool) {
	obj := typeObject(t)
	inner := r.pkg.types.Scope().Innermost(n.Pos())
	if obj == nil || inner == nil {
		return "", false
	}
	if _, found := inner.LookupParent(obj.Name(), n.Pos()); found == obj {
		return obj.Name(), true
	}
	for _, spec := range r.file.Imports {
		name := r.pkg.info.PkgNameOf(spec)
		if name == nil || name.Imported() != obj.Pkg() || !obj.Exported() {
			continue
		}
		if _, found := inner.LookupParent(name.Name(), n.Pos()); found == name {
			return name.Name() + "." + obj.Name(), true
		}
	}
	return "", false
}

func typeObject(t types.Type) types.Object {
	switch t := t.(type) {
	case *types.Basic:
		return types.Universe.Lookup(t.Name())
	case *types.TypeParam:
		return t.Obj()
	case *types.Alias:
		if t.TypeArgs().Len() == 0 {
			return t.Obj()
		}
	case *types.Named:
		if t.TypeArgs().Len() == 0 {
			return t.Obj()
		}
	}
	return nil
}
