package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"strconv"
)

// A program hands values of the standard library's types to packages that are
// not instrumented, or gets them from there. Where a twin has a type of its
// own for one, the whole program keeps the standard library's, and with it the
// functions of that package that take or give it. Waits for such a value are
// waits outside.

// plainNames are the names of each package that keep their meaning.
type plainNames map[string]map[string]bool

func (p plainNames) add(pkg *types.Package, name string) {
	names := p[pkg.Path()]
	if names == nil {
		names = map[string]bool{}
		p[pkg.Path()] = names
	}
	names[name] = true
	for _, other := range pkg.Scope().Names() {
		fn, ok := pkg.Scope().Lookup(other).(*types.Func)
		if !ok {
			continue
		}
		var used []*types.Named
		collect(fn.Signature(), &used)
		for _, t := range used {
			if t.Obj().Pkg() == pkg && t.Obj().Name() == name {
				names[other] = true
			}
		}
	}
}

// has tells whether obj keeps its meaning.
func (p plainNames) has(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() && p[obj.Pkg().Path()][obj.Name()]
}

// plain finds what keeps its meaning in a program.
func (s *sources) plain(o Options, own map[string]bool, twin *twinTypes) (plainNames, error) {
	plain := plainNames{}
	if o.Main == "" {
		return plain, nil
	}
	for _, p := range s.packages {
		u := &unit{fset: p.Fset, info: p.TypesInfo, own: own, twin: twin, watched: o.Watched, main: o.Main}
		for i, file := range p.Syntax {
			r := u.rewriter(file, nil, relative(p, p.CompiledGoFiles[i]))
			err := r.foreign(func(id *ast.Ident, obj types.Object, t *types.Named) {
				pkg, name := t.Obj().Pkg(), t.Obj().Name()
				if plain[pkg.Path()][name] {
					return
				}
				plain.add(pkg, name)
				o.Note(Finding{File: r.name, Line: r.line(id.Pos()), Reason: fmt.Sprintf(
					"%s.%s is left as it is, as %s.%s of a package that is not instrumented uses it",
					pkg.Path(), name, obj.Pkg().Path(), obj.Name())})
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return plain, nil
}

// keepPlain gives what keeps its meaning in the file its original package.
func (r *rewriter) keepPlain() {
	imported := map[string]bool{}
	keep := func(n ast.Node, id *ast.Ident) bool {
		obj := r.pkg.info.Uses[id]
		if !r.pkg.plain.has(obj) {
			return false
		}
		name := r.pkg.prefix + "plain" + obj.Pkg().Name()
		if path := obj.Pkg().Path(); !imported[path] {
			imported[path] = true
			r.imports += fmt.Sprintf("; import %s %q", name, path)
		}
		r.edits.replace(r.offset(n.Pos()), r.offset(n.End()), name+"."+id.Name)
		return true
	}
	ast.Inspect(r.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				if _, ok := r.pkg.info.Uses[x].(*types.PkgName); ok {
					return !keep(n, n.Sel)
				}
			}
		case *ast.Ident:
			keep(n, n)
		}
		return true
	})
	for _, spec := range r.file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if imported[path] { // the twin's import stays used
			r.last += fmt.Sprintf("\nvar _ %s\n", r.qualified(spec, aliases[path]))
		}
	}
}

// aliases names a type of each package that its twin has as it is.
var aliases = map[string]string{
	"time": "Duration", "context": "Context", "sync": "Locker", "fmt": "Stringer",
	"math/rand": "Source", "math/rand/v2": "Source",
}

// qualified is a name of an imported package as the file writes it.
func (r *rewriter) qualified(spec *ast.ImportSpec, name string) string {
	if local := r.pkg.info.PkgNameOf(spec); local != nil && local.Name() != "." {
		return local.Name() + "." + name
	}
	return name
}
