//go:build !js

package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// foreign is what the page's program takes from others: packages, or folders of them with a slash at the end.
var foreign = []string{
	"github.com/hajimehoshi/ebiten/v2",
	"github.com/hajimehoshi/ebiten/v2/inpututil",
	"github.com/hajimehoshi/ebiten/v2/internal/",
	"github.com/ebitengine/hideconsole",
	"golang.org/x/sync/errgroup",
	"vendor/golang.org/x/net/dns/dnsmessage", // package net, for Ebitengine
}

// heavy is what brings much code with it. A slash at the end stands for all that is below, too.
var heavy = []string{
	"archive/", "compress/", "crypto/", "database/", "debug/", "encoding/asn1", "encoding/csv", "encoding/gob",
	"encoding/json", "encoding/pem", "encoding/xml", "expvar", "flag", "fmt", "go/", "html/", "image/", "index/",
	"log", "log/", "math/big", "mime/", "net", "net/", "os", "os/", "plugin", "reflect", "regexp", "regexp/",
	"testing", "testing/", "text/", "time/tzdata",
}

// borne is the heavy part of what our own packages import. What is not listed has no heavy import.
var borne = map[string][]string{
	"sluice":                 {"log"},
	"sluice/engine/eventlog": {"fmt"},
	"sluice/engine/pattern":  {"fmt", "log"},
	"sluice/engine/playback": {"compress/flate", "fmt"},
	"sluice/engine/probe":    {"fmt", "reflect"},
	"sluice/engine/scene":    {"fmt"},
	"sluice/engine/session":  {"fmt"},
	"sluice/engine/vet":      {"fmt", "go/scanner", "go/token"}, // which Ebitengine's shader compiler has, too
	"sluice/engine/world":    {"fmt"},
	"sluice/render/paint":    {"fmt"},
	"sluice/web/bridge":      {"fmt"},
}

// covers reports whether a list names a package, or a folder above it.
func covers(list []string, path string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		return path == entry || strings.HasSuffix(entry, "/") && strings.HasPrefix(path, entry)
	})
}

func TestThePageImportsNothingHeavyUnnoticed(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}} {{.Standard}} {{join .Imports " "}}`, ".")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var own, others []string
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		path, standard, imports := words[0], words[1], words[2:]
		first, _, _ := strings.Cut(path, "/")
		switch {
		case first == "sluice":
			own = append(own, path)
			weight := slices.DeleteFunc(imports, func(p string) bool { return !covers(heavy, p) })
			if !slices.Equal(weight, borne[path]) {
				t.Errorf("%s imports %q, of what is heavy, and %q is borne: run make size, and change borne if it is worth it",
					path, weight, borne[path])
			}
		case standard == "false" || first == "vendor":
			others = append(others, path)
			if !covers(foreign, path) {
				t.Errorf("the page's program has %s in it, which is not among what it takes from others", path)
			}
		}
	}
	if len(own) < 15 || len(others) < 20 {
		t.Errorf("only %d packages of our own and %d others found", len(own), len(others))
	}
	for path := range borne {
		if !slices.Contains(own, path) {
			t.Errorf("%s is listed, and is not in the page's program", path)
		}
	}
}

func TestTheCommandNeedsNoScreen(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "sluice/desktop/launch") {
		t.Error("the command does not know how to start the window")
	}
	for _, path := range deps {
		if strings.Contains(path, "ebiten") || path == "sluice/render" {
			t.Errorf("the command has %s in it, which belongs to the window", path)
		}
	}
}
