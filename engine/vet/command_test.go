//go:build !js

package vet

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/engine/eventlog"
	"sluice/engine/probe"
)

// saved is the file of a run.
func saved(t *testing.T, main func()) string {
	t.Helper()
	rec := recorded(t, aProgram, main)
	var b bytes.Buffer
	if err := rec.Log().Encode(&b, eventlog.Header{Until: rec.World().Now}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "run.sluice")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// deadlocked sends where nobody receives.
func deadlocked() { probe.To(at(2, "c"), probe.Make[int](at(1, "c"), 0)).Send(1) }

func TestTheCommandTellsFindingsAndThenTheProfile(t *testing.T) {
	var out strings.Builder
	err := Command(t.Context(), []string{saved(t, deadlocked)}, &out)
	if !errors.Is(err, ErrFound) {
		t.Errorf("it returns %v", err)
	}
	finding, profile := strings.Index(out.String(), "error: Deadlock: main waits"), strings.Index(out.String(), "Blocked, by line")
	if finding < 0 || profile < finding || !strings.Contains(out.String(), "prog.go:2") {
		t.Errorf("it says\n%s", out.String())
	}
}

func TestTheCommandSaysThatNothingWasFound(t *testing.T) {
	var out strings.Builder
	err := Command(t.Context(), []string{"-top", "1", saved(t, healthy["a pool that is closed and waited for"])}, &out)
	if err != nil || !strings.HasPrefix(out.String(), "Nothing was found in ") {
		t.Errorf("it returns %v and says\n%s", err, out.String())
	}
	if n := strings.Count(out.String(), "prog.go:"); n != 1 {
		t.Errorf("the profile has %d lines:\n%s", n, out.String())
	}
}

func TestTheReportAsJSON(t *testing.T) {
	var out bytes.Buffer
	if err := Command(t.Context(), []string{"-json", saved(t, deadlocked)}, &out); !errors.Is(err, ErrFound) {
		t.Errorf("it returns %v", err)
	}
	var r jsonReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if r.Program != aProgram || r.Ended != "deadlock" || len(r.Findings) != 1 || r.Findings[0].Kind != Deadlock || len(r.Profile) != 1 {
		t.Errorf("it is %s", out.String())
	}
}

func TestBadUseHasAStatusOfItsOwn(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(other, []byte("no log"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"a", "b"}, {"-top", "-1", "a"}, {"-nonsense"}, {filepath.Join(t.TempDir(), "none")}, {other}} {
		var out bytes.Buffer
		var exit *Exit
		if err := Command(t.Context(), args, &out); !errors.As(err, &exit) || exit.ExitStatus() != 2 {
			t.Errorf("vet %q: %v", args, err)
		}
	}
}
