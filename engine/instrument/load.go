package instrument

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// sources are the loaded packages and the texts that they were parsed from.
type sources struct {
	packages []*packages.Package
	text     map[string][]byte // by file name
}

const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles |
	packages.NeedImports | packages.NeedModule | packages.NeedSyntax |
	packages.NeedTypes | packages.NeedTypesInfo | packages.NeedTypesSizes

func (o Options) config(mode packages.LoadMode) *packages.Config {
	c := &packages.Config{Mode: mode, Dir: o.Dir, Env: slices.Concat(os.Environ(), o.Target.env(), o.Env)}
	c.BuildFlags = slices.Clone(o.Flags)
	if o.Tags != "" {
		c.BuildFlags = append(c.BuildFlags, "-tags="+o.Tags)
	}
	return c
}

func load(o Options) (*sources, error) {
	var (
		mu  sync.Mutex
		src = &sources{text: map[string][]byte{}}
	)
	config := o.config(loadMode)
	config.ParseFile = func(set *token.FileSet, name string, text []byte) (*ast.File, error) {
		mu.Lock()
		src.text[name] = text
		mu.Unlock()
		return parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	}
	var err error
	if src.packages, err = packages.Load(config, o.Patterns...); err != nil {
		return nil, fmt.Errorf("instrument: %w", err)
	}
	return src, nil
}

// errorsOf finds what is wrong with a loaded package before its syntax is
// looked at: cgo, which also breaks the load, or the load's errors.
func errorsOf(p *packages.Package) []Finding {
	findings := cgoFiles(p)
	if len(findings) > 0 {
		return findings
	}
	var vague []Finding // what the go command says of the whole package
	for _, e := range p.Errors {
		if name, line, ok := cutPosition(e.Pos); ok {
			findings = append(findings, Finding{relative(p, name), line, e.Msg})
		} else {
			vague = append(vague, Finding{File: p.PkgPath, Reason: e.Msg})
		}
	}
	if len(findings) == 0 {
		return vague
	}
	return findings
}

// cutPosition takes file:line or file:line:column apart.
func cutPosition(pos string) (file string, line int, ok bool) {
	for range 2 {
		i := strings.LastIndexByte(pos, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(pos[i+1:])
		if err != nil {
			break
		}
		pos, line, ok = pos[:i], n, true
	}
	return pos, line, ok
}

// relative is a file's name in its module, or in its folder if it is in none.
func relative(p *packages.Package, file string) string {
	base := filepath.Dir(file)
	if p.Module != nil {
		base = p.Module.Dir
	}
	name, err := filepath.Rel(base, file)
	if err != nil || strings.HasPrefix(name, "..") {
		name = filepath.Base(file)
	}
	return filepath.ToSlash(name)
}
