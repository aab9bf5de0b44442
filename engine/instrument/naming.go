package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"hash/fnv"
	"strings"
)

// prefixFor returns a prefix that no identifier of files begins with.
func prefixFor(files []*ast.File) string {
	prefix := "sluice"
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				for strings.HasPrefix(id.Name, prefix) {
					prefix += "_"
				}
			}
			return true
		})
	}
	return prefix
}

// declares tells whether the package gives name a meaning of its own.
func declares(info *types.Info, name string) bool {
	for id := range info.Defs {
		if id.Name == name {
			return true
		}
	}
	return false
}

// hashOf makes an identifier's tail of a path.
func hashOf(path string) string {
	h := fnv.New64a()
	h.Write([]byte(path))
	return fmt.Sprintf("%016x", h.Sum64())
}
