//go:build !js

// Package practice_test holds what these packages may import.
package practice_test

import (
	"os/exec"
	"strings"
	"testing"
)

// hooks are the adapters whose purpose is another library.
var hooks = map[string]bool{"sluice/practice/workers/promhook": true}

func TestPracticeImportsThePatternsOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "sluice/practice/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		path, deps := words[0], words[1:]
		found++
		for _, d := range deps {
			host, _, _ := strings.Cut(d, "/")
			switch {
			case d == "sluice/engine/pattern", strings.HasPrefix(d, "sluice/practice/"):
			case host == "sluice", strings.Contains(host, ".") && !hooks[path]:
				t.Errorf("%s imports %s", path, d)
			}
		}
	}
	if found < 7 {
		t.Errorf("only %d packages found", found)
	}
}
