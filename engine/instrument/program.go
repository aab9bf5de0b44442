package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
)

// A program that was not written for Sluice meets packages that are not
// instrumented, and the world outside. Its goroutines and theirs belong to one
// run, which begins ahead of its packages' initialisation and ends with the
// process.

const (
	recorderPath = "sluice/engine/recorder"
	watchedPath  = "sluice/engine/watched"
)

// substitutes are functions for which a program calls another one.
var substitutes = map[string]string{
	"os.Exit":     "Exit", // in package probe
	"log.Fatal":   "Fatal",
	"log.Fatalf":  "Fatalf",
	"log.Fatalln": "Fatalln",
}

// fatal are methods of loggers that end the process: those of the probes'
// Logger stand for them.
var fatal = map[string]bool{
	"(*log.Logger).Fatal": true, "(*log.Logger).Fatalf": true, "(*log.Logger).Fatalln": true,
}

// watchedSubstitutes are the same in a program that is watched.
var watchedSubstitutes = map[string]string{
	"os.Exit":    "Exit",
	"time.Sleep": "Sleep",
}

// programCalls renames the program's main function, which package recorder or
// watched is to call, and puts probes in the place of the functions that have one. It tells
// whether there were any.
func (r *rewriter) programCalls() (changed bool) {
	kept := map[string]bool{}
	ast.Inspect(r.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if name := r.replacement(n.Sel); name != "" {
				text := types.ExprString(n)
				r.edits.replace(r.offset(n.Pos()), r.offset(n.End()), r.probe(name))
				changed, kept[text] = true, true
				return false
			}
			changed = r.exitingLogger(n) || changed
		case *ast.Ident:
			if name := r.replacement(n); name != "" {
				r.edits.replace(r.offset(n.Pos()), r.offset(n.End()), r.probe(name))
				changed, kept[n.Name] = true, true
			}
			if r.isMain(n) {
				r.edits.replace(r.offset(n.Pos()), r.offset(n.End()), r.pkg.prefix+"main")
				changed = true
			}
			if r.isMain(n) && r.pkg.info.Defs[n] != nil {
				path := recorderPath
				if r.pkg.watched {
					path = watchedPath
				}
				r.imports += fmt.Sprintf("; import %srecorder %q", r.pkg.prefix, path)
				r.last += fmt.Sprintf("\nfunc main() { %srecorder.Main(%smain) }\n", r.pkg.prefix, r.pkg.prefix)
			}
		}
		return true
	})
	for text := range kept { // its import stays used
		r.last += fmt.Sprintf("\nvar _ = %s\n", text)
	}
	return changed
}

// exitingLogger makes a logger whose method ends the process the probes' own.
// An embedded one stays as it is.
func (r *rewriter) exitingLogger(n *ast.SelectorExpr) (changed bool) {
	fn, ok := r.pkg.info.Uses[n.Sel].(*types.Func)
	s := r.pkg.info.Selections[n]
	if !ok || !fatal[fn.FullName()] || s == nil || s.Kind() != types.MethodVal || len(s.Index()) != 1 {
		return false
	}
	open := r.probe("Logger{")
	if _, pointer := types.Unalias(s.Recv()).(*types.Pointer); !pointer {
		open += "&"
	}
	r.edits.open(r.offset(n.X.Pos()), open)
	r.edits.close(r.offset(n.X.End()), "}")
	r.last += "\n" // the file needs the probes
	return true
}

// replacement is the function of package probe for the one that id names;
// empty if there is none.
func (r *rewriter) replacement(id *ast.Ident) string {
	if fn, ok := r.pkg.info.Uses[id].(*types.Func); ok {
		if r.pkg.watched {
			return watchedSubstitutes[fn.FullName()]
		}
		return substitutes[fn.FullName()]
	}
	return ""
}

// isMain tells whether id names the program's main function.
func (r *rewriter) isMain(id *ast.Ident) bool {
	obj := r.pkg.info.ObjectOf(id)
	return obj != nil && id.Name == "main" && r.pkg.types.Name() == "main" &&
		obj == r.pkg.types.Scope().Lookup("main")
}
