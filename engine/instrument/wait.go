package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
)

// waits are the functions with twins that block the caller, start a goroutine
// or arm a timer. Their twins record the place that At told them.
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
	if name := r.callee(call); timers[name] && r.scope().early {
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
	r.edits.open(r.offset(s.Pos()), fmt.Sprintf("%s(%s); ", r.probe("At"), r.site(call, target)))
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
