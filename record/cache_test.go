//go:build !js

package record

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSourcesOfOldVersionsAreForgotten(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", base)
	t.Setenv("HOME", base)
	if dir, err := os.UserCacheDir(); err != nil || dir != base {
		t.Skip("the cache is elsewhere on this system")
	}
	for name, age := range map[string]time.Duration{"engine-old": 2 * unused, "engine-new": 0, "engine-mine": 2 * unused, "module": 2 * unused} {
		dir := filepath.Join(base, "sluice", name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(dir, at, at); err != nil {
			t.Fatal(err)
		}
	}
	forget("engine-mine")
	for name, kept := range map[string]bool{"engine-old": false, "engine-new": true, "engine-mine": true, "module": true} {
		if _, err := os.Stat(filepath.Join(base, "sluice", name)); (err == nil) != kept {
			t.Errorf("%s: kept %v", name, err == nil)
		}
	}
}
