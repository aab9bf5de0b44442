package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// waits are the functions with twins that block the caller, start a goroutine
// or arm a timer, and what a scene calls to record a job's life. They record
// the place that At told them.
var waits = map[string]bool{
	"time.Sleep":             true,
	"context.AfterFunc":      true,
	"(*time.Timer).Reset":    true,
	"(*time.Ticker).Reset":   true,
	"(*sync.Mutex).Lock":     true,
	"(*sync.RWMutex).Lock":   true,
	"(*sync.RWMutex).RLock":  true,
	"(sync.Locker).Lock":     true,
	"(*sync.Cond).Wait":      true,
	"(*sync.Once).Do":        true,
	"(*sync.WaitGroup).Go":   true,
	"(*sync.WaitGroup).Wait": true,

	probePath + ".Attempt":  true,
	probePath + ".Backoff":  true,
	probePath + ".Complete": true,
	probePath + ".Reject":   true,
	probePath + ".Fail":     true,
	probePath + ".Cancel":   true,
}

// timers are those among waits that make a timer.
var timers = map[string]bool{
	"time.After":                true,
	"time.AfterFunc":            true,
	"time.NewTimer":             true,
	"time.NewTicker":            true,
	"time.Tick":                 true,
	"context.WithDeadline":      true,
	"context.WithDeadlineCause": true,
	"context.WithTimeout":       true,
	"context.WithTimeoutCause":  true,
}

// refuseEarlyTimer refuses a timer that is made while the package is
// initialised, which is before any run.
func (r *rewriter) refuseEarlyTimer(call *ast.CallExpr) {
	if name := r.callee(call); timers[name] && r.scope().early && r.pkg.main == "" {
		r.refuse(call, "%s while the package is initialised: a timer of before the run would keep real time in it", name)
	}
}

// announceWait puts At(site) ahead of a statement of a list that calls one of
// waits itself, not in a function literal or a nested list.
func (r *rewriter) announceWait(s ast.Stmt) {
	if len(r.stack) < 2 || !inList(r.stack[len(r.stack)-2], s) {
		return
	}
	call := r.findWait(s)
	if call == nil {
		return
	}
	target := lastName(call.Fun)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && r.pkg.info.Selections[sel] != nil {
		target = lastName(sel.X)
	}
	at := r.site(call, target)
	r.edits.open(r.offset(s.Pos()), fmt.Sprintf("%s(%s); ", r.probe("At"), at))
	if arg := r.lastToCall(call.Args); arg != nil {
		r.announced[arg] = at
	}
}

// lastToCall is the last of a wait's arguments that calls something, which may
// tell a place of its own; nil if none does.
func (r *rewriter) lastToCall(args []ast.Expr) (last ast.Expr) {
	for _, arg := range args {
		value := r.pkg.info.Types[arg]
		_, several := value.Type.(*types.Tuple)
		if value.Value == nil && !several && r.calls(arg) {
			last = arg
		}
	}
	return last
}

// calls reports whether x calls a function. It does not of an x with a shift,
// whose untyped operand would become an int as another function's argument.
func (r *rewriter) calls(x ast.Expr) bool {
	calls, shifts := false, false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			calls = calls || !r.pkg.info.Types[n.Fun].IsType()
		case *ast.UnaryExpr:
			calls = calls || n.Op == token.ARROW
		case *ast.BinaryExpr:
			shifts = shifts || n.Op == token.SHL || n.Op == token.SHR
		}
		return true
	})
	return calls && !shifts
}

// x, the last argument of a wait that calls something, becomes Here(site, x).
func (r *rewriter) openArgument(x ast.Expr) {
	if at := r.announced[x]; at != "" {
		r.edits.open(r.offset(x.Pos()), fmt.Sprintf("%s(%s, ", r.probe("Here"), at))
	}
}

func (r *rewriter) closeArgument(x ast.Expr) {
	if r.announced[x] != "" {
		r.edits.close(r.offset(x.End()), ")")
	}
}

func (r *rewriter) findWait(s ast.Stmt) (call *ast.CallExpr) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.DeferStmt, *ast.GoStmt:
			return false
		case *ast.SelectStmt:
			for _, clause := range n.Body.List {
				if comm := clause.(*ast.CommClause).Comm; comm != nil && call == nil {
					call = r.findWait(comm)
				}
			}
		case *ast.CallExpr:
			if name := r.callee(n); call == nil && (waits[name] || timers[name]) {
				call = n
			}
		}
		return call == nil
	})
	return call
}

// inList tells whether s is an element of parent's statement list.
func inList(parent ast.Node, s ast.Stmt) bool {
	switch parent := parent.(type) {
	case *ast.BlockStmt, *ast.CaseClause:
		return true
	case *ast.CommClause:
		return parent.Comm != s
	}
	return false
}

// callee is the full name of the declared function or method that n calls,
// empty if it calls something else.
func (r *rewriter) callee(n *ast.CallExpr) string {
	var id *ast.Ident
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return ""
	}
	if fn, ok := r.pkg.info.Uses[id].(*types.Func); ok {
		return fn.FullName()
	}
	return ""
}
