//go:build !js

// Package practice_test holds the rules between these packages and the rest.
package practice_test

import (
	"os/exec"
	"strings"
	"testing"
)

// hooks are the adapters whose purpose is another library.
var hooks = map[string]bool{"sluice/practice/workers/promhook": true}

func TestWhatGoesIntoPracticeImportsThePatternsOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "sluice/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		path, deps := words[0], words[1:]
		inPractice := strings.HasPrefix(path, "sluice/practice/")
		if inPractice {
			found++
		}
		for _, d := range deps {
			host, _, _ := strings.Cut(d, "/")
			switch {
			case strings.HasPrefix(path, "sluice/engine/") && strings.HasPrefix(d, "sluice/practice/"):
				t.Errorf("%s imports %s", path, d)
			case !inPractice || d == "sluice/engine/pattern" || strings.HasPrefix(d, "sluice/practice/"):
			case host == "sluice", strings.Contains(host, ".") && !hooks[path]:
				t.Errorf("%s imports %s", path, d)
			}
		}
	}
	if found < 3 {
		t.Errorf("only %d packages found", found)
	}
}
