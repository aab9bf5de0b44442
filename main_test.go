//go:build !js

package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestUnknownSubcommandPrintsUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"nonsense"}} {
		var out, errOut bytes.Buffer
		if code := run(t.Context(), args, &out, &errOut); code != 2 {
			t.Errorf("sluice %v: exit status %d, want 2", args, code)
		}
		if !strings.Contains(errOut.String(), "serve") || out.Len() != 0 {
			t.Errorf("sluice %v printed %q and %q, want the usage as an error", args, out.String(), errOut.String())
		}
	}
}
