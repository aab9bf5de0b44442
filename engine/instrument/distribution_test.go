//go:build !js

package instrument

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
)

// standard is how paths of the standard library look.
var standard = regexp.MustCompile(`^[a-z0-9/]+$`)

// patience is how long the programs may take.
const patience = 10 * time.Second

// TestTheGoDistributionsProgramsAreRewrittenOrRefused takes the files that the
// Go distribution tests its compiler with: each that compiles alone still does
// when it is instrumented, or is refused with a place and a reason.
func TestTheGoDistributionsProgramsAreRewrittenOrRefused(t *testing.T) {
	programs, known := distribution(t)
	begin := time.Now()
	rewritten, unchanged, refused := 0, 0, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		if time.Since(begin) > patience {
			t.Logf("no time for all of them: this machine is busy")
			break
		}
		src := programs[name]
		s, err := checkWith(known, src)
		if err != nil {
			continue // an error that the compiler is to find, or a package of several files
		}
		out, findings, err := s.rewrite()
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case len(findings) > 0:
			for _, f := range findings {
				if f.Line < 1 || f.Line > 1+strings.Count(src, "\n") || f.Reason == "" {
					t.Errorf("%s: not a place and a reason: %s", name, f)
				}
			}
			refused[findings[0].Reason]++
		case out == src:
			unchanged++
		default:
			rewritten++
			if _, err := checkWith(known, out); err != nil {
				t.Errorf("%s: it does not compile any more: %v", name, err)
			}
			if err := sameLines(src, out); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	sum := 0
	for _, n := range refused {
		sum += n
	}
	t.Logf("of %d programs %d rewritten, %d left as they are, %d refused, in %v",
		len(programs), rewritten, unchanged, sum, time.Since(begin))
	for reason, n := range refused {
		t.Logf("%4d %s", n, reason)
	}
	if rewritten == 0 {
		t.Error("none was rewritten")
	}
}

// distribution returns the programs by their name, and what they import.
func distribution(t *testing.T) (map[string]string, importer) {
	t.Helper()
	programs, imports := map[string]string{}, map[string]bool{}
	root := filepath.Join(goroot(t), "test")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return nil // it is to be no Go
		}
		programs[strings.TrimPrefix(name, root)] = string(src)
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err == nil && standard.MatchString(path) {
				imports[path] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Skipf("this Go distribution comes without its tests: %v", err)
	}
	base, err := world()
	if err != nil {
		t.Fatal(err)
	}
	known := maps.Clone(base)
	list, err := packages.Load(Options{Target: Native}.config(packages.NeedName|packages.NeedTypes), slices.Sorted(maps.Keys(imports))...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if len(p.Errors) == 0 && known[p.PkgPath] == nil {
			known[p.PkgPath] = p.Types
		}
	}
	return programs, known
}
