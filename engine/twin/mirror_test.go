//go:build !js

package twin_test

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

const twins = "sluice/engine/twin/"

// originals are the packages that have twins, by the twin's folder.
var originals = map[string]string{
	"time": "time", "context": "context", "sync": "sync",
	"rand": "math/rand", "rand/v2": "math/rand/v2", "fmt": "fmt", "log": "log",
}

// A mirror compares what a twin exports with what its original does.
type mirror struct {
	*testing.T
	twin, original *types.Package
}

func TestTwinsExportWhatTheirOriginalsDo(t *testing.T) {
	var paths []string
	for folder, original := range originals {
		paths = append(paths, twins+folder, original)
	}
	list, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedTypes,
	}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	loaded := map[string]*types.Package{}
	for _, p := range list {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors)
		}
		loaded[p.PkgPath] = p.Types
	}
	for folder, original := range originals {
		t.Run(folder, func(t *testing.T) {
			m := mirror{t, loaded[twins+folder], loaded[original]}
			if m.twin.Name() != m.original.Name() {
				t.Errorf("the package is called %s", m.twin.Name())
			}
			m.sameNames("package", m.twin.Scope().Names(), m.original.Scope().Names())
			for _, name := range m.original.Scope().Names() {
				if o := m.original.Scope().Lookup(name); o.Exported() {
					if twin := m.twin.Scope().Lookup(name); twin != nil {
						m.object(twin, o)
					}
				}
			}
		})
	}
}

// sameNames fails for each exported name that only one of two lists has.
func (m mirror) sameNames(of string, twin, original []string) {
	m.Helper()
	for _, name := range original {
		if token.IsExported(name) && !slices.Contains(twin, name) {
			m.Errorf("%s lacks %s", of, name)
		}
	}
	for _, name := range twin {
		if token.IsExported(name) && !slices.Contains(original, name) {
			m.Errorf("%s has %s, which the original lacks", of, name)
		}
	}
}

func (m mirror) object(twin, original types.Object) {
	switch o := original.(type) {
	case *types.Const:
		if c, ok := twin.(*types.Const); !ok || !constant.Compare(c.Val(), token.EQL, o.Val()) {
			m.Errorf("%v is not %v", twin, original)
		}
	case *types.TypeName:
		if n, ok := twin.(*types.TypeName); !ok {
			m.Errorf("%v is no type", twin)
		} else if !types.Identical(n.Type(), o.Type()) {
			m.reimplemented(n, o)
		}
		return
	}
	m.sameType(twin, original)
}

// reimplemented compares a type of the twin's own with the original's.
func (m mirror) reimplemented(twin, original *types.TypeName) {
	ours, theirs := members(twin), members(original)
	m.sameNames(twin.Name(), names(ours), names(theirs))
	for name, member := range theirs {
		if ours[name] != nil {
			m.sameType(ours[name], member)
		}
	}
}

// members are the exported fields and methods of a type and its pointer.
func members(n *types.TypeName) map[string]types.Object {
	found := map[string]types.Object{}
	set := types.NewMethodSet(types.NewPointer(n.Type()))
	for i := range set.Len() {
		if f := set.At(i).Obj(); f.Exported() {
			found[f.Name()] = f
		}
	}
	if s, ok := n.Type().Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() {
				found[f.Name()] = f
			}
		}
	}
	return found
}

func names(found map[string]types.Object) []string {
	var list []string
	for name := range found {
		list = append(list, name)
	}
	return list
}

// sameType compares the types of two objects, taking twinned types for each
// other.
func (m mirror) sameType(twin, original types.Object) {
	if got, want := written(twin), written(original); got != want {
		m.Errorf("%s is %s, the original's is %s", twin.Name(), got, want)
	}
}

func written(o types.Object) string {
	text := types.TypeString(types.Unalias(o.Type()), func(p *types.Package) string {
		if folder, ok := strings.CutPrefix(p.Path(), twins); ok {
			return originals[folder]
		}
		return p.Path()
	})
	return strings.ReplaceAll(text, "interface{}", "any")
}
