//go:build !js

// Package engine_test holds the rules between the packages of the engine.
package engine_test

import (
	"os/exec"
	"strings"
	"testing"
)

// imports returns a package's imports, direct and indirect, by its path.
func imports(t *testing.T, goos, goarch string) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "sluice/engine/...")
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	list := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		list[words[0]] = words[1:]
	}
	return list
}

func TestTheEngineKnowsNoPixelsAndNoBrowser(t *testing.T) {
	list := imports(t, "js", "wasm")
	if len(list) < 10 {
		t.Fatalf("only %d packages found", len(list))
	}
	for path, deps := range list {
		if strings.HasPrefix(path, "sluice/engine/instrument") {
			continue // a tool of the build; never in the page
		}
		for _, d := range deps {
			if strings.HasPrefix(d, "sluice/render") || strings.HasPrefix(d, "sluice/web") || strings.Contains(d, "ebiten") {
				t.Errorf("%s imports %s", path, d)
			}
		}
	}
}

func TestThePatternsAreAPlainLibrary(t *testing.T) {
	for _, d := range imports(t, "linux", "amd64")["sluice/engine/pattern"] {
		if strings.Contains(d, ".") || strings.HasPrefix(d, "sluice/") && d != "sluice/engine/pattern" {
			t.Errorf("the pattern library imports %s", d)
		}
	}
}

// direct returns a package's own imports.
func direct(t *testing.T, path string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", `{{join .Imports " "}}`, path)
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

func TestTheArrowsPointOneWay(t *testing.T) {
	for path, forbidden := range map[string][]string{
		"sluice/engine/eventlog": {"sluice/"},
		"sluice/engine/vtime":    {"sluice/"},
		"sluice/engine/graph":    {"sluice/"},
		"sluice/engine/metrics":  {"sluice/"},
		"sluice/engine/probe":    {"sluice/engine/world", "sluice/engine/driver", "sluice/engine/scene"},
		"sluice/engine/world":    {"sluice/engine/probe", "sluice/engine/driver", "sluice/engine/scene"},
		"sluice/engine/driver":   {"sluice/engine/scene", "sluice/engine/session"},
		"sluice/engine/scene":    {"sluice/engine/driver", "sluice/engine/session"}, // a lesson looks at the world
	} {
		for _, got := range direct(t, path) {
			for _, f := range forbidden {
				if strings.HasPrefix(got, f) {
					t.Errorf("%s imports %s", path, got)
				}
			}
			if got == "syscall/js" {
				t.Errorf("%s imports syscall/js", path)
			}
		}
	}
}
