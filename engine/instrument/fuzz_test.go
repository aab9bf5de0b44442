//go:build !js

package instrument

import (
	"strings"
	"testing"
)

// FuzzRewrite holds that whatever compiles is either refused with a reason, or
// rewritten so that it still compiles, with every token on its line, and so
// that rewriting it again gives the same text.
func FuzzRewrite(f *testing.F) {
	for _, s := range snippets {
		f.Add(s.src)
	}
	all, err := seeds()
	if err != nil {
		f.Fatal(err)
	}
	for _, src := range all {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		s, err := check(src)
		if err != nil {
			t.Skip()
		}
		out, findings, err := s.rewrite()
		if err != nil {
			t.Fatal(err)
		}
		if len(findings) > 0 {
			for _, found := range findings {
				if found.Line < 1 || found.Line > 1+strings.Count(src, "\n") || found.Reason == "" {
					t.Errorf("not a place and a reason: %s", found)
				}
			}
			return
		}
		if _, err := check(out); err != nil {
			t.Fatalf("it does not compile any more: %v\n%s", err, out)
		}
		if err := sameLines(src, out); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if again, _, _ := s.rewrite(); again != out {
			t.Fatalf("not deterministic:\n%s\n%s", out, again)
		}
	})
}
