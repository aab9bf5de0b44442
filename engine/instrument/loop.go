package instrument

import (
	"fmt"
	"go/ast"
)

// countTurns lets each turn of a loop be counted that could go on for ever
// with nothing probed in it: in the browser nobody else would come to run.
// Loops with a post statement count by themselves, and what is ranged over
// ends or is probed.
func (r *rewriter) countTurns(n *ast.ForStmt) {
	if r.pkg.watched {
		return
	}
	if n.Post != nil {
		return
	}
	r.edits.close(r.offset(n.Body.Lbrace)+1, fmt.Sprintf(" %s(%s);", r.probe("Turn"), r.site(n, "")))
}
