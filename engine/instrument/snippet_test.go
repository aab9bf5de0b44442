//go:build !js

package instrument

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// world holds what snippets can import, loaded once.
var world = sync.OnceValues(func() (map[string]*types.Package, error) {
	paths := []string{
		probePath, "cmp", "errors", "iter", "maps", "math", "math/bits", "os", "os/signal", "reflect", "runtime",
		"runtime/debug", "slices", "strconv", "strings", "sync/atomic", "unsafe",
		"sluice/engine/graph", "sluice/engine/pattern", "sluice/engine/world",
	}
	for path, twin := range twins {
		paths = append(paths, path, twin)
	}
	list, err := packages.Load(Options{Target: Native}.config(packages.NeedName|packages.NeedTypes), paths...)
	if err != nil {
		return nil, err
	}
	known := map[string]*types.Package{}
	for _, p := range list {
		if len(p.Errors) > 0 {
			return nil, p.Errors[0]
		}
		known[p.PkgPath] = p.Types
	}
	return known, nil
})

type importer map[string]*types.Package

func (known importer) Import(path string) (*types.Package, error) {
	if p := known[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("snippets cannot import %s", path)
}

// snippet is a package of one file, type-checked.
type snippet struct {
	src  string
	file *ast.File
	unit *unit
}

func check(src string) (*snippet, error) {
	known, err := world()
	if err != nil {
		return nil, err
	}
	return checkWith(known, src)
}

// checkWith is check for a snippet that may import what is known.
func checkWith(known importer, src string) (*snippet, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "snippet.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	info := &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		Scopes:       map[ast.Node]*types.Scope{},
		Instances:    map[*ast.Ident]types.Instance{},
		FileVersions: map[*ast.File]string{},
	}
	config := types.Config{Importer: known, GoVersion: "go1.26"}
	pkg, err := config.Check("snippet", set, []*ast.File{file}, info)
	if err != nil {
		return nil, err
	}
	twin := &twinTypes{scopes: map[string]*types.Scope{}}
	for _, path := range twins {
		twin.scopes[path] = known[path].Scope()
	}
	u := newUnit(set, []*ast.File{file}, pkg, info)
	u.own, u.twin = map[string]bool{"snippet": true}, twin
	return &snippet{src, file, u}, nil
}

// rewrite returns the instrumented snippet, itself if nothing changed.
func (s *snippet) rewrite() (string, []Finding, error) {
	text, findings, err := s.unit.rewrite(s.file, []byte(s.src), "snippet.go")
	if err != nil || len(findings) > 0 {
		return "", findings, err
	}
	if text == nil {
		return s.src, nil, nil
	}
	return string(text), nil, nil
}

// instrumented rewrites src, which must be fit for it, and holds what goes for
// every rewritten file: it type-checks, and each token is on its line.
func instrumented(t *testing.T, src string) string {
	t.Helper()
	return instrumentedFor(t, src, false)
}

func instrumentedFor(t *testing.T, src string, watched bool) string {
	t.Helper()
	s, err := check(src)
	if err != nil {
		t.Fatalf("the snippet does not compile: %v\n%s", err, src)
	}
	s.unit.watched = watched
	out, findings, err := s.rewrite()
	if err != nil || len(findings) > 0 {
		t.Fatalf("not rewritten: %v %v\n%s", findings, err, src)
	}
	if _, err := check(out); err != nil {
		t.Fatalf("the rewritten snippet does not compile: %v\n%s", err, out)
	}
	if err := sameLines(src, out); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return out
}

// sameLines tells whether every name and literal of before stands on the same
// line in after, as line directives have it. What the rewriter replaces by
// design is left out: the builtins and the import paths.
func sameLines(before, after string) error {
	old, err := words(before)
	if err != nil {
		return err
	}
	got, err := words(after)
	if err != nil {
		return err
	}
	for _, w := range slices.SortedFunc(maps.Keys(old), word.compare) {
		if got[w] < old[w] {
			return fmt.Errorf("line %d had %q %d times, now %d times", w.line, w.text, old[w], got[w])
		}
	}
	return nil
}

type word struct {
	line int
	text string
}

func (w word) compare(v word) int {
	if w.line != v.line {
		return w.line - v.line
	}
	return strings.Compare(w.text, v.text)
}

func words(src string) (map[word]int, error) {
	set := token.NewFileSet()
	file := set.AddFile("snippet.go", -1, len(src))
	var (
		s     scanner.Scanner
		found = map[word]int{}
		fail  error
	)
	s.Init(file, []byte(src), func(pos token.Position, msg string) { fail = fmt.Errorf("%s: %s", pos, msg) }, 0)
	for {
		pos, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return found, fail
		case lit == "make" || lit == "close" || tok == token.STRING:
		case tok == token.IDENT || tok.IsLiteral():
			found[word{set.Position(pos).Line, lit}]++
		}
	}
}
