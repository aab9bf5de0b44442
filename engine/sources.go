// Package engine carries the sources of what an instrumented program is
// linked with, so that one can be built where this module is not at hand.
package engine

import (
	"bytes"
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed driver eventlog live metrics playback probe recorder twin vtime watched world
var embedded embed.FS

// Language is the version of Go that the sources are written in.
const Language = "go1.26"

// Sources returns the files that an instrumented program needs, without
// tests, by their path below the folder engine of module sluice. Each asks
// for Language by itself, so that their module may be of an older Go: a
// program is compiled in the language of its own go.mod, which no module that
// it requires may surpass.
func Sources() map[string][]byte {
	files := map[string][]byte{}
	// Walking what is embedded cannot fail.
	_ = fs.WalkDir(embedded, ".", func(name string, entry fs.DirEntry, err error) error {
		code := strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".s")
		if err == nil && code && !strings.HasSuffix(name, "_test.go") && !strings.Contains(name, "testdata/") {
			files[name], err = embedded.ReadFile(name)
			files[name] = InLanguage(files[name])
		}
		return err
	})
	return files
}

// InLanguage adds Language to a file's build constraint.
func InLanguage(text []byte) []byte {
	rest, has := bytes.CutPrefix(text, []byte("//go:build "))
	if !has {
		return slices.Concat([]byte("//go:build "+Language+"\n\n"), text)
	}
	constraint, after, _ := bytes.Cut(rest, []byte("\n"))
	return slices.Concat([]byte("//go:build "+Language+" && ("), constraint, []byte(")\n"), after)
}
