//go:build !js

package httplimit_test

import (
	"os/exec"
	"strings"
	"testing"
)

func TestItNeedsTheStandardLibraryAndThePatternsOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(string(out)), " ")
	if got != "sluice/engine/pattern sluice/practice/httplimit" {
		t.Errorf("it needs %s", got)
	}
}
