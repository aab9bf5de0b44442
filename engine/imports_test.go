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
			if strings.HasPrefix(d, "sluice/render") || strings.HasPrefix(d, "sluice/web") ||
				strings.HasPrefix(d, "sluice/practice") || strings.HasPrefix(d, "sluice/desktop") || strings.Contains(d, "ebiten") {
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

// list returns the lines of go list for the page's program.
func list(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func TestOnlyBenchmarksImportTheOtherLibraries(t *testing.T) {
	peers := map[string]bool{}
	for _, path := range list(t, "-f", `{{join .TestImports "\n"}}`,
		"sluice/engine/pattern/peers", "sluice/practice/httplimit/peers") {
		if host, _, _ := strings.Cut(path, "/"); strings.Contains(host, ".") {
			peers[path] = true
		}
	}
	if len(peers) < 12 {
		t.Fatalf("only %d libraries found", len(peers))
	}
	for _, line := range list(t, "-deps", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "sluice") {
		words := strings.Fields(line)
		if words[0] != "sluice" && !strings.HasPrefix(words[0], "sluice/") {
			continue // Ebitengine brings errgroup of its own accord
		}
		for _, path := range words[1:] {
			if peers[path] {
				t.Errorf("%s, which is in the page, imports %s", words[0], path)
			}
		}
	}
}

// direct returns a package's own imports.
func direct(t *testing.T, path string) []string {
	t.Helper()
	return strings.Fields(list(t, "-f", `{{join .Imports " "}}`, path)[0])
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
