//go:build !js

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sluice/engine/instrument"
)

// TestAddingASceneTakesOneFile adds a file to a copy of the engine and nothing
// else. The lessons' own tests must then list, load and run its scene.
func TestAddingASceneTakesOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a copy of the engine")
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "engine"), os.DirFS("engine")); err != nil {
		t.Fatal(err)
	}
	for to, from := range map[string]string{
		"go.mod": "go.mod", "go.sum": "go.sum", "engine/scene/echo.go": "engine/scene/testdata/echo.go",
	} {
		data, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, to), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	overlay := filepath.Join(dir, "overlay")
	err := instrument.Overlay(instrument.Options{
		Dir: dir, Out: overlay, Target: instrument.Native,
		Patterns: []string{"./engine/pattern", "./engine/scene"},
	})
	if err != nil {
		t.Fatal(err)
	}
	lessons := exec.CommandContext(t.Context(), "go", "test", "-v",
		"-overlay", filepath.Join(overlay, "overlay.json"), "-run", "Task/echo|Itself/echo|Lessons", "./engine/session")
	lessons.Dir = dir
	out, err := lessons.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{
		"TestEachTaskIsReachedByWhatItShows/echo/one",
		"TestEachTaskIsReachedByWhatItShows/echo/hasty",
		"TestEachTaskIsReachedByWhatItShows/echo/stop",
		"TestNoTaskTicksByItself/echo/patient",
		"TestNoTaskTicksByItself/echo/hasty",
		"TestLessonsAreComplete",
	} {
		if !strings.Contains(string(out), "--- PASS: "+want+" ") {
			t.Errorf("%s has not passed:\n%s", want, out)
		}
	}
}
