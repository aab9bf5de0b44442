package instrument

import (
	"fmt"
	"go/ast"
)

// A scope is a function of the source.
type scope struct {
	display string // as shown: (*Distributor).Submit
	base    string // what its closures' names begin with: Submit
	count   int    // closures so far
	early   bool   // it runs while the package is initialised
}

func declared(decl *ast.FuncDecl) *scope {
	s := &scope{display: decl.Name.Name, base: decl.Name.Name + ".func"}
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		s.early = decl.Name.Name == "init"
		return s
	}
	t := ast.Unparen(decl.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		s.display = "(*" + lastName(star.X) + ")." + s.display
	} else {
		s.display = lastName(t) + "." + s.display
	}
	return s
}

// closure is the next function literal inside s.
func (s *scope) closure() *scope {
	s.count++
	name := fmt.Sprintf("%s%d", s.base, s.count)
	return &scope{display: name, base: name + "."}
}
