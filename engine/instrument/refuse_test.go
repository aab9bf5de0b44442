//go:build !js

package instrument

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each folder of testdata/refused is a package whose comments say what is
// refused on their line; nothing else may be.
func TestRefused(t *testing.T) {
	dirs, err := filepath.Glob("testdata/refused/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no packages", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			out := t.TempDir()
			err := Overlay(Options{Patterns: []string{"./" + dir}, Out: out})
			var refusal *Refusal
			if !errors.As(err, &refusal) || !errors.Is(err, ErrRefused) {
				t.Fatalf("got %v", err)
			}
			want := expected(t, dir)
			for _, f := range refusal.Findings {
				at := fmt.Sprintf("%s:%d", f.File, f.Line)
				if want[at] == "" || !strings.Contains(f.Reason, want[at]) {
					t.Errorf("%s, want %q", f, want[at])
				}
				delete(want, at)
				if !strings.Contains(err.Error(), "\n"+f.String()) {
					t.Errorf("%q does not say %q", err, f)
				}
			}
			for at, reason := range want {
				t.Errorf("%s: %s was not refused", at, reason)
			}
			if files, _ := os.ReadDir(out); len(files) != 0 {
				t.Errorf("%s was written", files[0].Name())
			}
		})
	}
}

// expected reads the comments: reasons by file:line.
func expected(t *testing.T, dir string) map[string]string {
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			at := n
			_, reason, ok := strings.Cut(lines.Text(), "// refused: ")
			if !ok {
				_, reason, ok = strings.Cut(lines.Text(), "// refused above: ")
				at--
			}
			if ok {
				want[fmt.Sprintf("engine/instrument/%s:%d", filepath.ToSlash(name), at)] = reason
			}
		}
		f.Close()
	}
	return want
}

func TestAllPackagesAreChecked(t *testing.T) {
	err := Overlay(Options{
		Patterns: []string{"./testdata/refused/signals", "./testdata/refused/broken", "./testdata/uninstrumented"},
		Out:      t.TempDir(),
	})
	var refusal *Refusal
	if !errors.As(err, &refusal) || len(refusal.Findings) != 3 {
		t.Fatalf("want three findings of two packages, got %v", err)
	}
}

func TestMissingPackage(t *testing.T) {
	err := Overlay(Options{Patterns: []string{"./testdata/no/such"}, Out: t.TempDir()})
	if err == nil {
		t.Fatal("no error")
	}
}
