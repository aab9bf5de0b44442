package launch

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestAWindowThatIsNotBuiltIsSaid(t *testing.T) {
	if err := start(t.Context(), t.TempDir(), nil, nil); !errors.Is(err, ErrMissing) {
		t.Fatalf("got %v", err)
	}
}

func TestTheProgramBesideGetsTheArguments(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	dir := t.TempDir()
	script := "#!/bin/sh\necho \"got $@\"\n"
	if err := os.WriteFile(filepath.Join(dir, "sluice-desktop"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := start(t.Context(), dir, []string{"-procs", "1"}, &out); err != nil || out.String() != "got -procs 1\n" {
		t.Fatalf("printed %q, %v", out.String(), err)
	}
}
