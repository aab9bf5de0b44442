package instrument

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/packages"
)

// twinTypes knows which types of a twin are types of their own, and not
// aliases of the standard library's. It loads a twin when asked for the first
// time.
type twinTypes struct {
	options Options
	scopes  map[string]*types.Scope // by the twin's path
}

// differ tells whether the twin of path declares a type of its own.
func (t *twinTypes) differ(path, name string) (bool, error) {
	twin := twins[path]
	scope := t.scopes[twin]
	if scope == nil {
		var err error
		if scope, err = loadScope(t.options, twin); err != nil {
			return false, err
		}
		t.scopes[twin] = scope
	}
	obj, ok := scope.Lookup(name).(*types.TypeName)
	return ok && !obj.IsAlias(), nil
}

func loadScope(o Options, path string) (*types.Scope, error) {
	list, err := packages.Load(o.config(packages.NeedName|packages.NeedTypes), path)
	if err != nil {
		return nil, fmt.Errorf("instrument: %w", err)
	}
	if len(list) != 1 || len(list[0].Errors) > 0 {
		return nil, fmt.Errorf("instrument: cannot load %s: %v", path, list[0].Errors)
	}
	return list[0].Types.Scope(), nil
}

// foreign finds what takes or gives a type with a twin in a package that is
// not instrumented: there it is still the standard library's. found is called
// with each.
func (r *rewriter) foreign(found func(id *ast.Ident, obj types.Object, t *types.Named)) error {
	var failed error
	ast.Inspect(r.file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || failed != nil {
			return failed == nil
		}
		obj := r.pkg.info.Uses[id]
		if obj == nil || obj.Pkg() == nil || r.pkg.own[obj.Pkg().Path()] || r.pkg.twinOf(obj.Pkg().Path()) != "" {
			return true
		}
		for _, t := range mentioned(obj) {
			if r.pkg.twinOf(t.Obj().Pkg().Path()) == "" {
				continue
			}
			differ, err := r.pkg.twin.differ(t.Obj().Pkg().Path(), t.Obj().Name())
			if err != nil {
				failed = err
			} else if differ {
				found(id, obj, t)
			}
		}
		return true
	})
	return failed
}

// refuseForeign refuses what foreign finds.
func (r *rewriter) refuseForeign(id *ast.Ident, obj types.Object, t *types.Named) {
	path, name := t.Obj().Pkg().Path(), t.Obj().Name()
	r.refuse(id, "%s.%s uses %s.%s, and package %s is not instrumented: the run's %s is another type",
		obj.Pkg().Path(), obj.Name(), path, name, obj.Pkg().Path(), name)
}

// mentioned are the types with twins that the type of obj is made of.
func mentioned(obj types.Object) []*types.Named {
	var found []*types.Named
	switch obj := obj.(type) {
	case *types.Func:
		collect(obj.Origin().Signature(), &found)
	case *types.Var:
		collect(obj.Origin().Type(), &found)
	case *types.TypeName:
		switch t := obj.Type().Underlying().(type) {
		case *types.Signature, *types.Interface:
			collect(t, &found)
		}
	}
	return found
}

// collect adds the named types with twins in t, down to other named types.
func collect(t types.Type, found *[]*types.Named) {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil && twins[pkg.Path()] != "" {
			*found = append(*found, t)
		}
		for arg := range t.TypeArgs().Types() {
			collect(arg, found)
		}
	case *types.Map:
		collect(t.Key(), found)
		collect(t.Elem(), found)
	case *types.Signature:
		for v := range t.Params().Variables() {
			collect(v.Type(), found)
		}
		for v := range t.Results().Variables() {
			collect(v.Type(), found)
		}
	case *types.Struct:
		for f := range t.Fields() {
			collect(f.Type(), found)
		}
	case *types.Interface:
		for m := range t.Methods() {
			collect(m.Signature(), found)
		}
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		collect(t.Elem(), found)
	}
}
