//go:build !js

package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// seedPackages are the packages of which each file is a seed.
var seedPackages = []string{"sluice/engine/pattern", "sluice/engine/scene", "sluice/engine/instrument/corpus"}

// seeds are the files of the seed packages, each with those of its package
// that it needs, as one file that stands alone.
var seeds = sync.OnceValues(func() ([]string, error) {
	o := Options{Target: Native, Patterns: seedPackages}
	src, err := load(o)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, p := range src.packages {
		for _, file := range p.Syntax {
			all = append(all, alone(p, file, src.text))
		}
	}
	return all, nil
})

// alone joins a file and what it needs of its package into one file.
func alone(p *packages.Package, file *ast.File, texts map[string][]byte) string {
	need := map[*ast.File]bool{file: true}
	for todo := []*ast.File{file}; len(todo) > 0; {
		var next []*ast.File
		for other := range uses(p, todo[0]) {
			if !need[other] {
				need[other] = true
				next = append(next, other)
			}
		}
		todo = append(todo[1:], next...)
	}
	imports := map[string]bool{}
	var body strings.Builder
	for _, f := range p.Syntax {
		if !need[f] {
			continue
		}
		from := f.Name.End()
		for _, spec := range f.Imports {
			name := ""
			if spec.Name != nil {
				name = spec.Name.Name
			}
			imports[fmt.Sprintf("import %s %s\n", name, spec.Path.Value)] = true
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
				from = g.End()
			}
		}
		at := p.Fset.File(f.FileStart)
		body.Write(texts[at.Name()][at.Offset(from):])
	}
	return "package p\n" + strings.Join(slices.Sorted(maps.Keys(imports)), "") + body.String()
}

// uses are the files of a package in which something is declared that a file
// names, but for methods: they come with their type's file.
func uses(p *packages.Package, file *ast.File) map[*ast.File]bool {
	found := map[*ast.File]bool{}
	home := map[string]*ast.File{}
	for _, f := range p.Syntax {
		home[p.Fset.File(f.FileStart).Name()] = f
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := p.TypesInfo.Uses[id]; obj != nil && obj.Pkg() == p.Types {
				found[home[p.Fset.File(obj.Pos()).Name()]] = true
			}
		}
		return true
	})
	return found
}

func TestMostFilesOfTheSeedPackagesStandAlone(t *testing.T) {
	all, err := seeds()
	if err != nil {
		t.Fatal(err)
	}
	fit := 0
	for _, src := range all {
		if _, err := check(src); err == nil {
			fit++
		}
	}
	if fit < len(all)*3/4 {
		t.Errorf("%d of %d", fit, len(all))
	}
}
