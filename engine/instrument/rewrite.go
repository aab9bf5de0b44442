package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

const probePath = "sluice/engine/probe"

// unit is one type-checked package to rewrite.
type unit struct {
	fset   *token.FileSet
	types  *types.Package
	info   *types.Info
	prefix string // of every generated name

	hidesInt bool            // something in the package is called int
	own      map[string]bool // paths of all packages to rewrite
	twin     *twinTypes
	starters starters
	main     string // as in Options
	plain    plainNames
	watched  bool // as in Options
}

// rewriter changes one file. It walks the syntax once: enter sees a node
// before its parts and opens edits, leave closes them.
type rewriter struct {
	pkg   *unit
	file  *ast.File
	name  string // module-relative, with forward slashes
	table string // the variable that holds the sites
	edits edits

	sites     []site
	stack     []ast.Node
	scopes    []*scope
	literals  map[*ast.FuncLit]string // display names
	moved     map[ast.Node]bool       // rewritten by its parent
	twoValue  map[*ast.UnaryExpr]string
	announced map[ast.Expr]string // sites that arguments of waits tell again
	helpers   map[string]bool     // generated functions that the file needs
	imports   string              // further imports, on the line of the package clause
	last      string              // what follows the tail
	findings  []Finding
}

type site struct {
	line       int
	fn, target string
}

// rewrite returns the changed text of file, or nil if nothing in it is to be
// changed. What cannot be rewritten is in the findings.
func (u *unit) rewrite(file *ast.File, src []byte, name string) ([]byte, []Finding, error) {
	r := u.rewriter(file, src, name)
	r.unsupported()
	r.startingImports()
	if u.main == "" {
		if err := r.foreign(r.refuseForeign); err != nil {
			return nil, nil, err
		}
	}
	swapped := r.swapImports()
	if u.main != "" {
		r.keepPlain()
		swapped = r.programCalls() || swapped
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			last := len(r.stack) - 1
			r.leave(r.stack[last])
			r.stack = r.stack[:last]
			return true
		}
		r.stack = append(r.stack, n)
		r.enter(n)
		return true
	})
	if len(r.sites) == 0 && !swapped || len(r.findings) > 0 {
		return nil, r.findings, nil
	}
	if len(r.sites) > 0 || r.last != "" {
		r.edits.close(r.offset(file.Name.End()), fmt.Sprintf("; import %s %q%s", r.probe(""), probePath, r.imports))
		r.edits.close(len(src), r.tail()+r.last)
		if r.before("go1.18") {
			r.raise(r.pkg.fset.Position(file.FileStart).Filename)
		}
	}
	return r.edits.apply(), r.findings, nil
}

func (u *unit) rewriter(file *ast.File, src []byte, name string) *rewriter {
	return &rewriter{
		pkg:       u,
		file:      file,
		name:      name,
		table:     u.prefix + "S_" + hashOf(name),
		edits:     edits{src: src},
		literals:  map[*ast.FuncLit]string{},
		moved:     map[ast.Node]bool{},
		twoValue:  map[*ast.UnaryExpr]string{},
		announced: map[ast.Expr]string{},
		helpers:   map[string]bool{},
	}
}

func (r *rewriter) enter(n ast.Node) {
	if x, ok := n.(ast.Expr); ok {
		r.openArgument(x)
	}
	switch n := n.(type) {
	case *ast.FuncDecl:
		r.scopes = append(r.scopes, declared(n))
	case *ast.FuncLit:
		s := r.scope().closure()
		r.literals[n] = s.display
		r.scopes = append(r.scopes, s)
	case *ast.AssignStmt:
		if !r.moved[n] {
			r.noteTwoValue(n.Lhs, n.Rhs)
		}
	case *ast.ValueSpec:
		r.noteTwoValue(exprs(n.Names), n.Values)
	case *ast.SendStmt:
		r.openSend(n)
	case *ast.UnaryExpr:
		r.openRecv(n)
	case *ast.RangeStmt:
		r.openRange(n)
	case *ast.ForStmt:
		r.countTurns(n)
	case *ast.CallExpr:
		r.refuseEarlyTimer(n)
		r.openCall(n)
	case *ast.GoStmt:
		r.moved[n.Call] = true
	case *ast.SelectStmt:
		r.enterSelect(n)
	}
	if s, ok := n.(ast.Stmt); ok {
		r.announceWait(s)
	}
}

func (r *rewriter) leave(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl, *ast.FuncLit:
		r.scopes = r.scopes[:len(r.scopes)-1]
	case *ast.SendStmt:
		r.closeSend(n)
	case *ast.UnaryExpr:
		r.closeRecv(n)
	case *ast.RangeStmt:
		r.closeRange(n)
	case *ast.CallExpr:
		r.closeCall(n)
	case *ast.GoStmt:
		r.rewriteGo(n)
	case *ast.SelectStmt:
		r.rewriteSelect(n)
	}
	if x, ok := n.(ast.Expr); ok {
		r.closeArgument(x)
	}
}

// scope is the innermost enclosing function. What stands outside of all of
// them runs while the package is initialised.
func (r *rewriter) scope() *scope {
	if len(r.scopes) == 0 {
		r.scopes = append(r.scopes, &scope{display: "init", base: "init.func", early: true})
	}
	return r.scopes[len(r.scopes)-1]
}

// site enters an operation in the file's table and returns its address as
// generated code writes it.
func (r *rewriter) site(n ast.Node, target string) string {
	r.sites = append(r.sites, site{
		line:   r.line(n.Pos()),
		fn:     r.scope().display,
		target: target,
	})
	return fmt.Sprintf("&%s[%d]", r.table, len(r.sites)-1)
}

// tail is what follows the file's last line.
func (r *rewriter) tail() string {
	var b strings.Builder
	if r.pkg.main != "" { // its packages' initialisation is recorded: the table comes ahead of what uses it
		fmt.Fprintf(&b, "\nvar %s = func() *[%d]%s {\n\tlist := &[...]%[3]s{\n", r.table, len(r.sites), r.probe("Site"))
	} else {
		fmt.Fprintf(&b, "\nvar %s = [...]%s{\n", r.table, r.probe("Site"))
	}
	for _, s := range r.sites {
		fmt.Fprintf(&b, "\t{Line: %d, Func: %q, Name: %q},\n", s.line, s.fn, s.target)
	}
	if r.pkg.main != "" {
		fmt.Fprintf(&b, "\t}\n\t%s(%q, list[:])\n\treturn list\n}()\n", r.probe("Register"), r.name)
	} else {
		fmt.Fprintf(&b, "}\n\nfunc init() { %s(%q, %s[:]) }\n", r.probe("Register"), r.name, r.table)
	}
	r.writeHelpers(&b)
	return b.String()
}

// probe spells a name of the probe package; the package's own name if name
// is empty.
func (r *rewriter) probe(name string) string { return r.pkg.probe(name) }

func (u *unit) probe(name string) string {
	if name == "" {
		return u.prefix + "probe"
	}
	return u.prefix + "probe." + name
}

func (r *rewriter) offset(pos token.Pos) int {
	return r.pkg.fset.File(r.file.FileStart).Offset(pos)
}

// line is the line of the file itself, whatever line directives say.
func (r *rewriter) line(pos token.Pos) int {
	return r.pkg.fset.PositionFor(pos, false).Line
}

// refuse adds a finding.
func (r *rewriter) refuse(n ast.Node, format string, args ...any) {
	r.findings = append(r.findings, Finding{
		File: r.name, Line: r.line(n.Pos()), Reason: fmt.Sprintf(format, args...),
	})
}
