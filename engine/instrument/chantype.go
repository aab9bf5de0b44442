package instrument

import (
	"go/ast"
	"go/types"
)

// isChan tells whether t is a channel type, or a type parameter that ranges
// over channel types.
func isChan(t types.Type) bool { return t != nil && len(channels(t)) > 0 }

// channels returns the channel types that t ranges over: one for a channel
// type, several for a type parameter, none if t admits anything else.
func channels(t types.Type) []*types.Chan {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		return termChannels(tp.Constraint())
	}
	if c, ok := t.Underlying().(*types.Chan); ok {
		return []*types.Chan{c}
	}
	return nil
}

// termChannels is channels for a term, union or constraint.
func termChannels(t types.Type) []*types.Chan {
	switch t := t.(type) {
	case *types.Union:
		var all []*types.Chan
		for term := range t.Terms() {
			some := termChannels(term.Type())
			if some == nil {
				return nil
			}
			all = append(all, some...)
		}
		return all
	default:
		if constraint, ok := t.Underlying().(*types.Interface); ok {
			for embedded := range constraint.EmbeddedTypes() {
				if some := termChannels(embedded); some != nil {
					return some
				}
			}
			return nil
		}
		return channels(t)
	}
}

// oneElement tells whether every channel that t ranges over has the same
// element type.
func oneElement(t types.Type) bool {
	all := channels(t)
	for _, c := range all {
		if !types.Identical(c.Elem(), all[0].Elem()) {
			return false
		}
	}
	return true
}

// direction is the direction of every channel that t ranges over.
func direction(t types.Type) types.ChanDir {
	for _, c := range channels(t) {
		if c.Dir() != types.SendRecv {
			return c.Dir()
		}
	}
	return types.SendRecv
}

// isBuiltin tells whether fun is the predeclared function called name, and
// not something else of that name.
func isBuiltin(info *types.Info, fun ast.Expr, name string) bool {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := info.Uses[id].(*types.Builtin)
	return ok && b.Name() == name
}
