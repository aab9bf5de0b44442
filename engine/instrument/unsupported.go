package instrument

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// unsupported are the functions that hide channel operations from the probes,
// wait for what is outside of a run, or collect garbage, which the run forbids
// while it moves; and what to do instead.
var unsupported = map[string]string{
	"reflect.Select":          "use a select statement",
	"reflect.MakeChan":        "use make",
	"(reflect.Value).Send":    "use a send statement",
	"(reflect.Value).TrySend": "use a select statement with a default",
	"(reflect.Value).Recv":    "use a receive expression",
	"(reflect.Value).TryRecv": "use a select statement with a default",
	"(reflect.Value).Close":   "use close",
}

// unsupportedInScenes are those that only a program may use.
var unsupportedInScenes = map[string]string{
	"os/signal.Notify":        "a signal does not belong to the run: take a channel from the caller",
	"os/signal.NotifyContext": "a signal does not belong to the run: take a context from the caller",
	"runtime.GC":              "leave it to the program round the run",

	"runtime/debug.FreeOSMemory": "leave it to the program round the run",
	"runtime/debug.SetGCPercent": "leave it to the program round the run",
}

// unsupported refuses the uses of unsupported functions in the file, what it
// links into the runtime, and a version of Go that lacks what the probes need.
func (r *rewriter) unsupported() {
	if r.pkg.main == "" && r.before("go1.18") {
		r.refuse(r.file.Name, "the probes need Go 1.18, and this file asks for %s: raise the version in go.mod", r.pkg.info.FileVersions[r.file])
	}
	rewritten := map[ast.Node]bool{}
	ast.Inspect(r.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			rewritten[n.Call] = false
		case *ast.CallExpr:
			_, moved := rewritten[n]
			if name, _ := r.reflects(n); name != "" && !moved {
				rewritten[n.Fun] = true
			}
		case *ast.SelectorExpr:
			rewritten[n.Sel] = rewritten[n]
		}
		if id, ok := n.(*ast.Ident); ok && !rewritten[id] {
			if fn, ok := r.pkg.info.Uses[id].(*types.Func); ok {
				if instead := r.instead(fn.FullName()); instead != "" {
					r.refuse(id, "%s is not supported: %s", fn.FullName(), instead)
				}
			}
		}
		return true
	})
	for _, group := range r.file.Comments {
		for _, c := range group.List {
			if f := strings.Fields(c.Text); len(f) == 3 && f[0] == "//go:linkname" && isRuntime(f[2]) && !(r.pkg.main != "" && harmless(f[2])) {
				r.refuse(c, "a link to %s is not supported: it passes the probes by", f[2])
			}
		}
	}
}

// instead is what to do instead of calling an unsupported function.
func (r *rewriter) instead(name string) string {
	if what := unsupported[name]; what != "" || r.pkg.main != "" {
		return what
	}
	return unsupportedInScenes[name]
}

// harmless tells whether what a program links into the runtime has nothing to
// do with its goroutines: it reads a clock, or hashes.
func harmless(symbol string) bool {
	switch strings.TrimPrefix(symbol, "runtime.") {
	case "nanotime", "nanotime1", "walltime", "now", "fastrand", "fastrandn", "fastrand64", "cheaprand", "rand",
		"memhash", "memhash32", "memhash64", "strhash", "memmove", "memequal", "mallocgc", "procPin", "procUnpin":
		return true
	}
	return false
}

func isRuntime(symbol string) bool {
	for _, path := range []string{"runtime.", "runtime/", "internal/runtime/"} {
		if strings.HasPrefix(symbol, path) {
			return true
		}
	}
	return false
}

// cgoFiles finds the files of p that import "C", also when the target leaves
// them out.
func cgoFiles(p *packages.Package) (findings []Finding) {
	for _, name := range slices.Concat(p.GoFiles, p.IgnoredFiles) {
		if slices.Contains(p.CompiledGoFiles, name) || !strings.HasSuffix(name, ".go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil || constrained(file) {
			continue
		}
		for _, spec := range file.Imports {
			if spec.Path.Value == `"C"` {
				findings = append(findings, Finding{
					File: relative(p, name), Line: set.Position(spec.Pos()).Line,
					Reason: "cgo is not supported: C code waits where no probe can see it",
				})
			}
		}
	}
	return findings
}

// constrained tells whether the file has a build constraint of its own, so
// that another file may stand in for it.
func constrained(file *ast.File) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:build ") {
				return true
			}
		}
	}
	return false
}
