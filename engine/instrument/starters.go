package instrument

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A goroutine that a package starts without probes would act in the name of
// the one that called it, as it inherits its label. So an import of such a
// package is refused, unless the package is instrumented, too.

// quiet are standard packages with go statements of which a run sees nothing,
// or whose functions are refused one by one.
var quiet = map[string]bool{"runtime": true, "syscall": true, "os/signal": true}

// starters says of each imported package where it, or a package that it
// imports, starts a goroutine; nothing if none does. Of a standard package
// only its own files count.
type starters map[string]string

// findStarters looks at what the packages import.
func findStarters(o Options, importers []*packages.Package) (starters, error) {
	s := starters{}
	var paths []string
	for _, p := range importers {
		s[p.PkgPath] = "" // it is instrumented
	}
	for _, p := range importers {
		for path := range p.Imports {
			if _, known := s[path]; !known && !ignores(path) {
				s[path], paths = "", append(paths, path)
			}
		}
	}
	if len(paths) == 0 {
		return s, nil
	}
	mode := packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule
	list, err := packages.Load(o.config(mode), paths...)
	if err != nil {
		return nil, fmt.Errorf("instrument: %w", err)
	}
	seen := map[*packages.Package]string{}
	for _, p := range list {
		if s[p.PkgPath], err = search(p, seen); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// search returns where p, or a package that it imports from a module, starts
// a goroutine.
func search(p *packages.Package, seen map[*packages.Package]string) (string, error) {
	if where, ok := seen[p]; ok {
		return where, nil
	}
	seen[p] = ""
	if ignores(p.PkgPath) {
		return "", nil
	}
	where, err := goStatement(p)
	for _, dep := range p.Imports {
		if where != "" || err != nil {
			break
		}
		if p.Module != nil && dep.Module != nil {
			where, err = search(dep, seen)
		}
	}
	seen[p] = where
	return where, err
}

// ignores tells of the packages that belong to a run, or that it cannot see.
func ignores(path string) bool {
	return quiet[path] || twins[path] != "" || path == probePath ||
		strings.HasPrefix(path, "sluice/engine/twin/")
}

// goStatement returns where the first go statement of a package is.
func goStatement(p *packages.Package) (string, error) {
	for _, name := range p.GoFiles {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return "", fmt.Errorf("instrument: %w", err)
		}
		where := ""
		ast.Inspect(file, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok && where == "" {
				where = fmt.Sprintf("%s/%s:%d", p.PkgPath, filepath.Base(name), set.Position(g.Pos()).Line)
			}
			return where == ""
		})
		if where != "" {
			return where, nil
		}
	}
	return "", nil
}

// startingImports refuses the imports whose packages start goroutines.
func (r *rewriter) startingImports() {
	for _, spec := range r.file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if where := r.pkg.starters[path]; where != "" {
			r.refuse(spec, "package %s starts goroutines (%s) and is not instrumented: they would pass the probes by", path, where)
		}
	}
}
